/* <forum-comments article="key" title="…">: the discussion of this page. It comes when its reader comes near. */
import { Section } from './section.js';

const NEAR = '1200px 0px'; // soon enough that it stands there when one arrives

customElements.get('forum-comments') ?? customElements.define('forum-comments', class extends HTMLElement {
  static observedAttributes = ['article'];

  connectedCallback() {
    if (this.section) return;
    const section = this.section = new Section(this);
    if (section.here) return;
    const eyes = new IntersectionObserver(entries => entries.some(entry => entry.isIntersecting) && come(), { rootMargin: NEAR });
    const come = () => {
      eyes.disconnect();
      section.begin();
    };
    section.life.signal.onabort = () => eyes.disconnect();
    section.awaited ? come() : eyes.observe(this);
  }

  /** What is moved on the page goes on. */
  disconnectedCallback() { queueMicrotask(() => this.isConnected || this.end()); }

  /** A page that becomes another one without loading keeps the element, and says the other article. */
  attributeChangedCallback(name, former, now) {
    if (!this.section || former === now) return;
    this.end();
    queueMicrotask(() => this.isConnected && this.connectedCallback()); // its title is changed in the same breath
  }

  end() {
    this.section?.end();
    this.section = null;
  }
});
