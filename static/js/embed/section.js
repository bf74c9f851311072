/* The discussion in its shadow root: what its links and buttons do here, each of which leads to our own page without script. */
import { MINUTE, tellAge } from '../ages.js';
import { openFirst, reply, shut, takeUp } from './begun.js';
import { WAITING } from './box.js';
import { fragmentAt, sheetAt, sheetOf } from './fragments.js';
import { AWAY_FROM_US, goOnWith, lead, more, show, turnTo } from './going.js';
import { marksOn, recommend, unmark } from './marks.js';
import { addressOf, askedBy, namedHere, placeOf, worded } from './place.js';
import { post } from './posting.js';
import { Reader } from './reader.js';
import { Reserve } from './reserve.js';
import { Watching } from './watching.js';
import { WayIn } from './way-in.js';

const SAID_FOR = 6_000; // ms: two short sentences, read slowly
const OURS = new URL(import.meta.url).origin;
// Whoever signs in does so for all the discussions on the page.
const readers = new Map();

function readerOf(ours) {
  if (!readers.has(ours)) {
    const reader = new Reader(ours);
    readers.set(ours, { reader, wayIn: new WayIn(reader) });
  }
  return readers.get(ours);
}

export class Section {
  constructor(element) {
    this.root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    this.life = new AbortController();
    Object.assign(this, { element, place: placeOf(element, this.here?.dataset), boxes: new Set() });
    this.ours = this.here?.dataset.at ?? element.getAttribute('origin') ?? OURS;
    Object.assign(this, readerOf(this.ours));
    const { signal } = this.life;
    const hear = (kinds, act, place = this.root) => kinds.split(' ').forEach(kind => place.addEventListener(kind, act, { signal }));
    hear('click', event => this.press(event));
    hear('change', event => event.target.id === 'sort' && this.sort(event.target));
    hear('pointerdown keydown', () => { this.reader.used = true; });
    // The page around us does not see in what they are typed, and would take them for its own shortcuts.
    hear('keydown keypress keyup', event => event.target.closest('textarea, select') && event.stopPropagation());
    hear('changed', ({ detail }) => this.here && this.known(detail), this.reader);
    hear('hashchange', () => this.follow(), window);
    hear('pagehide', () => this.keep(), window);
    this.clock = setInterval(() => this.tellAges(this.root), MINUTE);
    // Included by the page's own server, with its style.
    if (this.here) this.stand();
    else this.reserve = new Reserve(element);
  }

  /** What is asked for, unless the section ends meanwhile: who waits for it waits for nothing. */
  async lasting(asked) {
    try { return await asked; } finally { if (this.life.signal.aborted) await new Promise(() => {}); }
  }

  keep() { this.boxes.forEach(box => box.keep()); }

  /** The element was taken away, or is about another article now: nothing here goes on, and every word is kept. */
  end() {
    this.keep();
    this.life.abort();
    clearInterval(this.clock);
    this.root.replaceChildren();
  }

  /** What it stands in; nothing before that has come, and after its end. */
  get here() { return this.life.signal.aborted ? null : this.root.querySelector('.discussion'); }

  /** Which part of the discussion is shown, as the server says it. */
  get query() { return { ...this.root.getElementById('threads').dataset }; }

  /** Whether the reader is on their way to it already. */
  get awaited() { return namedHere() || this.wayIn.isBack; }

  /** One more of what stands in the page as a pattern. */
  pattern = name => this.root.getElementById(name).content.cloneNode(true);

  /** Read aloud once, and shown for a moment. */
  say(sentence) {
    if (!this.here) return;
    const region = this.root.getElementById('said');
    region.textContent = sentence;
    clearTimeout(this.over);
    this.over = setTimeout(() => { region.textContent = ''; }, SAID_FOR);
  }

  /** A part of the discussion, as everybody is shown it; null when it does not come. */
  fragment(query) {
    const { key, url, title } = this.place;
    const [page, words] = this.article ? [`${this.article}.html`, query] : ['at.html', { key, url, title, ...query }];
    return this.lasting(fragmentAt(`${this.ours}/embed/${page}?${worded(words)}`)).catch(() => null);
  }

  async begin() {
    this.element.ariaBusy = 'true';
    try {
      const sheet = sheetOf(this.ours).catch(() => null);
      const found = await this.fragment({ show: namedHere() });
      const link = found.querySelector('link');
      const style = await this.lasting(sheet) ?? await this.lasting(sheetAt(link.href));
      link.remove();
      this.root.replaceChildren(...found.childNodes);
      this.root.adoptedStyleSheets = [style];
      this.stand();
      this.reserve.release(this.here);
    } catch {
      this.fail();
    }
    this.element.ariaBusy = null;
  }

  fail() {
    const [words, again] = ['p', 'button'].map(name => document.createElement(name));
    again.textContent = 'Try again';
    again.addEventListener('click', () => this.begin(), { once: true });
    words.role = 'status';
    words.append(AWAY_FROM_US, again);
    this.root.replaceChildren(words);
  }

  stand() {
    this.article = this.here.dataset.article;
    this.root.querySelector('.sorting .button')?.remove();
    this.watching = new Watching(this, this.here.dataset.newest);
    openFirst(this);
    this.dress([this.here]);
    takeUp(this);
    this.known();
    this.wayIn.begun ??= this.wayIn.quietly(this.element.getAttribute('sso'));
    // Once it has its place: who scrolls in the same moment sees the foot of the page jump.
    requestAnimationFrame(() => requestAnimationFrame(() => this.follow()));
  }

  /** To the comment that this page's address names. */
  follow() {
    const id = namedHere();
    if (id && this.here) lead(this, id);
  }

  /** What has just come from the server by `query` (none: the part that is shown), `found` around it, as script has it here. */
  dress(places, found, query) {
    for (const place of places) {
      this.tellAges(place);
      for (const link of place.querySelectorAll('a[data-act=recommend]')) {
        const button = document.createElement('button');
        Object.assign(button, { type: 'button', className: link.className, part: link.part, ariaPressed: 'false' });
        button.dataset.act = 'recommend';
        button.append(...link.childNodes);
        link.replaceWith(button);
      }
    }
    const count = found?.getElementById('comment-count');
    if (count) this.root.getElementById('comment-count').textContent = count.textContent;
    marksOn(this, query);
  }

  tellAges(place) { place.querySelectorAll('.byline__when time').forEach(tellAge); }

  press(event) {
    const link = event.target.closest?.('a, button');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const act = this.acts(link);
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** What a link or a button does here; of the others the browser does what they say. */
  acts(link) {
    const comment = link.closest('.comment')?.id.slice(1);
    const box = [...this.boxes].find(one => one.form.contains(link));
    if (link.closest('.pager, .rest')) {
      const query = askedBy(link);
      return () => (link.closest('more-replies') ? more : turnTo)(this, query, link);
    }
    return {
      'sign-in': () => this.wayIn.enter() || location.assign(link.href),
      'sign-out': () => this.wayIn.leave(),
      recommend: () => recommend(this, link, comment),
      reply: () => reply(this, comment).focus(),
      share: () => this.share(link, comment),
      begun: () => goOnWith(this, link.value),
      discard: () => {
        box.write('');
        box.focus();
      },
      close: () => this.cancel(box),
    }[link.dataset.act];
  }

  send(box) { return post(this, box); }

  cancel(box) {
    shut(this, box);
    this.root.querySelector(`#a${box.parent} [data-act=reply]`)?.focus();
  }

  async sort(select) {
    const shown = await show(this, { sort: select.value });
    select.value = this.query.sort;
    select.title = select.selectedOptions[0].title;
    if (shown) this.say(select.title);
  }

  async share(link, comment) {
    const url = addressOf(comment);
    try {
      if (navigator.share && matchMedia('(pointer: coarse)').matches) return await navigator.share({ url });
      await navigator.clipboard.writeText(url);
      this.say('The address of the comment is copied.');
    } catch (error) {
      if (error.name !== 'AbortError') location.assign(link.href);
    }
    return null;
  }

  /** Whose page this is now, or nobody's any more; what `refused` somebody who would sign in is told to the words that wait. */
  known(refused) {
    const { me } = this.reader;
    const account = this.root.getElementById('account');
    this.entry ??= account.firstElementChild;
    if (!me) {
      unmark(this);
      if (refused) this.say(refused);
      for (const box of this.boxes) if (refused && box.stage === WAITING) box.tell(refused);
      return account.replaceChildren(this.entry);
    }
    account.replaceChildren(this.pattern('known'));
    account.firstElementChild.textContent = me.name;
    if (this.wayIn.window) this.say(`You are signed in as ${me.name}.`);
    marksOn(this);
    for (const box of this.boxes) box.isDue ? this.send(box) : box.tell(me.why_not ?? '', false);
    return this.then?.();
  }
}
