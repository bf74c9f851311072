/* One's own words in their place, before anybody else has them there. */

const ALONE = 'Only you can see this.'; // so it begins, in the pattern and in what the site says

/** As plain text: how they look is for the server to say. */
export function ownItem({ reader: { me }, pattern }, words) {
  const item = pattern('sending').firstElementChild;
  const avatar = item.querySelector('.avatar');
  avatar.textContent = me.initials;
  avatar.classList.add(`avatar--${me.colour}`);
  item.querySelector('bdi').textContent = me.name;
  item.querySelector('.prose').textContent = words;
  return item;
}

export const reasonOf = notice => (notice ?? '').replace(ALONE, '').trim();

/** It has arrived, and is known by its name. */
export function stands(item, id) {
  const comment = item.querySelector('.comment');
  item.id = `t${id}`;
  comment.id = `c${id}`;
  comment.classList.remove('comment--sending');
  item.querySelector('.byline .meta').textContent = 'you';
}

/** What is not public stands here for its author alone; why so. */
export function waits(item, id, notice) {
  const told = item.querySelector('.notice');
  stands(item, id);
  told.querySelector('span').textContent = reasonOf(notice);
  told.hidden = false;
  return `${ALONE} ${reasonOf(notice)}`;
}
