/* <time-zone>: who has not said where they live finds the zone of their device chosen, to be saved or not. */
customElements.define('time-zone', class extends HTMLElement {
  connectedCallback() {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone, select = this.querySelector('select');
    if (!this.hasAttribute('set') && [...select.options].some(option => option.value === here)) select.value = here;
  }
});
