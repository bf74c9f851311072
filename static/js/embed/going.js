/* Going about in a discussion: to another part of it, and on in a branch. */
import { reply, sayToAll, shut, takeUp, takesReplies } from './begun.js';
import { goOn, meetIn } from './branches.js';

export const AWAY_FROM_US = 'The comments could not be loaded. ';

/** Another part in the place of this one, once it is here. */
export async function show(section, query, said = '') {
  const { root } = section;
  const wanted = { ...section.query, show: '', ...query };
  const found = await section.fragment(wanted).catch(() => null);
  if (!found) return section.say(AWAY_FROM_US);
  section.query = { ...wanted, show: '' };
  const [threads, fresh] = [root, found].map(place => place.getElementById('threads'));
  for (const box of section.boxes) if (threads.contains(box.form)) shut(section, box);
  threads.replaceWith(fresh);
  section.dress(fresh, found);
  takeUp(section);
  section.watching.tell();
  if (said) return section.say(said);
  const comment = fresh.querySelector('.comment[aria-current]') ?? fresh.querySelector('.comment');
  return comment && meetIn(root, comment, 'start');
}

/** More replies beneath those that stand here. */
export async function more(section, link, asked) {
  const parent = link.closest('more-replies').getAttribute('to');
  const found = await section.fragment({ ...section.query, parent, cursor: asked.searchParams.get('cursor'), show: '' }).catch(() => null);
  if (!found) return section.say(AWAY_FROM_US);
  const items = goOn(section.root, found.querySelectorAll('.permalink__replies > .thread > .thread__item'), parent);
  const onward = found.querySelector('.pager [rel=next]');
  onward ? link.href = onward.href : link.closest('.rest').remove();
  items.forEach(item => section.dress(item, found));
  return items[0]?.querySelector('.comment').focus();
}

/** To where a reply was begun. */
export async function goOnWith(section, parent) {
  const found = await section.fragment({ show: parent }).catch(() => null);
  if (!found) return section.say(AWAY_FROM_US);
  if (!takesReplies(found, parent)) return sayToAll(section, parent);
  await show(section, { show: parent, parent: '', cursor: '' });
  return reply(section, parent).focus();
}
