/* <thread-live from="address">: tells what arrives. Nothing is put on the page before its reader asks for it. */
import { hang } from './hang.js';
import { fetched, meet } from './pages.js';
import { say } from './said.js';

const SOON = 15e3, LATE = 120e3; // ms between two looks: soon while something happens, ever later when all is quiet
const RELAX = 1.5;
const TOLD = 20; // as many as one answer names

customElements.define('thread-live', class extends HTMLElement {
  connectedCallback() {
    if (this.pill) return;
    this.pill = this.querySelector('button');
    this.newest = this.getAttribute('newest');
    this.wait = SOON;
    this.pill.onclick = () => this.roots();
    document.addEventListener('arrived', () => this.news && this.tell());
    document.addEventListener('visibilitychange', () => this.ask());
    this.later();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), this.wait);
  }

  async ask() {
    if (document.hidden) return clearTimeout(this.timer);
    const answer = await fetch(this.getAttribute('from'), { cache: 'no-cache' }).catch(() => null);
    const news = answer?.ok ? await answer.json().catch(() => this.news) : this.news;
    const changed = news?.version !== this.news?.version;
    this.wait = changed ? SOON : Math.min(this.wait * RELAX, LATE);
    this.news = news;
    if (changed) this.tell();
    this.later();
  }

  /** What came since and is not here, the newest first. */
  arrivals() {
    return this.news.latest.filter(([id]) => id > this.newest && !document.getElementById(`c${id}`));
  }

  tell() {
    const fresh = this.arrivals();
    const roots = document.querySelector('#threads') ? fresh.filter(([, parent]) => !parent).length : 0;
    this.pill.hidden = !roots;
    this.pill.textContent = roots === 1 ? '1 new comment' : `${roots}${fresh.length === TOLD ? '+' : ''} new comments`;
    const parents = new Set(fresh.map(([, parent]) => parent));
    for (const old of document.querySelectorAll('.arrivals')) if (!parents.has(old.parentElement.id.slice(1))) old.remove();
    for (const parent of parents) if (parent) this.offer(parent, fresh);
  }

  offer(parent, fresh) {
    const row = document.getElementById(`a${parent}`);
    if (!row) return;
    const ids = fresh.filter(([, above]) => above === parent).map(([id]) => id);
    const button = row.querySelector('.arrivals') ?? row.appendChild(document.createElement('button'));
    button.className = 'action arrivals';
    button.textContent = ids.length === 1 ? '1 new reply' : `${ids.length} new replies`;
    button.onclick = () => this.load(`${row.querySelector('share-link a').pathname}?sort=newest`, ids, parent);
  }

  roots() {
    const ids = this.arrivals().filter(([, parent]) => !parent).map(([id]) => id);
    return this.load(this.getAttribute('page'), ids, '');
  }

  async load(address, ids, parent) {
    const answer = await fetched(address).catch(() => null);
    const missing = ids.filter(id => !document.getElementById(`c${id}`));
    if (!missing.length) return; // pressed twice
    const items = missing.map(id => answer?.page.getElementById(`t${id}`)).filter(Boolean);
    if (!items.length) return say('They could not be loaded. Try again.');
    const hung = items.reverse().filter(item => hang(item, parent));
    // Whom they answer is here only to be understood, on the page of one of the other answers.
    if (!hung.length) return location.assign(address);
    document.getElementById('comment-count')?.replaceChildren(this.news.count);
    meet(hung.at(-1).querySelector('.comment'));
    this.tell();
  }
});
