/* Where comments hang in the thread: the list of the article, and those of the replies. */

const listIn = (root, parent) => root.querySelector(`ol[data-of="${parent}"]`);

/** Hangs a comment's item first among the replies to `parent` (of the article, when that is empty).
 * False when those have no place here. */
export function hangIn(root, item, parent) {
  const list = listIn(root, parent) ?? branchIn(root, parent);
  if (!list) return false;
  for (const inner of item.querySelectorAll('.thread__item')) root.getElementById(inner.id)?.remove();
  list.querySelector(':scope > .thread__item > .comment .byline__answers')?.classList.remove('unseen');
  list.prepend(item);
  countIn(list);
  return true;
}

export function takeOff(item) {
  const list = item.parentElement;
  item.remove();
  countIn(list);
  if (!list.childElementCount) list.closest('.replies')?.remove();
}

/** The rest of a branch, after what is here of it. */
export function goOn(root, found, parent) {
  const list = listIn(root, parent) ?? branchIn(root, parent);
  const missing = [...listIn(found, parent).children].filter(item => !root.getElementById(item.id));
  list?.append(...missing);
  if (list) countIn(list);
  return missing;
}

function branchIn(root, parent) {
  const item = root.getElementById(`t${parent}`);
  if (!item) return null;
  const branch = root.getElementById('branch').content.cloneNode(true);
  branch.querySelector('ol').dataset.of = parent;
  branch.querySelector('bdi').textContent = authorIn(root, parent);
  (item.querySelector(':scope > .composer') ?? item.querySelector('.comment')).after(branch);
  return listIn(root, parent);
}

export const authorIn = (root, id) => root.querySelector(`#by-${id} bdi`)?.textContent ?? '';

function countIn(list) {
  for (let branch = list.closest('.replies'); branch; branch = branch.parentElement.closest('.replies')) {
    const number = branch.querySelectorAll('.thread__item').length;
    branch.querySelector('.replies__count').textContent = number === 1 ? '1 reply' : `${number} replies`;
  }
}

/** The reader meets `comment` now: everything around it opens, it is marked, and has the focus. */
export function meetIn(root, comment, block = 'nearest') {
  for (let branch = comment.closest('details'); branch; branch = branch.parentElement?.closest('details')) branch.open = true;
  for (const one of root.querySelectorAll('.comment[aria-current]')) one.ariaCurrent = null;
  comment.ariaCurrent = 'true';
  comment.focus({ preventScroll: true });
  comment.scrollIntoView({ block });
}
