/* What is one reader's own in what everybody is shown: what they recommended, what they said, and what of it waits. */
import { hangIn } from './branches.js';
import { ownItem, waits } from './own-words.js';

/** Asks of the same page of comments how they stand to who reads it. */
export async function marksOn(section, place) {
  const { root, reader, article, query } = section;
  if (!article) return;
  const words = new URLSearchParams(Object.entries(query).filter(([, word]) => word));
  const answer = await reader.ask('GET', `/articles/${article}/comments?${words}`);
  for (const told of answer?.ok ? answer.data.comments : []) {
    const row = root.getElementById(`a${told.id}`);
    const button = row?.querySelector('[data-act=recommend]');
    // What was pressed meanwhile is newer than this answer.
    if (button && !button.pressed && place.contains(row)) paint(button, told.is_recommended, told.recommend_count);
    if (row && told.is_own) own(section, row, told.id);
    if (!row && told.is_own && told.standing === 'waiting') remind(section, told);
  }
}

/** Change and take back what one said: in a window of our own, at the top, which nobody can frame. */
function own(section, row, id) {
  row.querySelector('[data-act=recommend]')?.remove();
  row.querySelector('[data-act=report]')?.remove();
  if (row.querySelector('.mine')) return;
  const links = section.pattern('mine');
  const [edit, remove] = links.children;
  edit.href = `${section.ours}/c/${id}/edit`;
  remove.href = `${section.ours}/c/${id}/delete`;
  edit.classList.add('mine');
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
  button.pressed = true;
  const answer = await section.reader.ask(is ? 'PUT' : 'DELETE', `/comments/${id}/recommendation`);
  if (answer?.ok) return paint(button, answer.data.is_recommended, answer.data.recommend_count);
  paint(button, !is);
  return section.say(answer?.data.detail ?? 'Not done: the site cannot be reached. Try again.');
}

function paint(button, is, number) {
  button.ariaPressed = String(is);
  button.classList.toggle('action--on', is);
  button.querySelector('.action__word').textContent = is ? 'Recommended' : 'Recommend';
  if (number !== undefined) button.querySelector('.action__count').textContent = number ? ` · ${number}` : '';
}
