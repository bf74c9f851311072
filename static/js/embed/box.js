/* A box to write in. Its words outlive whatever happens to them: they are kept here until they are posted. */
import { draft, dropDraft, keepDraft } from '../kept.js';
import { unique } from '../unique.js';
import { chance } from './way-in.js';

// What becomes of the words: somebody writes; has asked that they are sent, and signs in first; waits for an answer.
export const WRITTEN = '', WAITING = 'waiting', SENDING = 'sending';
const PAUSE = 500; // ms without a key pressed
const AT_ONCE_WITHIN = 3600e3; // ms: whoever signs in later than that looks at the words before they are sent
const NEARLY = 0.8; // of the characters there are

export class Box {
  /** A box in `section`, whose words are kept at `place`; of an answer with whom it answers and what opened it. */
  constructor(section, place, parent = '', name = '') {
    Object.assign(this, { section, place, parent });
    this.form = unique(section.pattern('box').firstElementChild, parent || 'new');
    this.field = this.form.querySelector('textarea');
    this.trouble = this.part('trouble');
    if (parent) this.answer(name);
    this.form.onsubmit = event => {
      event.preventDefault();
      section.send(this);
    };
    this.form.onkeydown = event => this.typed(event);
    this.field.oninput = () => {
      this.rewritten();
      this.pause = setTimeout(() => this.keep(), PAUSE);
    };
    this.restore();
  }

  part(name) { return this.form.querySelector(`.composer__${name}`); }

  answer(name) {
    const whom = document.createElement('bdi');
    whom.textContent = name;
    this.form.querySelector('label').replaceChildren('Reply to ', whom);
    this.form.querySelector('.button--primary').textContent = 'Post reply';
    this.part('cancel').hidden = false;
  }

  restore() {
    const found = draft(this.place);
    // Minted once for these words, so that sending them again, even tomorrow, makes no second comment.
    this.key = found?.key ?? chance();
    this.field.value = found?.words ?? '';
    this.part('restored').hidden = !found;
    this.turn(found?.ended > Date.now() - AT_ONCE_WITHIN ? WAITING : WRITTEN, found?.ended);
    this.touched = false;
    this.measure();
  }

  /** The sentences that stand above the words, by what they are about. */
  get says() { return this.trouble.dataset; }

  get words() { return this.field.value; }

  /** Whether they are sent as soon as somebody has signed in. */
  get isDue() { return this.stage === WAITING && this.since > Date.now() - AT_ONCE_WITHIN; }

  turn(stage, since = Date.now()) {
    if (WAITING === (stage || this.stage)) this.tell(stage && this.says.later, false);
    this.touched ||= stage || this.stage;
    Object.assign(this, { stage, since });
    this.form.hidden = this.field.readOnly = stage === SENDING;
  }

  /** Other words: nobody has asked yet that they are sent, and under the key of the former ones they would be refused. */
  rewritten() {
    clearTimeout(this.pause);
    this.turn(WRITTEN);
    this.touched = true;
    this.key = chance();
    this.measure();
  }

  keep() {
    clearTimeout(this.pause);
    // A box that was not touched knows nothing of what another tab has kept.
    if (!this.touched) return;
    this.touched = false;
    const { words, key } = this;
    this.kept = words.trim() ? keepDraft(this.place, null, { words, key, ended: this.stage === WAITING && this.since }) : dropDraft(this.place);
  }

  /** Its words are kept elsewhere from now on. */
  move(place) {
    const former = this.place;
    Object.assign(this, { place, touched: true });
    this.keep();
    dropDraft(former);
  }

  measure() {
    const [size, most, left] = [[...this.words].length, Number(this.field.dataset.most), this.part('left')];
    left.hidden = size < NEARLY * most;
    left.textContent = size > most ? `${size - most} too many` : `${most - size} left`;
    left.classList.toggle('composer__left--over', size > most);
  }

  typed(event) {
    if (event.isComposing) return; // this key ends a word of a script that is written in several
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.form.requestSubmit();
    else if (event.key === 'Escape' && this.parent) this.part('cancel').click();
    else return;
    event.preventDefault();
  }

  write(words) {
    this.field.value = words;
    this.part('restored').hidden = true;
    this.rewritten();
    this.keep();
  }

  discard() {
    this.write('');
    this.focus();
  }

  /** What stands in the way, above the words; `wrong` unless it is only what comes next. */
  tell(sentence, wrong = true) {
    this.trouble.textContent = sentence;
    this.trouble.classList.toggle('notice--error', wrong);
    this.trouble.hidden = !sentence;
    if (wrong && sentence) this.focus();
  }

  focus() {
    this.field.focus();
    this.field.setSelectionRange(this.words.length, this.words.length);
  }
}
