/* <time-ago>: how long ago, told anew every minute. */
import { MINUTE, tellAge } from './ages.js';

const shown = new Set();

customElements.define('time-ago', class extends HTMLElement {
  connectedCallback() {
    this.time = this.querySelector('time');
    this.time.title = '';
    shown.add(this);
    this.tell();
  }

  disconnectedCallback() { shown.delete(this); }

  tell() { tellAge(this.time); }
});

setInterval(() => shown.forEach(one => one.tell()), MINUTE);
