/* <moderation-queue>: decisions are taken for granted, and the next comment shows at once. What the server says of a
 * decision comes afterwards: where it says no, the comment is back, with the reason and whoever was faster. */
import { keysOf } from './queue-keys.js';
import { cross, watch } from './queue-live.js';
import { fetched, refusal, token } from './pages.js';
import { say } from './said.js';

const UNDO_OFFERED = 30_000; // ms
const LEASE = 60_000; // ms: renewed well before the 90 s are over
const OUTCOMES = {
  approve: 'Approved',
  trust: 'Approved, and its author trusted',
  reject: 'Rejected',
  remove: 'Removed',
  escalate: 'Handed to the admins',
};
const AHEAD = 2; // so many pages are fetched before they are wanted

customElements.define('moderation-queue', class extends HTMLElement {
  connectedCallback() {
    this.ready = new Map();
    this.notes = new Map(); // what was typed about whom, and not sent
    this.sent = 0; // decisions
    this.onsubmit = event => this.submitted(event);
    this.onclick = event => this.pressed(event);
    this.onchange = () => this.tick();
    keysOf(this);
    watch(this);
    setInterval(() => this.active && this.lease(), LEASE);
    for (const name of ['pointermove', 'keydown', 'scroll']) addEventListener(name, () => { this.active = true; }, { passive: true });
    this.settle();
    this.tick();
  }

  get item() { return this.querySelector('#item'); }
  get at() { return this.item.dataset.id; }
  get rows() { return [...this.querySelectorAll('.row:not(.row--done)')]; }
  get row() { return this.rows.find(row => row.id === `r${this.at}`); }
  link(row) { return row.querySelector('a'); }

  /** The row `step` further, or null at the end. */
  beside(step, from = this.row) {
    const rows = this.rows;
    return rows[rows.indexOf(from) + step] ?? null;
  }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const row = event.target.closest('.row');
    if (!row || !event.target.closest('a')) return;
    event.preventDefault();
    this.going = this.go(row);
  }

  submitted(event) {
    const { target: form, submitter } = event;
    if (form.closest('#decide, .overtaken')) {
      event.preventDefault();
      this.decide(form, submitter);
    } else if (form.closest('#done')) {
      event.preventDefault();
      this.undo(form);
    }
  }

  /** Shows the comment of `row`; where it was fetched before, in the same frame. */
  async go(row) {
    const address = this.link(row).href;
    this.wanted = address;
    const page = this.ready.get(address)?.page ?? await this.fetch(address);
    if (this.wanted !== address) return; // another one was chosen meanwhile
    if (!page) { location.assign(address); return; }
    this.show(page);
    history.replaceState(null, '', address);
    this.ready.delete(address); // it is as old as it is
    this.settle();
  }

  show(page) {
    this.put(document.importNode(page.getElementById('item'), true), document.importNode(page.getElementById('record'), true));
    this.item.focus({ preventScroll: true });
    if (matchMedia('(max-width: 899px)').matches) this.item.scrollIntoView();
  }

  /** Another comment, with what is known of its author. A note that was begun waits until they are here again. */
  put(item, record) {
    const former = this.querySelector('#note');
    if (former) this.notes.set(former.form.action, former.value);
    this.item.replaceWith(item);
    this.querySelector('#record').replaceWith(record);
    const note = this.querySelector('#note');
    if (note) note.value ||= this.notes.get(note.form.action) ?? '';
    this.mark();
  }

  /** In the list it is to be seen which one is open. */
  mark() {
    for (const link of this.querySelectorAll('.row a')) link.closest('.row').id === `r${this.at}` ? link.ariaCurrent = 'true' : link.removeAttribute('aria-current');
    this.row?.scrollIntoView({ block: 'nearest' });
  }

  /** Whoever looks is seen to look, and what comes next is fetched. */
  settle() {
    this.lease();
    for (let step = 1, row = this.row; step <= AHEAD && row; step += 1) {
      row = this.beside(1, row);
      if (row && !this.ready.has(this.link(row).href)) this.fetch(this.link(row).href);
    }
  }

  async fetch(address) {
    const entry = {};
    this.ready.set(address, entry);
    entry.coming = fetched(address).then(({ page, ok }) => ok && page.getElementById('item') ? page : null, () => null);
    entry.page = await entry.coming;
    if (!entry.page) this.ready.delete(address);
    return entry.page;
  }

  lease() {
    this.active = false;
    if (!this.at || document.hidden) return;
    fetch(`/moderation/queue/${this.at}/lease`, { method: 'POST', body: new URLSearchParams({ csrf: token() }) }).catch(() => {});
  }

  async decide(form, button) {
    const row = this.row, former = this.item.cloneNode(true), record = this.querySelector('#record').cloneNode(true);
    const next = row && (this.beside(1, row) ?? this.beside(-1, row));
    const fields = new FormData(form);
    fields.set(button.name, button.value);
    const stays = 'stays' in form.dataset;
    if (!stays) fields.set('next', next ? next.id.slice(1) : ''); // what the page knew of is older than the list
    if (!stays) this.leave(row, OUTCOMES[fields.get('verb')] ?? '', next);
    const turn = this.sent += 1;
    const answer = await fetched(form.action, fields).catch(() => null);
    if (answer?.ok) {
      if (turn === this.sent) this.done(answer.page); // of the last one, whichever is answered last
      if (stays || !next) this.show(answer.page);
      if (!next) history.replaceState(null, '', answer.url);
      return;
    }
    this.wanted = null; // what comes next comes later
    row?.classList.remove('row--done');
    row?.querySelector('.row__outcome')?.remove();
    const back = answer?.page.getElementById('item');
    this.put(back ? document.importNode(back, true) : former, record);
    this.item.focus();
    say(answer ? refusal(answer.page) ?? 'Not decided: the site has trouble. Try again in a moment.' : 'Not decided: the site cannot be reached. Try again.');
  }

  leave(row, what, next) {
    if (!row) return;
    cross(row, what);
    row.querySelector('input').checked = false;
    this.tick();
    if (next) this.going = this.go(next);
  }

  /** What the answer says was done, and the counts that it moved. */
  done(page) {
    const [tabs, done] = ['tabs', 'done'].map(id => page.getElementById(id));
    if (tabs) this.querySelector('#tabs').replaceWith(document.importNode(tabs, true));
    this.tell(done);
  }

  /** The region stays, or what comes into it would not be read aloud; what can no longer be undone is not offered. */
  tell(done) {
    const region = this.querySelector('#done');
    region.replaceChildren(...(done ? document.importNode(done, true).childNodes : []));
    clearTimeout(this.over);
    this.over = setTimeout(() => region.replaceChildren(), UNDO_OFFERED);
  }

  async undo(form) {
    const answer = await fetched(form.action, new FormData(form)).catch(() => null);
    if (!answer) return say('Not undone: the site cannot be reached. Try again.');
    if (!answer.ok) return say(refusal(answer.page) ?? 'Not undone: the site has trouble. Try again in a moment.');
    this.tell(null);
    for (const id of ['tabs', 'rows']) this.querySelector(`#${id}`).replaceWith(document.importNode(answer.page.getElementById(id), true));
    this.ready.clear();
    this.show(answer.page);
    this.settle();
    say('Undone.');
  }

  /** How many are selected. */
  tick() {
    const many = this.querySelectorAll('.row input:checked').length;
    const count = this.querySelector('.bulk__count');
    if (count) count.textContent = many ? `(${many})` : '';
  }
});
