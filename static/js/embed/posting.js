/* From the press of Post to the comment that stands there, or to the words back in their box. */
import { shut, takeUp } from './begun.js';
import { SENDING, WAITING, WRITTEN } from './box.js';
import { hangIn, meetIn, takeOff } from './branches.js';
import { bring } from './going.js';
import { ownItem, reasonOf, stands, waits } from './own-words.js';

const POSTED = 'Your comment is posted.';

export async function post(section, box) {
  if (box.stage === SENDING) return;
  if (!box.words.trim()) return box.focus();
  if (!section.reader.me) return enterFirst(section, box);
  box.turn(SENDING);
  box.keep();
  box.tell('');
  const item = sendOff(section, box);
  const answer = await sent(section, box);
  answer?.ok ? box.write('') : box.turn(WRITTEN);
  await section.lasting();
  if (answer?.ok) return arrived(section, box, item, answer.data);
  if (item) takeOff(item);
  return answer?.status === 401 ? enterFirst(section, box) : handBack(section, box, answer);
}

/** Written first; now who says it. */
function enterFirst({ wayIn }, box) {
  box.turn(WAITING);
  box.keep();
  if (wayIn.enter(box.parent)) return wayIn.window && box.tell(box.says.window, false);
  box.turn(WRITTEN);
  return box.tell(box.says.unsafe);
}

function handBack(section, box, answer) {
  const { lost, failed, saved } = box.says;
  const told = answer?.data.detail ?? [answer ? failed : lost, box.kept && saved].filter(Boolean).join(' ');
  box.tell(told);
  if (box.form.isConnected) return;
  // Another part is shown meanwhile.
  shut(section, box);
  takeUp(section);
  section.say(told);
}

/** The words stand where they will stand, while they are on their way. */
function sendOff(section, box) {
  const item = ownItem(section, box.words);
  if (!hangIn(section.root, item, box.parent)) return null;
  meetIn(section.root, item.querySelector('.comment'));
  return item;
}

async function sent(section, { words, parent, key }) {
  if (!section.article) {
    const { key: name, url, title } = section.place;
    const opened = await section.reader.ask('POST', '/articles', { url, key: name || null, title });
    if (!opened?.ok) return opened;
    section.article = opened.data.id;
    section.box.move(`${section.article}/`);
  }
  const headers = { 'Idempotency-Key': key };
  return section.reader.ask('POST', `/articles/${section.article}/comments`, { body: words, parent: parent || null }, { headers });
}

async function arrived(section, box, item, { id, standing, notice }) {
  if (box.parent) shut(section, box);
  if (standing === 'public') {
    await bring(section, [id], box.parent, POSTED);
    // As its author wrote it, should what everybody is shown not come.
    if (item) section.root.getElementById(`c${id}`) ? takeOff(item) : stands(item, id);
  } else if (item) {
    section.say(waits(item, id, notice));
    meetIn(section.root, item.querySelector('.comment'));
  } else {
    // One thread is shown, and this belongs elsewhere.
    section.box.tell(`Your comment has arrived. ${reasonOf(notice)}`, false);
  }
  return null;
}
