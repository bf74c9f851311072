/* <reply-link to="id">: opens the box beneath the comment, without asking the server, so also without a signal. */
import { boxAt } from './boxes.js';
import { fetched, pressed } from './pages.js';
import { quotable } from './quote-selection.js';
import { unique } from './unique.js';

customElements.define('reply-link', class extends HTMLElement {
  connectedCallback() {
    const act = () => (this.hasAttribute('quoting') ? this.quote() : this.open());
    // Without a pattern the link leads to a page of its own.
    pressed(this, act, () => document.getElementById('reply-box'));
  }

  get link() { return this.querySelector('a'); }

  /** Where the focus goes back to, as a selector: the row may have been swapped by then, the menu is shut. */
  get opener() {
    const menu = this.closest('[popover]');
    return menu ? `[popovertarget="${menu.id}"]` : `reply-link[to="${this.getAttribute('to')}"] a`;
  }

  /** The open box; `quotation` stands in it after what was typed. */
  open(quotation = '', focus = true) {
    const parent = this.getAttribute('to');
    const pattern = document.getElementById('reply-box').content.firstElementChild;
    const place = pattern.getAttribute('place') + parent;
    const box = boxAt(place) ?? this.make(pattern, place, parent);
    if (quotation) box.quote(quotation);
    if (focus) box.focusField();
    return box;
  }

  make(pattern, place, parent) {
    const box = unique(document.importNode(pattern, true), parent);
    box.setAttribute('place', place);
    box.querySelector('[name=parent]').value = parent;
    box.querySelector('label bdi').textContent = document.querySelector(`#by-${parent} bdi`).textContent;
    box.opener = this.opener;
    document.getElementById(`c${parent}`).after(box);
    return box;
  }

  async quote() {
    const selected = quotable(document.getElementById(`c${this.getAttribute('to')}`));
    if (selected) return this.open(selected);
    const answer = await fetched(this.link.href).catch(() => null);
    const whole = answer?.page.querySelector('textarea[name=body]');
    whole ? this.open(whole.value) : location.assign(this.link.href);
  }
});
