/* Pages of this site, fetched and taken apart. No route answers script in a language of its own. */

// In milliseconds. A tunnel is shorter; what hangs for longer is taken for not sent, and may be sent again.
const PATIENCE = 30_000;

/** Fetches `address`, or sends `fields` there. Rejects when nothing came back. */
export async function fetched(address, fields) {
  const sent = fields && { method: 'POST', body: new URLSearchParams(fields) };
  const answer = await fetch(address, { ...sent, signal: AbortSignal.timeout?.(PATIENCE) }); // an older browser waits as long as it likes
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return { page, ok: answer.ok, url: new URL(answer.url) };
}

/** What a page says no with. */
export const refusal = page => page.querySelector('main [role=alert]:not([hidden])')?.textContent.trim();

/** A plain press on the link in `element` does `act` instead, where `able`, and shuts the menu that it stands in. */
export function pressed(element, act, able = () => true) {
  element.onclick = event => {
    // Another tab or window is meant: the link itself does that.
    if (event.ctrlKey || event.metaKey || event.shiftKey || !able()) return;
    event.preventDefault();
    element.closest('[popover]')?.hidePopover?.();
    act(event.target.closest('a'));
  };
}

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

/** The reader meets `comment` now: everything around it opens, and it has the focus. */
export function meet(comment) {
  for (let branch = comment.closest('details'); branch; branch = branch.parentElement.closest('details')) branch.open = true;
  comment.focus({ preventScroll: true });
  comment.scrollIntoView({ block: 'nearest' });
}
