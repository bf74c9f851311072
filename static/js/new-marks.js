/* <new-marks>: what is new since the last visit, in a tree that is sorted by anything but time.
 *
 * New is what was said after the visit before this one began and was never on this reader's screen. The moment stands
 * still while a visit lasts. A member's is kept on the account (`notes`), anybody else's in this browser (`keeps`). */
import { read, swept, write } from './kept.js';
import { meet, token } from './pages.js';

const SILENCE = 30 * 60e3; // ms: a longer one ends a visit
const LOOK = 1_000; // ms on the screen, after which something was seen
const GATHERED = 5_000; // ms between two reports
const SEEN_MOST = 500; // ids kept, the newest
const EPOCH = Date.UTC(2020), DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';

/** When the comment was made, in whole ms and by the server's clock: its id says so. */
const made = id => EPOCH + Math.floor([...id].reduce((sum, digit) => sum * 32 + DIGITS.indexOf(digit), 0) / 2 ** 22);

customElements.define('new-marks', class extends HTMLElement {
  connectedCallback() {
    if (this.unmet) return;
    this.button = this.querySelector('button');
    this.unmet = new Set();
    this.begin();
    this.eyes = new IntersectionObserver(entries => entries.forEach(entry => this.look(entry)));
    this.button.onclick = () => this.next();
    document.addEventListener('arrived', () => this.mark());
    addEventListener('pagehide', () => this.report());
    this.mark();
    this.report();
  }

  begin() {
    const now = Date.now();
    // A visit begins with the last comment that there is, whatever the reader's own clock says.
    this.newest = document.querySelector('thread-live').getAttribute('newest');
    const began = made(this.newest);
    this.before = this.hasAttribute('before') ? Date.parse(this.getAttribute('before')) : began;
    this.seen = new Set(this.getAttribute('seen')?.split(' '));
    this.noted = new Set();
    if (!this.hasAttribute('keeps')) return;
    swept('forum/visit/', visit => visit.last);
    this.name = `forum/visit/${this.getAttribute('keeps')}`;
    const last = read(this.name) ?? { before: began, began, seen: [] };
    const again = now - last.last > SILENCE;
    this.visit = again ? { before: last.began, began, seen: last.seen } : last;
    this.before = this.visit.before;
    this.seen = new Set(this.visit.seen);
  }

  mark() {
    for (const id of this.unmet) if (!document.querySelector(`#c${id} .byline`)) this.unmet.delete(id);
    for (const comment of document.querySelectorAll('.comment[id]')) {
      const when = comment.querySelector('.byline__when');
      const id = comment.id.slice(1);
      if (!when || when.querySelector('.new') || comment.matches('.comment--own') || this.seen.has(id)) continue;
      if (made(id) <= this.before) continue;
      const word = document.createElement('b');
      word.className = 'new';
      word.textContent = 'New';
      when.append(' ', word);
      if (this.noted.has(id)) continue;
      this.unmet.add(id);
      this.eyes.observe(comment.querySelector('.byline'));
    }
    this.tell();
  }

  look({ target, isIntersecting }) {
    clearTimeout(target.seenIn);
    if (isIntersecting) target.seenIn = setTimeout(() => this.meet(target.closest('.comment')), LOOK);
  }

  meet(comment) {
    if (!comment) return;
    this.eyes.unobserve(comment.querySelector('.byline'));
    this.noted.add(comment.id.slice(1));
    this.unmet.delete(comment.id.slice(1));
    this.tell();
    this.later ??= setTimeout(() => this.report(), GATHERED);
  }

  tell() {
    this.button.hidden = !this.unmet.size;
    this.button.textContent = `Next new (${this.unmet.size})`;
  }

  next() {
    const all = [...document.querySelectorAll('.comment[id]')].filter(comment => this.unmet.has(comment.id.slice(1)));
    const from = document.activeElement.closest('.comment') ?? document.querySelector('#threads') ?? document.body;
    const found = all.find(one => from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) ?? all[0];
    if (!found) return;
    meet(found);
    this.meet(found);
  }

  report() {
    clearTimeout(this.later);
    this.later = null;
    const fresh = [...this.noted].filter(id => !this.reported?.has(id));
    if (this.visit) {
      const kept = read(this.name) ?? this.visit; // another tab may have told more, or begun a later visit
      const seen = [...new Set([...kept.seen, ...this.visit.seen, ...fresh])].sort().slice(-SEEN_MOST);
      this.visit = { ...(kept.before > this.visit.before ? kept : this.visit), seen, last: Date.now() };
      write(this.name, this.visit);
    } else if (!this.reported || fresh.length) {
      const body = new URLSearchParams({ csrf: token(), seen: fresh.join(' '), newest: this.newest });
      const told = new Set(this.noted);
      const lost = () => fresh.forEach(id => told.delete(id)); // told again with the next
      fetch(this.getAttribute('notes'), { method: 'POST', body, keepalive: true }).then(answer => answer.status === 204 || lost(), lost);
      this.reported = told;
    }
    if (this.visit) this.reported = new Set(this.noted);
  }
});
