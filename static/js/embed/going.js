/* Going about in a discussion: to another part of it, to one comment wherever it stands, and on in a branch. */
import { reply, sayToAll, shut, takeUp, takesReplies } from './begun.js';
import { goOn, hangIn, meetIn } from './branches.js';

export const AWAY_FROM_US = 'The comments could not be loaded. ';
const NOT_HERE = 'That comment is gone.';

const there = (place, id) => place.getElementById(`c${id}`);

/** What came, in the place of what was shown. */
function put(section, found) {
  const [threads, fresh] = [section.root, found].map(place => place.getElementById('threads'));
  for (const box of section.boxes) if (threads.contains(box.form)) shut(section, box);
  threads.replaceWith(fresh);
  section.dress([fresh], found);
  takeUp(section);
  section.watching.tell();
  return fresh;
}

/** Another part in the place of this one. Null, and said, when it does not come. */
export async function show(section, query) {
  const found = await section.fragment(query);
  return found ? put(section, found) : section.say(AWAY_FROM_US);
}

/** The same, and its reader begins there. */
export async function turnTo(section, query) {
  const fresh = await show(section, query);
  const comment = fresh?.querySelector('[aria-current], ol .comment');
  if (comment) meetIn(section.root, comment, 'start');
}

/** To one comment, wherever it stands, and `said` then. What is shown stays when that one is gone. */
export async function lead(section, id, said) {
  const { root } = section;
  if (!there(root, id)) {
    const found = await section.fragment({ sort: section.query.sort, show: id });
    if (!found) return section.say(said ?? AWAY_FROM_US);
    if (there(found, id)) put(section, found);
  }
  const comment = there(root, id);
  if (comment) meetIn(root, comment, said ? 'nearest' : 'start');
  // An address names a comment of one of the discussions on its page.
  else if (document.querySelectorAll('forum-comments').length === 1) said ??= NOT_HERE;
  return said && section.say(said);
}

/** To what was said meanwhile, the newest of `ids` first: hung in among the replies to `parent`, where they have a place here. */
export async function bring(section, ids, parent, said) {
  const { root } = section;
  const query = { sort: 'newest', parent, show: parent ? '' : ids[0] };
  const found = await section.fragment(query);
  // Some are here by now, when the button was pressed twice.
  const items = ids.map(id => !there(root, id) && found?.getElementById(`t${id}`)).reverse().filter(item => item && hangIn(root, item, parent));
  if (items.length) section.dress(items, found, query);
  section.watching.tell();
  return lead(section, ids[0], said);
}

/** More replies beneath those that stand here. */
export async function more(section, query, link) {
  const found = await section.fragment(query);
  if (!found) return section.say(AWAY_FROM_US);
  const items = goOn(section.root, found, query.parent);
  const onward = found.querySelector('.pager [rel=next]');
  onward ? link.href = onward.href : link.closest('.rest').remove();
  section.dress(items, found, query);
  return items[0]?.querySelector('.comment').focus();
}

/** To where a reply was begun. */
export async function goOnWith(section, parent) {
  const found = await section.fragment({ sort: section.query.sort, show: parent });
  if (!found) return section.say(AWAY_FROM_US);
  if (!takesReplies(found, parent)) return sayToAll(section, parent);
  put(section, found);
  return reply(section, parent).focus();
}
