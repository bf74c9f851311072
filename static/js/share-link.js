/* <share-link>: the comment's address, by the telephone's own menu or on the clipboard. */
import { otherTab } from './pages.js';
import { say } from './said.js';

customElements.define('share-link', class extends HTMLElement {
  connectedCallback() {
    this.onclick = async event => {
      if (otherTab(event) || !navigator.clipboard) return;
      event.preventDefault();
      const url = event.target.closest('a').href;
      try {
        if (navigator.share && matchMedia('(pointer: coarse)').matches) return await navigator.share({ url });
        await navigator.clipboard.writeText(url);
        say('The address of the comment is copied.');
      } catch (error) {
        // Whoever shuts the telephone's menu shares nothing; a browser that forbids it follows the link.
        if (error.name !== 'AbortError') location.assign(url);
      }
    };
  }
});
