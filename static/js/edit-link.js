/* <edit-link of="id">: one's own words become a box, in their place. */
import { boxAt, unique } from './boxes.js';
import { fetched, otherTab } from './pages.js';

customElements.define('edit-link', class extends HTMLElement {
  connectedCallback() {
    this.onclick = event => {
      if (otherTab(event)) return;
      event.preventDefault();
      this.open(event.target.closest('a').href);
    };
  }

  async open(address) {
    const menu = this.closest('[popover]');
    menu.hidePopover();
    const box = boxAt(`edit/${this.getAttribute('of')}`) ?? await this.made(address, menu.id);
    box ? box.focusField() : location.assign(address);
  }

  /** The box of the page for editing, taken here; null when that page has none to give. */
  async made(address, menu) {
    const comment = this.closest('.comment');
    const answer = await fetched(address).catch(() => null);
    const found = answer?.page.querySelector('comment-box');
    if (!found) return null;
    const box = unique(document.adoptNode(found), this.getAttribute('of'));
    box.opener = `[popovertarget="${menu}"]`;
    comment.append(box);
    return box;
  }
});
