/* <edit-link of="id">: one's own words become a box, in their place. */
import { boxAt, unique } from './boxes.js';
import { fetched } from './pages.js';

customElements.define('edit-link', class extends HTMLElement {
  connectedCallback() {
    this.onclick = event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.open(event.target.closest('a').href);
    };
  }

  async open(address) {
    const menu = this.closest('[popover]');
    menu.hidePopover();
    const comment = this.closest('.comment');
    const place = `edit/${this.getAttribute('of')}`;
    const answer = boxAt(place) ? null : await fetched(address).catch(() => null);
    const found = answer?.page.querySelector('comment-box');
    if (answer && !found) return location.assign(address);
    if (!answer && !boxAt(place)) return location.assign(address);
    if (found) {
      const box = unique(document.adoptNode(found), this.getAttribute('of'));
      box.opener = `[popovertarget="${menu.id}"]`;
      comment.append(box);
    }
    boxAt(place).focusField();
  }
});
