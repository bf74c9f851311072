/* <time-ago>: how long ago, as the reader's own clock and calendar have it. */

const MINUTE = 60e3, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
const shown = new Set();

const day = at => at.toLocaleDateString([], { day: 'numeric', month: 'short', year: 'numeric' });

function since(at) {
  const age = Date.now() - at;
  if (age < MINUTE) return 'just now'; // a clock that is ahead of ours says so too
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} hr ago`;
  if (age < 7 * DAY) return age < 2 * DAY ? 'yesterday' : `${Math.floor(age / DAY)} days ago`;
  return day(at);
}

customElements.define('time-ago', class extends HTMLElement {
  connectedCallback() {
    this.time = this.querySelector('time');
    this.at = new Date(this.time.dateTime);
    this.time.title = this.at.toLocaleString([], { dateStyle: 'full', timeStyle: 'short' });
    shown.add(this);
    this.tell();
  }

  disconnectedCallback() { shown.delete(this); }

  tell() { this.time.textContent = since(this.at); }
});

setInterval(() => shown.forEach(one => one.tell()), MINUTE);
