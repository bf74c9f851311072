/* What a reader has begun to say here: in the boxes that are open, and in those that were open before. */
import { draft, drafts, dropDraft, keepDraft } from '../kept.js';
import { Box, SENDING, WAITING, WRITTEN } from './box.js';
import { authorIn } from './branches.js';

const boxOf = ({ boxes }, place) => [...boxes].find(box => box.place === place);
export const takesReplies = (page, id) => page.getElementById(`a${id}`)?.querySelector('[data-act=reply]');

function openBox(section, place, parent, name) {
  const box = new Box(section, place, parent, name);
  section.boxes.add(box);
  return box;
}

/** The box for a new comment, where one can be written. */
export function openFirst(section) {
  const { root, article, place: { key, url } } = section;
  const [place, before] = [`${article}/`, `${key || url}/`];
  const early = article && draft(before);
  // Written before anybody had said anything here; meanwhile somebody has.
  if (early && !draft(place) && keepDraft(place, null, early)) dropDraft(before);
  if (!root.getElementById('box')) return;
  section.box = openBox(section, article ? place : before);
  root.getElementById('write').replaceChildren(section.box.form);
}

export function reply(section, parent) {
  const { root, article } = section;
  const place = `${article}/${parent}`;
  const box = boxOf(section, place) ?? openBox(section, place, parent, authorIn(root, parent));
  if (!box.form.isConnected) root.getElementById(`c${parent}`).after(box.form);
  return box;
}

/** Shut; what was written opens again with the next press. */
export function shut({ boxes }, box) {
  box.form.remove();
  if (box.stage === SENDING) return; // there is an answer to come
  if (box.stage === WAITING) box.turn(WRITTEN);
  box.keep();
  boxes.delete(box);
}

/** Opens again what was begun. What has no place here is a press away; and where nothing can be said any more, its words
 * can still be taken along. */
export function takeUp(section) {
  const { root, article } = section;
  const [begun, left] = ['begun', 'left-over'].map(id => root.getElementById(id));
  const places = article ? drafts(article) : [];
  begun.hidden = true;
  if (left) {
    left.hidden = !places.length;
    left.querySelector('textarea').value = places.map(place => draft(place).words).join('\n\n');
    return;
  }
  for (const place of places) {
    const parent = place.split('/')[1];
    if (!parent) continue;
    if (takesReplies(root, parent)) reply(section, parent);
    else if (!boxOf(section, place)) Object.assign(begun, { hidden: false, value: parent });
  }
  if (section.reader.me) section.sendDue();
}

/** Nothing is answered there any more: the words can still be said to everybody. */
export function sayToAll(section, parent) {
  const { box, article } = section;
  if (box.stage === SENDING) return; // or these would go with it
  const place = `${article}/${parent}`;
  box.write([box.words.trimEnd(), draft(place)?.words].filter(Boolean).join('\n\n'));
  dropDraft(place);
  takeUp(section);
  box.tell(box.says.gone);
}
