/* From the press of Post to the comment that stands there, or to the words back in their box. */
import { boxAt, everywhere } from './boxes.js';
import { hang, unhang } from './hang.js';
import { fetched, meet, refusal, swap } from './pages.js';
import { say } from './said.js';
import { unique } from './unique.js';

/** Sends what is in `box`; `button` is the one that was pressed, and only Preview has a name. */
export async function send(box, button) {
  if (box.ariaBusy) return;
  const fields = new FormData(box.form);
  fields.set('key', box.once);
  if (button?.name) fields.set(button.name, button.value);
  box.keep();
  box.ariaBusy = 'true';
  box.field.readOnly = !button?.name; // what is typed from here on would be in no comment
  const item = button?.name ? null : depart(box);
  const answer = await fetched(box.form.action, fields).catch(() => null);
  box.ariaBusy = null;
  box.field.readOnly = false;
  box.lost = !answer;
  box.alert.hidden = true;
  if (item) unhang(item);
  box.form.hidden = false;
  if (!answer?.ok) refused(box, answer);
  else if (button?.name) preview(box, answer.page);
  else arrive(box, answer);
}

/** The words stand where they will stand, while they are on their way. */
function depart(box) {
  const pattern = document.getElementById('sending');
  const item = pattern && !box.editing && document.importNode(pattern.content, true).firstElementChild;
  if (!item) return null;
  item.querySelector('.comment__words').textContent = box.field.value;
  if (!hang(item, box.parent)) return null;
  box.form.hidden = true;
  meet(item.querySelector('.comment'));
  return item;
}

function arrive(box, { page, url }) {
  const comment = page.querySelector('.comment[aria-current]');
  // Whoever is not signed in says first who they are. The words wait there; here, until they are said.
  if (!comment) return location.assign(url);
  url.hash = comment.id; // `fetch` tells an address without it
  box.said = true;
  box.keep();
  if (!placed(comment, box.parent)) return location.assign(url);
  swap('comment-count', page);
  if (url.pathname === location.pathname) history.replaceState(null, '', url);
  for (const one of document.querySelectorAll('.comment[aria-current]')) if (one !== comment) one.ariaCurrent = null;
  say(comment.querySelector('.notice')?.textContent ?? (box.editing ? 'Your comment is saved.' : 'Your comment is posted.'));
  box.opener ? box.remove() : box.empty();
  drop(box);
  meet(comment);
}

/** Another order came while it was on its way, and with it another box for the same words. */
function drop(box) {
  const again = boxAt(box.place);
  if (!again || again === box) return;
  again.said = true;
  again.remove();
}

/** Puts the comment where its former self stands, or among the replies to `parent`. */
function placed(comment, parent) {
  const ours = document.getElementById(comment.id);
  if (ours) ours.replaceWith(comment);
  return ours ?? hang(comment.closest('.thread__item') ?? comment, parent);
}

function preview(box, page) {
  const shown = page.querySelector('.preview');
  box.querySelector('.preview')?.remove();
  box.prepend(unique(shown, box.place.replace('/', '-')));
  say('The preview stands above the box.');
}

/** Nothing is lost: the words are in the box, and kept, with what went wrong above them. */
function refused(box, answer) {
  const { lost, failed, ended } = box.alert.dataset;
  const entry = answer?.page.querySelector('[data-sign-in]');
  const csrf = answer?.page.querySelector('input[name=csrf]');
  if (csrf) renew(csrf);
  box.complain(!answer ? lost : entry ? ended : refusal(answer.page) ?? failed);
  box.part('sign-in').hidden = !entry;
  if (entry) box.part('sign-in').querySelector('a').href = entry.href;
  box.ended = Boolean(entry);
  box.keep();
  if (!answer) addEventListener('online', () => box.lost && back(box), { once: true });
}

/** The signal is back. Said, not more: the reader may be elsewhere on the page by now. */
function back(box) {
  box.alert.textContent = box.alert.dataset.online;
  box.alert.classList.remove('notice--error');
}

/** A session began elsewhere: its token stands in every form of this page, and in those that will be opened. */
function renew(csrf) {
  for (const form of everywhere('form[method=post]')) {
    form.elements.csrf?.remove();
    form.prepend(csrf.cloneNode());
  }
}
