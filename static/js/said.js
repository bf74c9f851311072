/* The one live region: read aloud once, and shown for a moment at the foot of the screen. */

const SHOWN = 6_000; // ms: two short sentences, read slowly
let over;

export function say(sentence) {
  const region = document.getElementById('said');
  region.textContent = sentence;
  clearTimeout(over);
  over = setTimeout(() => { region.textContent = ''; }, SHOWN);
}
