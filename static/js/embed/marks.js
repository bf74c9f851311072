/* What is one reader's own in what everybody is shown: what they recommended, what they said, and what of it waits. */
import { hangIn, takeOff } from './branches.js';
import { ownItem, waits } from './own-words.js';
import { worded } from './place.js';
import { UNREACHED } from './reader.js';

/** Asks of the comments that came by `query` how they stand to who reads them. */
export async function marksOn(section, query = section.query) {
  const { root, reader, article, life } = section;
  if (!reader.me || !article) return;
  const answer = await reader.ask('GET', `/articles/${article}/comments?${worded(query)}`);
  if (!answer?.ok || !reader.me || life.signal.aborted) return;
  for (const told of answer.data.comments) {
    const row = root.getElementById(`a${told.id}`);
    const button = row?.querySelector('[data-act=recommend]');
    // What was pressed meanwhile is newer than this answer.
    if (button && button.pressed !== reader.me) paint(button, told.is_recommended, told.recommend_count);
    if (row && told.is_own) own(section, row, told.id);
    if (!row && told.is_own && told.standing === 'waiting') remind(section, told);
  }
}

/** Nobody is known here any more: the next reader sees what everybody sees. */
export function unmark({ root }) {
  for (const told of root.querySelectorAll('.notice--held:not([hidden])')) takeOff(told.closest('.thread__item'));
  for (const link of root.querySelectorAll('.mine')) link.remove();
  for (const button of root.querySelectorAll('button[data-act=recommend]')) paint(button, false);
}

/** Change and take back what one said: in a window of our own, at the top, which nobody can frame. */
function own(section, row, id) {
  if (row.querySelector('.mine')) return;
  const links = section.pattern('mine');
  for (const link of links.children) link.href = `${section.ours}/c/${id}/${link.dataset.to}`;
  row.append(links);
}

function remind(section, { id, parent, notice, body }) {
  const item = ownItem(section, body);
  if (!section.root.getElementById(`c${id}`) && hangIn(section.root, item, parent ?? '')) waits(item, id, notice);
}

export async function recommend(section, button, id) {
  if (!section.reader.me) {
    section.then = () => {
      section.then = null;
      return recommend(section, button, id);
    };
    return section.wayIn.enter();
  }
  const is = button.ariaPressed !== 'true';
  paint(button, is);
  button.pressed = section.reader.me;
  const answer = await section.reader.ask(is ? 'PUT' : 'DELETE', `/comments/${id}/recommendation`);
  if (answer?.ok) return paint(button, answer.data.is_recommended, answer.data.recommend_count);
  paint(button, !is);
  return section.say(answer?.data.detail ?? UNREACHED);
}

function paint(button, is, number) {
  button.ariaPressed = String(is);
  button.classList.toggle('action--on', is);
  button.querySelector('.action__word').textContent = is ? 'Recommended' : 'Recommend';
  if (number !== undefined) button.querySelector('.action__count').textContent = number ? ` · ${number}` : '';
}
