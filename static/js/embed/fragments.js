/* Fragments of our site, and the sheet for them. The browser itself makes a document of what it gets: pages that forbid
 * script to make HTML of text (Trusted Types) have nothing against that. */

const SLOW = 30_000; // ms
const SHEET = '/embed.css'; // the server puts in the address of this version's

/** What stands in the shadow root of the page at `address`. Rejects when there is none. */
export function fragmentAt(address) {
  return new Promise((found, failed) => {
    const request = new XMLHttpRequest();
    request.open('GET', address);
    request.responseType = 'document';
    request.timeout = SLOW;
    request.onload = () => {
      const pattern = request.status === 200 && request.response?.querySelector('forum-comments > template');
      pattern ? found(pattern.content) : failed(request.status);
    };
    request.onerror = request.ontimeout = () => failed(0);
    request.send();
  });
}

const sheets = new Map();

/** The style sheet at `address`, once for all elements on the page. One that did not come is asked for again. */
export function sheetAt(address) {
  if (!sheets.has(address)) sheets.set(address, loaded(address));
  sheets.get(address).catch(() => sheets.delete(address));
  return sheets.get(address);
}

async function loaded(address) {
  const answer = await fetch(address, { credentials: 'omit' });
  if (!answer.ok) throw answer.status;
  return new CSSStyleSheet().replace(await answer.text());
}

/** Of this version; whoever has kept the script for longer than the server its sheet takes the fragment's. */
export const sheetOf = ours => sheetAt(ours + SHEET);
