/* <pass-key>: asks the device for a passkey (`does` get or create, with these `options`) and sends its answer in the form.
 * Without `options` it is only the way there, shown by browsers that know passkeys. */
const PARTS = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'];
const TROUBLES = {
  InvalidStateError: 'This device has a passkey for your account already.',
  NotAllowedError: 'No passkey was given. Try again, or go back.',
  SecurityError: 'This browser allows no passkeys at this address.',
};

const toBytes = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), sign => sign.charCodeAt(0));
const toText = bytes =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** The answer as servers read it; not every browser has `toJSON` for that. */
function written({ id, rawId, type, response }) {
  const parts = PARTS.filter(part => response[part]).map(part => [part, toText(response[part])]);
  return JSON.stringify({ id, type, rawId: toText(rawId), clientExtensionResults: {}, response: Object.fromEntries(parts) });
}

customElements.define('pass-key', class extends HTMLElement {
  connectedCallback() {
    const able = Boolean(window.PublicKeyCredential);
    if (!this.hasAttribute('options')) return void (this.hidden = !able);
    if (!this.hasAttribute('refused')) this.tell(able ? '' : 'This browser knows no passkeys.');
    if (!able) return;
    this.onsubmit = event => { event.preventDefault(); this.ask(event.target); };
    if (this.hasAttribute('auto')) this.ask(this.querySelector('form'));
  }

  async ask(form) {
    if (form.ariaBusy) return;
    form.ariaBusy = 'true';
    this.tell('');
    try {
      form.elements.credential.value = written(await navigator.credentials[this.getAttribute('does')]({ publicKey: this.options }));
      form.submit();
    } catch (error) {
      this.tell(TROUBLES[error.name] ?? 'Your device gave no passkey. Try again, or go back.');
    }
    form.ariaBusy = null;
  }

  get options() {
    const options = JSON.parse(this.getAttribute('options'));
    options.challenge = toBytes(options.challenge);
    if (options.user) options.user.id = toBytes(options.user.id);
    for (const known of options.excludeCredentials ?? []) known.id = toBytes(known.id);
    return options;
  }

  tell(trouble) {
    const place = this.querySelector('[role=alert]');
    place.textContent = trouble;
    place.hidden = !trouble;
  }
});
