/* <delete-link of="id">: gone at once, and back at once for a minute. */
import { unhang } from './hang.js';
import { fetched, pressed, refusal, swap, token } from './pages.js';
import { say } from './said.js';

const UNDO = 60e3; // ms, as the server has it

customElements.define('delete-link', class extends HTMLElement {
  connectedCallback() { pressed(this, link => this.send(link.href)); }

  async send(address) {
    const answer = await fetched(address, { csrf: token() }).catch(() => null);
    const undo = answer?.page.getElementById('undo');
    if (undo) return this.gone(answer.page, undo);
    if (answer?.ok) return location.assign(answer.url);
    say((answer && refusal(answer.page)) ?? 'Not deleted: the site cannot be reached. Try again.');
  }

  async gone(page, undo) {
    const comment = this.closest('.comment');
    const tombstone = page.getElementById(comment.id) ?? await this.tombstone(comment.id);
    comment.replaceChildren(...(tombstone?.childNodes ?? []), undo);
    comment.classList.add('comment--gone');
    swap('comment-count', page);
    say('Your comment is deleted. For a minute you can undo that.');
    (after(comment) ?? undo.querySelector('button')).focus();
    setTimeout(() => leave(comment, undo), UNDO);
  }

  /** What keeps the place of an answered comment, when that is on another page than the article's first. */
  async tombstone(name) {
    const id = name.slice(1);
    if (!document.querySelector(`ol[data-of="${id}"] > li, #t${id} > .rest`)) return null;
    const answer = await fetched(`/c/${id}`).catch(() => null);
    return answer?.page.getElementById(name);
  }
});

/** The next comment that can be seen. */
function after(comment) {
  const all = [...document.querySelectorAll('.comment')].filter(one => !one.closest('details:not([open])'));
  return all[all.indexOf(comment) + 1];
}

/** The minute is over: of a leaf nothing stays, of a comment with replies its place. */
function leave(comment, undo) {
  if (!undo.isConnected) return;
  if (undo.contains(document.activeElement)) after(comment)?.focus();
  undo.remove();
  const item = comment.closest('.thread__item');
  if (comment.childElementCount) return;
  item ? unhang(item) : comment.remove();
}
