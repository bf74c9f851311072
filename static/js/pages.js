/* Pages of this site, fetched and taken apart. No route answers script in a language of its own. */

// In milliseconds. A tunnel is shorter; what hangs for longer is taken for not sent, and may be sent again.
const PATIENCE = 30_000;

/** Fetches `address`, or sends `fields` there. Rejects when nothing came back. */
export async function fetched(address, fields) {
  const sent = fields && { method: 'POST', body: new URLSearchParams(fields) };
  const answer = await fetch(address, { ...sent, signal: AbortSignal.timeout(PATIENCE) });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return { page, ok: answer.ok, status: answer.status, url: new URL(answer.url) };
}

/** What a page says no with. */
export const refusal = page => page.querySelector('main [role=alert]:not([hidden])')?.textContent.trim();

/** A press that means another tab or window: the link itself does that. */
export const otherTab = event => event.ctrlKey || event.metaKey || event.shiftKey;

export const token = () => document.querySelector('input[name=csrf]')?.value ?? '';

const controls = element => [...element.querySelectorAll('a[href], button, input, select, textarea, summary')];

/** Puts the element of `page` that has this id in the place of ours; the focus stays on the same control. */
export function swap(id, page) {
  const [ours, fresh] = [document.getElementById(id), page.getElementById(id)];
  if (!ours || !fresh) return null;
  const focused = controls(ours).indexOf(document.activeElement);
  ours.replaceWith(fresh);
  controls(fresh)[focused]?.focus();
  tell(fresh);
  return fresh;
}

/** Something is on the page that was not: whoever marks or counts comments looks again. */
export const tell = element => element.dispatchEvent(new Event('arrived', { bubbles: true }));

/** The reader meets `comment` now: everything around it opens, it is focused, and it alone is marked. */
export function meet(comment) {
  for (let branch = comment.closest('details'); branch; branch = branch.parentElement.closest('details')) branch.open = true;
  comment.focus({ preventScroll: true });
  comment.scrollIntoView({ block: 'nearest' });
}
