/* <comment-box place="article/parent">: a box whose words outlive whatever happens to them. */
import { draft, dropDraft, keepDraft } from './kept.js';
import './mention-list.js';
import { send } from './sending.js';

const KEEP_AFTER = 500; // ms without a key pressed
const RESENT_WITHIN = 3600e3; // ms: whoever signs in later than that looks at the words before they are sent
const TELL_FROM = 0.8; // of the characters there are

customElements.define('comment-box', class extends HTMLElement {
  connectedCallback() {
    if (this.form) return;
    this.form = this.querySelector('form');
    this.field = this.querySelector('textarea');
    this.alert = this.querySelector('.composer__trouble');
    this.onsubmit = event => {
      if (event.submitter?.hasAttribute('formaction')) return; // it leads to another page, which brings the words back
      event.preventDefault();
      send(this, event.submitter);
    };
    this.onkeydown = event => this.key(event);
    this.onclick = event => this.press(event);
    this.oninput = () => {
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.keep(), KEEP_AFTER);
      this.measure();
    };
    this.restore();
  }

  /** Another order of the thread takes the box with it: the words are there when it opens again. */
  disconnectedCallback() { this.keep(); }

  get place() { return this.getAttribute('place'); }

  /** Whose box it is, as the page has it; null for a signed-out reader. */
  get by() { return this.getAttribute('by'); }

  get editing() { return this.place.startsWith('edit/'); }

  get parent() { return this.form.elements.parent?.value ?? ''; }

  restore() {
    const kept = draft(this.place, this.by);
    // Minted once for these words, so that sending them again, even tomorrow, makes no second comment.
    this.once = kept?.key ?? crypto.randomUUID();
    // What the server brings back was sent a while ago, from here; what was written since stands here only.
    const newer = this.editing || kept?.ended || !this.field.defaultValue;
    if (kept && newer && kept.words !== this.field.value) {
      this.field.value = kept.words;
      this.classList.add('restored');
      this.part('restored').hidden = false;
    }
    this.measure();
    this.stands = this.state;
    if (kept?.ended && Date.now() - kept.at < RESENT_WITHIN) this.form.requestSubmit();
  }

  part(name) { return this.querySelector(`.composer__${name}`); }

  get state() { return JSON.stringify([this.field.value, this.ended, this.said]); }

  /** Keeps the words in this browser, or forgets them when there is nothing to keep. */
  keep() {
    clearTimeout(this.pause); // a box that is gone must not keep later what was posted from another meanwhile
    // A box that was not touched knows nothing of what another tab has kept.
    if (this.state === this.stands) return;
    this.stands = this.state;
    const words = this.field.value;
    if (this.said || !words.trim() || (this.editing && words === this.field.defaultValue)) dropDraft(this.place, this.by);
    else keepDraft(this.place, this.by, { words, key: this.once, ended: this.ended });
  }

  measure() {
    const [size, most, left] = [[...this.field.value].length, Number(this.field.dataset.most), this.part('left')];
    left.hidden = size < TELL_FROM * most;
    left.textContent = size > most ? `${size - most} too many` : `${most - size} left`;
    left.classList.toggle('composer__left--over', size > most);
    if (!CSS.supports('field-sizing', 'content')) this.field.style.blockSize = `${this.field.scrollHeight}px`;
  }

  key(event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.form.requestSubmit();
    else if (event.key === 'Escape' && !event.defaultPrevented && this.opener) this.close();
  }

  press(event) {
    if (event.target.matches('[data-discard]')) this.discard();
    if (event.target.matches('[data-close]') && this.opener) {
      event.preventDefault();
      this.close();
    }
  }

  /** Shut; what was written opens again with the next press. */
  close() {
    this.keep();
    this.remove();
    document.querySelector(this.opener)?.focus();
  }

  discard() {
    this.field.value = this.editing ? this.field.defaultValue : '';
    this.keep();
    this.part('restored').hidden = true;
    this.focusField();
  }

  quote(quotation) {
    this.field.value = [this.field.value.trimEnd(), quotation].filter(Boolean).join('\n\n');
    this.keep();
    this.measure();
  }

  focusField() {
    this.field.focus();
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
  }

  complain(sentence) {
    this.alert.textContent = sentence;
    this.alert.classList.add('notice--error');
    this.alert.hidden = false;
    this.focusField();
  }

  /** Ready for another comment. */
  empty() {
    this.said = false;
    this.once = crypto.randomUUID();
    this.field.value = this.field.defaultValue = '';
    this.part('restored').hidden = true;
    this.querySelector('.preview')?.remove();
    this.stands = this.state;
    this.measure();
  }
});

addEventListener('pagehide', () => {
  for (const box of document.querySelectorAll('comment-box')) box.keep();
});
