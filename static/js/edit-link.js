/* <edit-link of="id">: one's own words become a box, in their place. */
import { boxAt } from './boxes.js';
import { fetched, pressed } from './pages.js';
import { unique } from './unique.js';

customElements.define('edit-link', class extends HTMLElement {
  connectedCallback() { pressed(this, link => this.open(link.href)); }

  async open(address) {
    const box = boxAt(`edit/${this.getAttribute('of')}`) ?? await this.made(address);
    box ? box.focusField() : location.assign(address);
  }

  /** The box of the page for editing, taken here; null when that page has none to give. */
  async made(address) {
    const answer = await fetched(address).catch(() => null);
    const found = answer?.page.querySelector('comment-box');
    if (!found) return null;
    const box = unique(document.adoptNode(found), this.getAttribute('of'));
    box.opener = `[popovertarget="${this.closest('[popover]').id}"]`;
    this.closest('.comment').append(box);
    return box;
  }
});
