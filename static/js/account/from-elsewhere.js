/* <came-back>: sends on what came back in the address. <signed-token>: takes the token from behind the # of the address,
 * and says whose it is; the button is the reader's to press, or any link could sign them in as somebody else. */
customElements.define('came-back', class extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector('form');
    if (form.elements.code) form.requestSubmit();
  }
});

/** What a token says of its reader; whether that is true is for the site to find out. */
function nameIn(token) {
  try {
    const said = atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(said, sign => sign.charCodeAt(0)))).name;
  } catch {
    return '';
  }
}

customElements.define('signed-token', class extends HTMLElement {
  connectedCallback() {
    const token = location.hash.slice(1), box = this.querySelector('textarea'), who = this.querySelector('[data-who]');
    if (!token) return;
    history.replaceState(null, '', location.pathname + location.search); // it stays in no history
    box.value = token;
    box.closest('.field').hidden = true;
    who.querySelector('bdi').textContent = nameIn(token) || 'somebody without a name';
    who.hidden = false;
  }
});
