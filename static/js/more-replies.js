/* <more-replies to="id">: the rest of a branch, without leaving the page. */
import { count } from './hang.js';
import { fetched, pressed, tell } from './pages.js';
import { say } from './said.js';

// Deeper than this the page of the branch itself reads better than a column of slivers.
const DEEPEST = 2;

customElements.define('more-replies', class extends HTMLElement {
  connectedCallback() {
    const list = document.querySelector(`#threads ol[data-of="${this.getAttribute('to')}"]`);
    if (list && depth(list) <= DEEPEST) pressed(this, link => this.load(link, list));
  }

  async load(link, list) {
    const answer = await fetched(link.href).catch(() => null);
    const found = answer?.page.querySelectorAll('.permalink__replies > .thread > .thread__item');
    if (!found?.length) return say('The replies could not be loaded. Try again.');
    const fresh = [...found].filter(item => !document.getElementById(item.id));
    list.append(...fresh);
    count(list);
    tell(list);
    const onward = answer.page.querySelector('.pager [rel=next]');
    if (onward) link.href = onward.href;
    else this.closest('.rest').remove();
    fresh[0]?.querySelector('.comment').focus();
  }
});

function depth(list) {
  let deep = 0;
  for (let up = list.closest('.replies'); up; up = up.parentElement.closest('.replies')) deep += 1;
  return deep;
}
