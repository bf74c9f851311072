/* <kept-drafts of="article">: a reply that was begun opens again; one that has no place on this page is a link away. */
import { boxAt } from './boxes.js';
import { draft, drafts, dropDraft } from './kept.js';
import { fetched, otherTab } from './pages.js';

const GONE = 'The comment that you answered was taken away meanwhile. You can post yours as a new comment.';

customElements.define('kept-drafts', class extends HTMLElement {
  connectedCallback() {
    // The boxes are made by elements that may not be defined yet.
    customElements.whenDefined('comment-box').then(() => this.open());
    document.addEventListener('arrived', event => event.target.id === 'threads' && this.open());
  }

  open() {
    for (const place of drafts(this.getAttribute('of'))) {
      const parent = place.split('/')[1];
      const link = document.querySelector(`reply-link[to="${parent}"]`);
      if (link) link.open('', false);
      else if (parent) this.offer(parent);
    }
  }

  offer(parent) {
    const link = this.querySelector('a');
    link.href = `/c/${parent}#c${parent}`;
    link.hidden = false;
    link.onclick = async event => {
      if (otherTab(event)) return;
      event.preventDefault();
      const root = boxAt(`${this.getAttribute('of')}/`);
      const answer = await fetched(link.href).catch(() => null);
      // A page that takes the answer opens its box; when there is none, the words can still be said to everybody.
      if (!root || !answer || answer.page.querySelector(`reply-link[to="${parent}"]`)) return location.assign(link.href);
      const place = root.place + parent;
      root.quote(draft(place).words);
      dropDraft(place);
      link.hidden = true;
      root.complain(GONE);
    };
  }
});
