/* Where a comment belongs that comes while the page is being read. */
import { tell } from './pages.js';

const here = id => document.getElementById(id);

/** Hangs a comment's item first among the replies to `parent` (of the article, when that is empty).
 * False when those have no place on this page. */
export function hang(item, parent) {
  const list = item.matches('.thread__item') && (listOf(parent) ?? grow(parent));
  if (!list) return false;
  for (const inner of item.querySelectorAll('.thread__item')) if (here(inner.id)) inner.remove();
  // Who was first stood directly beneath the parent, and had no need to name it.
  list.querySelector(':scope > .thread__item > .comment .byline__answers')?.classList.remove('unseen');
  list.prepend(item);
  count(list);
  tell(item);
  return true;
}

/** Takes an item away again, and the branch with it that would be empty. */
export function unhang(item) {
  const list = item.parentElement;
  item.remove();
  count(list);
  if (!list.childElementCount) list.closest('.replies')?.remove();
}

const listOf = parent => document.querySelector(`#comments ol[data-of="${parent}"]`);

function grow(parent) {
  const item = here(`t${parent}`);
  if (!item) return null;
  const branch = here('branch').content.cloneNode(true);
  branch.querySelector('ol').dataset.of = parent;
  branch.querySelector('bdi').textContent = here(`by-${parent}`).querySelector('bdi').textContent;
  const box = item.querySelector(':scope > comment-box');
  (box ?? here(`c${parent}`)).after(branch);
  return listOf(parent);
}

/** Every branch around the list says how many replies it shows. */
export function count(list) {
  for (let branch = list.closest('.replies'); branch; branch = branch.parentElement.closest('.replies')) {
    const shown = branch.querySelectorAll('.thread__item').length;
    branch.querySelector('.replies__count').textContent = shown === 1 ? '1 reply' : `${shown} replies`;
  }
}
