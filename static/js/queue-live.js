/* What others do to the queue while somebody looks at it: new comments join its end, what a colleague decided is
 * crossed out, and who is looking stands beside it. Nothing moves beneath a hand. */
import { fetched } from './pages.js';
import { say } from './said.js';

const EVERY = 15_000; // ms
const PAGE = 50; // rows

export function watch(queue) {
  setInterval(() => { if (!document.hidden) look(queue); }, EVERY);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) look(queue); });
}

async function look(queue) {
  const answer = await fetched(location.href).catch(() => null); // the next time is soon
  if (!answer?.ok) return;
  const fresh = new Map([...answer.page.querySelectorAll('.row')].map(row => [row.id, row]));
  const list = queue.querySelector('.rows');
  const tabs = answer.page.getElementById('tabs');
  if (tabs) queue.querySelector('#tabs').replaceWith(document.importNode(tabs, true));
  if (!list) { if (fresh.size) say('A comment waits. Load the page again to see it.'); return; }
  const rows = queue.rows;
  // A page has an end: what stands beyond it still waits.
  const last = fresh.size < PAGE ? rows.length : rows.findLastIndex(row => fresh.has(row.id));
  for (const [place, row] of rows.entries()) {
    const now = fresh.get(row.id);
    if (now) name(row, now);
    else if (place > last) continue;
    else if (row.id !== `r${queue.at}`) cross(row, 'Decided by a colleague');
    else if (!row.querySelector('.row__outcome')) say('Somebody has decided this meanwhile.');
  }
  let came = 0;
  for (const [id, row] of fresh) {
    if (document.getElementById(id)) continue;
    list.append(document.importNode(row, true));
    came += 1;
  }
  if (came && fresh.size < PAGE) say(came === 1 ? 'One more comment waits.' : `${came} more comments wait.`);
}

/** Who is looking at it, as of now. */
function name(row, now) {
  const [ours, theirs] = [row, now].map(one => one.querySelector('.row__looking'));
  if (ours && theirs) ours.textContent = theirs.textContent;
  else if (ours) ours.remove();
  else if (theirs) row.querySelector('a').append(document.importNode(theirs, true));
}

/** It is decided, and says how; it stays where it is. */
export function cross(row, how) {
  row.classList.add('row--done');
  const outcome = document.createElement('span');
  outcome.className = 'row__outcome';
  outcome.textContent = how;
  row.querySelector('a').append(outcome);
}
