/* <kept-drafts of="article">: a reply that was begun opens again; one that has no place on this page is a link away. */
import { drafts } from './kept.js';

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
  }
});
