/* The discussion in its shadow root: how it comes, who reads it, and how it ends. */
import { MINUTE, tellAge } from '../ages.js';
import { press, sort } from './acting.js';
import { openFirst, takeUp } from './begun.js';
import { WAITING } from './box.js';
import { fragmentAt, sheetAt, sheetOf } from './fragments.js';
import { AWAY_FROM_US, lead } from './going.js';
import { marksOn, unmark } from './marks.js';
import { namedHere, placeOf, worded } from './place.js';
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
    hear('click', event => press(this, event));
    hear('change', event => event.target.id === 'sort' && sort(this, event.target));
    hear('pointerdown keydown', () => { this.reader.used = true; });
    // The page around us does not see in what they are typed, and would take them for its own shortcuts.
    hear('keydown keypress keyup', event => event.target.closest('textarea, select') && event.stopPropagation());
    hear('changed', ({ detail }) => this.here && this.known(detail), this.reader);
    hear('hashchange', () => this.follow(), window);
    hear('pagehide', () => this.keep(), window);
    this.clock = setInterval(() => this.tellAges(this.root), MINUTE);
    // Light letters stand on a dark page, whether it says that it is dark or not.
    const { color, colorScheme } = getComputedStyle(element);
    if (colorScheme === 'normal' && /^rgba?\(\d+,.(\d+)/.exec(color)?.[1] > 150) element.style.colorScheme = 'dark';
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

  send(box) { return post(this, box); }

  sendDue() { this.boxes.forEach(box => box.isDue && this.send(box)); }

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
    for (const box of this.boxes) box.tell(me.why_not ?? '', false);
    this.sendDue();
    return this.then?.();
  }
}
