/* From the press of Post to the comment that stands there, or to the words back in their box. */
import { hangIn, meetIn, takeOff } from './branches.js';
import { bring } from './going.js';

const POSTED = 'Your comment is posted.';
const LOST = 'Not sent: the site cannot be reached. Your words are saved on this device.';
const FAILED = 'Not sent: the site has trouble. Your words are saved on this device; try again in a moment.';
const FIRST = 'Sign in, in the window that has opened. Your comment is sent right after.';
const ALONE = 'Only you can see this.'; // so it begins, in the pattern and in what the site says
const UNSAFE = 'Nobody can sign in on this page: its address does not begin with https.';

export async function post(section, box) {
  if (box.sending) return;
  if (!box.words.trim()) return box.focus();
  if (!section.reader.me) return enterFirst(section, box);
  box.ended = false;
  box.keep();
  box.tell('');
  const item = sendOff(section, box);
  box.busy(true);
  const answer = await sent(section, box);
  box.busy(false);
  if (answer?.ok) return arrived(section, box, item, answer.data);
  if (item) takeOff(item);
  if (answer?.status === 401) return enterFirst(section, box);
  box.tell(answer ? answer.data.detail ?? FAILED : LOST);
  return null;
}

/** Written first; now who says it. */
function enterFirst(section, box) {
  box.ended = true;
  box.keep();
  box.tell(FIRST, false);
  if (!section.wayIn.enter()) box.tell(UNSAFE);
}

/** The words stand where they will stand, while they are on their way. */
function sendOff(section, box) {
  const item = ownItem(section, box.words);
  if (!hangIn(section.root, item, box.parent)) return null;
  meetIn(section.root, item.querySelector('.comment'));
  return item;
}

/** One's own words in their place, as plain text: how they look is for the server to say. */
export function ownItem({ reader: { me }, pattern }, words) {
  const item = pattern('sending').firstElementChild;
  const avatar = item.querySelector('.avatar');
  avatar.textContent = me.initials;
  avatar.classList.add(`avatar--${me.colour}`);
  item.querySelector('bdi').textContent = me.name;
  item.querySelector('.prose').textContent = words;
  return item;
}

async function sent(section, { words, parent, once }) {
  if (!section.article) {
    const { key, url, title } = section.place;
    const opened = await section.reader.ask('POST', '/articles', { url, key: key || null, title });
    if (!opened?.ok) return opened;
    section.opened(opened.data.id);
  }
  const headers = { 'Idempotency-Key': once };
  return section.reader.ask('POST', `/articles/${section.article}/comments`, { body: words, parent: parent || null }, { headers });
}

async function arrived(section, box, item, { id, standing, notice }) {
  box.parent ? section.close(box, true) : box.empty();
  if (standing === 'public') {
    await bring(section, [id], box.parent, POSTED);
    if (item) takeOff(item);
  } else if (!item) {
    // One thread is shown, and this belongs elsewhere.
    section.box.tell(`Your comment has arrived. ${reasonOf(notice)}`, false);
  } else {
    waits(item, id, notice);
    meetIn(section.root, item.querySelector('.comment'));
    section.say(`${ALONE} ${reasonOf(notice)}`);
  }
  return null;
}

const reasonOf = notice => (notice ?? '').replace(ALONE, '').trim();

/** What is not public stands here for its author alone. */
export function waits(item, id, notice) {
  const [comment, told, state] = [item.querySelector('.comment'), item.querySelector('.notice'), item.querySelector('.byline .meta')];
  item.id = `t${id}`;
  comment.id = `c${id}`;
  comment.classList.remove('comment--sending');
  state.textContent = 'you';
  told.querySelector('span').textContent = reasonOf(notice);
  told.hidden = false;
}
