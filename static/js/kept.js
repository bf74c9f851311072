/* What this browser keeps for its reader. Without storage (full, or forbidden) everything works, and forgets. */

const DRAFT = 'forum/draft/';
const LIFE = 30 * 24 * 3600e3; // ms: whoever comes back later begins anew

export function read(name) {
  try { return JSON.parse(localStorage.getItem(name)); } catch { return null; }
}

/** Whether it is kept. */
export function write(name, value) {
  try {
    value === null ? localStorage.removeItem(name) : localStorage.setItem(name, JSON.stringify(value));
    return value !== null;
  } catch { return false; /* a reader who allows no storage */ }
}

/** What every name that begins so holds; what is too old by `when` is forgotten on the way. */
export function swept(kind, when) {
  let names = [];
  try { names = Object.keys(localStorage).filter(name => name.startsWith(kind)); } catch { /* the same reader */ }
  return names.filter(name => when(read(name) ?? {}) > Date.now() - LIFE || write(name, null));
}

// On a computer that people share each has a drawer; what was written signed out is whoever's comes.
const drawer = (place, by) => DRAFT + place + (by ? `@${by}` : '');
const fresh = kept => (kept?.at > Date.now() - LIFE ? kept : null);

/** The draft of `by` at `place`: { words, key, at, ended }. */
export const draft = (place, by) => fresh(read(drawer(place, by))) ?? fresh(read(drawer(place)));
export const keepDraft = (place, by, kept) => write(drawer(place, by), { ...kept, at: Date.now() });
export const dropDraft = (place, by) => [by, null].forEach(whose => write(drawer(place, whose), null));

/** The places of the drafts that `by` has under an article. */
export function drafts(article, by) {
  const found = swept(DRAFT, kept => kept.at).map(name => name.slice(DRAFT.length).split('@'));
  return found.filter(([place, whose]) => place.startsWith(`${article}/`) && (!whose || whose === by)).map(([place]) => place);
}
