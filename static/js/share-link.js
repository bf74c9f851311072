/* <share-link>: the comment's address, by the telephone's own menu or on the clipboard. */
import { pressed } from './pages.js';
import { say } from './said.js';

customElements.define('share-link', class extends HTMLElement {
  connectedCallback() { pressed(this, link => this.share(link.href), () => navigator.clipboard); }

  async share(url) {
    try {
      if (navigator.share && matchMedia('(pointer: coarse)').matches) return await navigator.share({ url });
      await navigator.clipboard.writeText(url);
      say('The address is copied.');
    } catch (error) {
      // Whoever shuts the telephone's menu shares nothing; a browser that forbids it follows the link.
      if (error.name !== 'AbortError') location.assign(url);
    }
  }
});
