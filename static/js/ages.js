/* How long ago something was, as the reader's own clock and calendar have it. */

export const MINUTE = 60e3; // ms
const HOUR = 60 * MINUTE, DAY = 24 * HOUR;

const day = at => at.toLocaleDateString([], { day: 'numeric', month: 'short', year: 'numeric' });

function since(at) {
  const age = Date.now() - at;
  if (age < MINUTE) return 'just now'; // a clock that is ahead of ours says so too
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} hr ago`;
  if (age < 7 * DAY) return age < 2 * DAY ? 'yesterday' : `${Math.floor(age / DAY)} days ago`;
  return day(at);
}

/** Has a <time> tell its age; pointed at, the moment itself. */
export function tellAge(time) {
  const at = new Date(time.dateTime);
  time.textContent = since(at);
  time.title ||= at.toLocaleString([], { dateStyle: 'full', timeStyle: 'short' });
}
