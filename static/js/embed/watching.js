/* What arrives while the page is open is told, and put nowhere before its reader asks for it. */
import { bring } from './going.js';

const FIRST_LOOK = 15e3, LAST_LOOK = 120e3, SLOWER = 1.5; // ms between two looks: ever later when all is quiet
const TOLD_AT_ONCE = 20;

export class Watching {
  constructor(section, newest = '') {
    Object.assign(this, { section, newest, wait: FIRST_LOOK });
    this.pill = section.root.querySelector('.pill');
    document.addEventListener('visibilitychange', () => this.look(), { signal: section.life.signal });
    this.later();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), this.wait);
  }

  async look() {
    if (this.section.life.signal.aborted) return null;
    if (document.hidden || !this.section.article) return this.later();
    const { section, section: { reader, article } } = this;
    const answer = await section.lasting(reader.ask('GET', `/articles/${article}/live`));
    const news = answer?.ok ? answer.data : this.news;
    const changed = news?.version !== this.news?.version;
    this.wait = changed ? FIRST_LOOK : Math.min(this.wait * SLOWER, LAST_LOOK);
    this.news = news;
    if (changed) this.tell();
    return this.later();
  }

  /** The ids of what came since and is not here, the newest first, by what it answers. */
  get fresh() {
    const { root } = this.section, found = { '': [] };
    for (const { id, parent } of this.news?.latest ?? []) {
      if (id > this.newest && !root.getElementById(`c${id}`)) (found[parent ?? ''] ??= []).push(id);
    }
    return found;
  }

  tell() {
    const { pill, fresh, section, section: { root } } = this;
    const more = Object.values(fresh).flat().length === TOLD_AT_ONCE ? '+' : '';
    const offer = (button, parent, one, many) => {
      const ids = fresh[parent];
      button.textContent = ids.length === 1 ? `1 new ${one}` : `${ids.length}${more} new ${many}`;
      button.onclick = () => bring(section, ids, parent);
    };
    pill.hidden = !fresh[''].length || !root.querySelector('ol[data-of=""]');
    offer(pill, '', 'comment', 'comments');
    for (const old of root.querySelectorAll('.arrivals')) if (!fresh[old.parentElement.id.slice(1)]) old.remove();
    for (const parent in fresh) {
      const row = parent && root.getElementById(`a${parent}`);
      if (!row) continue;
      const button = row.querySelector('.arrivals') ?? row.appendChild(document.createElement('button'));
      button.className = 'action arrivals';
      offer(button, parent, 'reply', 'replies');
    }
  }
}
