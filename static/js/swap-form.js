/* <swap-form for="ids">: what its form does shows in place, at the first of these ids at least. With `auto` a choice is sent as soon as it is made. */
import { everywhere } from './boxes.js';
import { fetched, meet, refusal, swap } from './pages.js';
import { say } from './said.js';

customElements.define('swap-form', class extends HTMLElement {
  connectedCallback() {
    this.onsubmit = event => { event.preventDefault(); this.send(event.target, event.submitter); };
    if (this.hasAttribute('auto')) this.onchange = event => event.target.form.requestSubmit();
  }

  get ids() { return this.getAttribute('for').split(' '); }

  async send(form, button) {
    if (form.ariaBusy) return;
    form.ariaBusy = 'true';
    button?.classList.toggle('action--on'); // seen at once; what comes back is what is true
    const fields = new FormData(form);
    if (button?.name) fields.set(button.name, button.value);
    const sent = form.method === 'post' ? this.act(form, fields) : this.look(form, `?${new URLSearchParams(fields)}`);
    const trouble = await sent.catch(() => 'Not done: the site cannot be reached. Try again.');
    if (trouble) {
      button?.classList.toggle('action--on');
      form.reset();
      say(trouble);
    }
    form.ariaBusy = null;
    // Another choice was made meanwhile.
    if (!trouble && this.hasAttribute('auto') && form.elements.sort.value !== fields.get('sort')) form.requestSubmit();
  }

  async act(form, fields) {
    const answer = await fetched(form.action, fields);
    const elsewhere = answer.ok && answer.page.getElementById('comments') && !answer.page.getElementById(this.ids[0]);
    // A comment that came while the page was read may have its place on another one: its own has it.
    return this.show(elsewhere ? await fetched(`/c/${this.ids[0].slice(1)}`) : answer);
  }

  async look(form, query) {
    const trouble = this.show(await fetched(query));
    if (trouble) return trouble;
    history.replaceState(null, '', query);
    const select = form.querySelector('select');
    const [chosen] = select.selectedOptions;
    chosen.defaultSelected = true; // a later choice that fails falls back to this one
    select.title = chosen.title;
    // What is said from here on comes back to this order.
    for (const field of everywhere('input[name=sort]')) field.value = select.value;
    say(chosen.title);
    return null;
  }

  /** Puts what came of it on the page, or gives the reason why nothing did. */
  show({ page, ok, url }) {
    if (!ok) return refusal(page) ?? 'Not done: the site has trouble. Try again in a moment.';
    const [fresh] = this.ids.map(id => swap(id, page));
    if (!fresh) location.assign(url);
    else if (fresh.matches('.comment')) meet(fresh);
    return null;
  }
});
