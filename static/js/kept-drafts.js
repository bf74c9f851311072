/* <kept-drafts of="article" by="handle">: a reply that was begun opens again; one that has no place here is a link away. */
import { boxAt } from './boxes.js';
import { draft, drafts, dropDraft } from './kept.js';
import { fetched, pressed } from './pages.js';

const GONE = 'The comment that you answered was taken away meanwhile. You can post yours as a new comment.';

customElements.define('kept-drafts', class extends HTMLElement {
  connectedCallback() {
    [this.article, this.by] = [this.getAttribute('of'), this.getAttribute('by')];
    // The boxes are made by elements that may not be defined yet.
    customElements.whenDefined('comment-box').then(() => this.open());
    document.addEventListener('arrived', event => event.target.id === 'threads' && this.open());
  }

  open() {
    const places = drafts(this.article, this.by);
    const closed = document.getElementById('closed-words');
    if (closed) return this.lay(closed, places);
    for (const place of places) {
      const parent = place.split('/')[1];
      const link = document.querySelector(`reply-link[to="${parent}"]`);
      if (link) link.open('', false);
      else if (parent) this.offer(parent);
    }
  }

  /** Nothing can be said any more; what was written can still be taken along. */
  lay(closed, places) {
    closed.hidden = !places.length;
    closed.querySelector('textarea').value = places.map(place => draft(place, this.by).words).join('\n\n');
  }

  offer(parent) {
    const link = this.querySelector('a');
    link.href = `/c/${parent}#c${parent}`;
    link.hidden = false;
    pressed(this, () => this.lead(link, parent));
  }

  async lead(link, parent) {
    const root = boxAt(`${this.article}/`);
    const answer = await fetched(link.href).catch(() => null);
    // A page that takes the answer opens its box; when there is none, the words can still be said to everybody.
    if (!root || !answer || answer.page.querySelector(`reply-link[to="${parent}"]`)) return location.assign(link.href);
    root.quote(draft(root.place + parent, this.by).words);
    dropDraft(root.place + parent, this.by);
    link.hidden = true;
    root.complain(GONE);
  }
});
