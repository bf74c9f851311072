/* <forum-comments article="key" title="…">: the discussion of this page. It comes when its reader comes near. */
import { Section } from './section.js';

const NEAR = '1200px 0px'; // soon enough that it stands there when one arrives

customElements.get('forum-comments') ?? customElements.define('forum-comments', class extends HTMLElement {
  connectedCallback() {
    if (this.section) return;
    this.section = new Section(this);
    if (this.section.stands) return;
    const eyes = new IntersectionObserver(entries => entries.some(entry => entry.isIntersecting) && come(), { rootMargin: NEAR });
    const come = () => {
      eyes.disconnect();
      this.section.begin();
    };
    this.section.awaited ? come() : eyes.observe(this);
  }
});
