/* <copy-codes>: the recovery codes, on the clipboard. */
customElements.define('copy-codes', class extends HTMLElement {
  connectedCallback() {
    this.hidden = !navigator.clipboard;
    this.onclick = async () => {
      const codes = [...document.querySelectorAll('#recovery code')].map(code => code.textContent);
      await navigator.clipboard.writeText(codes.join('\n'));
      document.getElementById('said').textContent = 'The codes are copied.';
    };
  }
});
