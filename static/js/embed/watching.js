/* What arrives while the page is open is told, and put nowhere before its reader asks for it. */
import { hangIn, meetIn } from './branches.js';

const FIRST_LOOK = 15e3, LAST_LOOK = 120e3, SLOWER = 1.5; // ms between two looks: ever later when all is quiet
const TOLD_AT_ONCE = 20;

export class Watching {
  constructor(section, newest) {
    Object.assign(this, { section, newest, wait: FIRST_LOOK });
    this.pill = section.root.querySelector('.pill');
    this.pill.onclick = () => this.load('');
    document.addEventListener('visibilitychange', () => this.look());
    this.later();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), this.wait);
  }

  async look() {
    if (document.hidden || !this.section.article) return this.later();
    const answer = await this.section.reader.ask('GET', `/articles/${this.section.article}/live`);
    const news = answer?.ok ? answer.data : this.news;
    const changed = news?.version !== this.news?.version;
    this.wait = changed ? FIRST_LOOK : Math.min(this.wait * SLOWER, LAST_LOOK);
    this.news = news;
    if (changed) this.tell();
    return this.later();
  }

  /** What came since and is not here, the newest first. */
  get fresh() {
    return (this.news?.latest ?? []).filter(({ id }) => id > this.newest && !this.section.root.getElementById(`c${id}`));
  }

  tell() {
    const { fresh, section: { root } } = this;
    const roots = root.querySelector('ol[data-of=""]') ? fresh.filter(({ parent }) => !parent).length : 0;
    this.pill.hidden = !roots;
    this.pill.textContent = roots === 1 ? '1 new comment' : `${roots}${fresh.length === TOLD_AT_ONCE ? '+' : ''} new comments`;
    for (const old of root.querySelectorAll('.arrivals')) old.remove();
    for (const parent of new Set(fresh.map(one => one.parent))) if (parent) this.offer(parent, fresh);
  }

  offer(parent, fresh) {
    const number = fresh.filter(one => one.parent === parent).length;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'action arrivals';
    button.textContent = number === 1 ? '1 new reply' : `${number} new replies`;
    button.onclick = () => this.load(parent);
    this.section.root.getElementById(`a${parent}`)?.append(button);
  }

  async load(parent) {
    const { section, section: { root } } = this;
    const ids = this.fresh.filter(one => (one.parent ?? '') === parent).map(one => one.id);
    const found = await section.fragment({ sort: 'newest', parent, show: parent ? '' : ids[0] }).catch(() => null);
    const items = ids.map(id => found?.getElementById(`t${id}`)).filter(Boolean);
    if (!items.length) return section.say('They could not be loaded. Try again.');
    for (const item of items.reverse()) {
      hangIn(root, item, parent);
      section.dress(item, found);
    }
    meetIn(root, items.at(-1).querySelector('.comment'));
    return this.tell();
  }
}
