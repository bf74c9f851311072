/* A box to write in. Its words outlive whatever happens to them: they are kept here until they are posted. */
import { draft, dropDraft, keepDraft } from '../kept.js';
import { unique } from '../unique.js';

const PAUSE = 500; // ms without a key pressed
const AT_ONCE_WITHIN = 3600e3; // ms: whoever signs in later than that looks at the words before they are sent
const NEARLY = 0.8; // of the characters there are

export class Box {
  /** A box in `section`, whose words are kept at `place`; of an answer with whom it answers and what opened it. */
  constructor(section, place, parent = '', name = '') {
    Object.assign(this, { section, place, parent });
    this.form = unique(document.importNode(section.pattern('box'), true).firstElementChild, parent || 'new');
    this.field = this.form.querySelector('textarea');
    this.trouble = this.part('trouble');
    if (parent) this.answer(name);
    this.form.onsubmit = event => {
      event.preventDefault();
      section.send(this);
    };
    this.form.onkeydown = event => this.key(event);
    this.field.oninput = () => {
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.keep(), PAUSE);
      this.measure();
    };
    this.restore();
  }

  part(name) { return this.form.querySelector(`.composer__${name}`); }

  answer(name) {
    const whom = document.createElement('bdi');
    whom.textContent = name;
    this.form.querySelector('label').replaceChildren('Reply to ', whom);
    this.form.querySelector('.button--primary').textContent = 'Post reply';
    this.form.querySelector('[data-act=close]').hidden = false;
  }

  restore() {
    const found = draft(this.place);
    // Minted once for these words, so that sending them again, even tomorrow, makes no second comment.
    this.once = found?.key ?? crypto.randomUUID();
    this.ended = Boolean(found?.ended && Date.now() - found.at < AT_ONCE_WITHIN);
    this.field.value = found?.words ?? '';
    this.part('restored').hidden = !found;
    this.stood = this.state;
    this.measure();
  }

  get words() { return this.field.value; }

  get state() { return JSON.stringify([this.words, this.ended, this.said]); }

  keep() {
    clearTimeout(this.pause);
    // A box that was not touched knows nothing of what another tab has kept.
    if (this.state === this.stood) return;
    this.stood = this.state;
    if (this.said || !this.words.trim()) dropDraft(this.place);
    else keepDraft(this.place, null, { words: this.words, key: this.once, ended: this.ended });
  }

  measure() {
    const [size, most, left] = [[...this.words].length, Number(this.field.dataset.most), this.part('left')];
    left.hidden = size < NEARLY * most;
    left.textContent = size > most ? `${size - most} too many` : `${most - size} left`;
    left.classList.toggle('composer__left--over', size > most);
  }

  key(event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.form.requestSubmit();
    else if (event.key === 'Escape' && this.parent) this.section.close(this);
    else return;
    event.preventDefault();
  }

  discard() {
    this.field.value = '';
    this.part('restored').hidden = true;
    this.keep();
    this.focus();
  }

  /** What stands in the way, above the words; `wrong` unless it is only what comes next. */
  tell(sentence, wrong = true) {
    this.trouble.textContent = sentence;
    this.trouble.classList.toggle('notice--error', wrong);
    this.trouble.hidden = !sentence;
    if (wrong && sentence) this.focus();
  }

  /** On its way, or back. */
  busy(is) {
    this.sending = is;
    this.field.readOnly = is;
    this.form.hidden = is;
  }

  focus() {
    this.field.focus();
    this.field.setSelectionRange(this.words.length, this.words.length);
  }

  /** Said: ready for another comment. */
  empty() {
    this.said = true;
    this.keep();
    this.field.value = '';
    Object.assign(this, { said: false, ended: false, once: crypto.randomUUID() });
    this.part('restored').hidden = true;
    this.stood = this.state;
    this.measure();
  }
}
