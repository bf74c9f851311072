/* What this browser keeps for its reader. Without storage (full, or forbidden) everything works, and forgets. */

const DRAFT = 'forum/draft/';
const LIFE = 30 * 24 * 3600e3; // ms: whoever comes back later begins anew

export function read(name) {
  try { return JSON.parse(localStorage.getItem(name)); } catch { return null; }
}

export function write(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  } catch { /* a reader who allows no storage */ }
}

/** The draft at `place`: { words, key, at, by, ended }. */
export const draft = place => fresh(read(DRAFT + place));
export const keepDraft = (place, kept) => write(DRAFT + place, { ...kept, at: Date.now() });
export const dropDraft = place => write(DRAFT + place, null);

const fresh = kept => (kept?.at > Date.now() - LIFE ? kept : null);

function everything() {
  try { return Object.keys(localStorage); } catch { return []; }
}

/** The places of the drafts under an article; what is too old, of any article, is dropped on the way. */
export function drafts(article) {
  const names = everything().filter(name => name.startsWith(DRAFT));
  const old = names.filter(name => !fresh(read(name)));
  old.forEach(name => write(name, null));
  return names.filter(name => !old.includes(name)).map(name => name.slice(DRAFT.length))
    .filter(place => place.startsWith(`${article}/`));
}
