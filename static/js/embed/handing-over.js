/* The last page of the window: tells the page that opened it, and that page alone, and is gone. Where the browser has cut
 * the two from each other nobody hears it; that page asks by its nonce then. */
const { origin, nonce, code } = document.getElementById('handed-over').dataset;

opener?.postMessage({ nonce, code }, origin);
close();
