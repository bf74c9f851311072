/* <trial-progress running>: how far a trial has come, told where it stands. Without script the page loads itself again. */
import { fetched, swap } from './pages.js';
import { say } from './said.js';

const AGAIN = 1_000; // ms

customElements.define('trial-progress', class extends HTMLElement {
  connectedCallback() { if (this.hasAttribute('running')) this.later(); }

  disconnectedCallback() { clearTimeout(this.timer); }

  later() { this.timer = setTimeout(() => this.look(), AGAIN); }

  async look() {
    const answer = document.hidden ? null : await fetched(location.href).catch(() => null); // the next time is soon
    if (!answer?.ok) return this.later();
    swap('trial', answer.page);
    if (answer.page.querySelector('trial-progress[running]')) return this.later();
    this.removeAttribute('running');
    say(document.querySelector('#trial p').textContent);
  }
});
