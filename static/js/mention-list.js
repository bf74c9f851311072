/* <mention-list from="address">: completes @names, the people of this discussion first. Tab always leaves the box. */

const SUGGESTED = 6;
const ASK_AFTER = 150; // ms without a key pressed
const BEGUN = /(?:^|[^\w@])@([\w-]{0,30})$/;

/** Whoever speaks on this page: no server is needed to find them. */
function present() {
  const links = [...document.querySelectorAll('.byline__name a')];
  return links.map(link => ({ handle: decodeURIComponent(link.pathname.split('/').pop()), name: link.textContent }));
}

const begins = (person, text) =>
  person.handle.toLowerCase().startsWith(text) || person.name.toLowerCase().startsWith(text);

customElements.define('mention-list', class extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector('ul');
    this.field = this.closest('form').querySelector('textarea');
    this.field.setAttribute('aria-controls', this.list.id);
    this.field.setAttribute('aria-autocomplete', 'list');
    this.field.addEventListener('input', () => this.look());
    this.field.addEventListener('keydown', event => this.key(event));
    this.field.addEventListener('blur', () => this.shut());
    this.list.onpointerdown = event => {
      event.preventDefault();
      this.choose(event.target.closest('li'));
    };
  }

  get begun() { return BEGUN.exec(this.field.value.slice(0, this.field.selectionStart))?.[1].toLowerCase(); }

  look() {
    clearTimeout(this.pause);
    const text = this.wanted = this.begun;
    if (text === undefined) return this.shut();
    this.show(present().filter(person => begins(person, text)));
    this.pause = setTimeout(() => this.ask(text), ASK_AFTER);
  }

  async ask(text) {
    const answer = await fetch(`${this.getAttribute('from')}?begins=${encodeURIComponent(text)}`).catch(() => null);
    const others = answer?.ok ? await answer.json() : [];
    // Who has left the field meanwhile, or shut the list, wants no names.
    if (this.wanted === text) this.show([...present().filter(person => begins(person, text)), ...others]);
  }

  show(people) {
    const found = [...new Map(people.map(person => [person.handle, person])).values()].slice(0, SUGGESTED);
    this.list.replaceChildren(...found.map(({ handle, name }, nth) => {
      const item = document.createElement('li');
      item.role = 'option';
      item.id = `${this.list.id}-${nth}`;
      item.dataset.handle = handle;
      item.textContent = name === handle ? `@${handle}` : `${name} @${handle}`;
      return item;
    }));
    this.list.hidden = !found.length;
    this.point(0);
  }

  shut() {
    clearTimeout(this.pause);
    this.wanted = undefined;
    this.list.hidden = true;
    this.field.removeAttribute('aria-activedescendant');
  }

  point(nth) {
    const items = [...this.list.children];
    this.at = (nth + items.length) % items.length;
    items.forEach((item, place) => { item.ariaSelected = String(place === this.at); });
    if (items.length) this.field.setAttribute('aria-activedescendant', items[this.at].id);
  }

  key(event) {
    if (this.list.hidden || event.ctrlKey || event.metaKey) return;
    if (this.begun !== this.wanted) return this.shut(); // the caret was moved away from the name
    if (event.key === 'ArrowDown') this.point(this.at + 1);
    else if (event.key === 'ArrowUp') this.point(this.at - 1);
    else if (event.key === 'Enter') this.choose(this.list.children[this.at]);
    else if (event.key === 'Escape') this.shut();
    else return;
    event.preventDefault();
  }

  choose(item) {
    if (!item || this.begun !== this.wanted) return;
    const end = this.field.selectionStart;
    this.field.setRangeText(`${item.dataset.handle} `, end - this.begun.length, end, 'end');
    this.shut();
    this.field.dispatchEvent(new Event('input', { bubbles: true }));
  }
});
