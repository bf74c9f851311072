/* How a reader signs in on another site's page: without a cookie there, and without a word of theirs typed there.
 *
 * A window of ours asks them, and hands over a code that only who began can use (PKCE). It tells us by a message; and where
 * the browser has cut the two windows from each other we ask the site, by the nonce that we began with. */
import { addressOf } from './place.js';
import { UNREACHED } from './reader.js';

const OFTEN = 1_000, SELDOM = 3_000, LIVELY = 60_000, GIVEN_UP = 600_000; // ms
const WINDOW = 'popup,width=480,height=720';
const AWAY = 'forum/sign-in', LEFT = 'forum/signed-out'; // kept for this tab alone

const text = bytes => btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
export const chance = () => text(crypto.getRandomValues(new Uint8Array(32)));
const siteOf = host => (/[a-z]/.test(host) ? host.split('.').slice(-2).join('.') : host);

function kept(name, value) {
  try {
    if (value === undefined) return sessionStorage.getItem(name);
    value === null ? sessionStorage.removeItem(name) : sessionStorage.setItem(name, value);
  } catch { /* a reader who allows no storage */ }
  return null;
}

export class WayIn {
  constructor(reader) {
    this.reader = reader;
    this.prepare();
    addEventListener('message', event => this.hear(event));
  }

  /** Made beforehand: a window that is opened later than in the press itself is blocked. */
  async prepare() {
    const [verifier, nonce] = [chance(), chance()];
    const digest = await crypto.subtle?.digest('SHA-256', new TextEncoder().encode(verifier));
    if (digest) this.next = { verifier, nonce, challenge: text(new Uint8Array(digest)) };
  }

  /** Without a question, where there is no need of one: by the page's own word for its reader (`sso`), on a page of our own
   * site, or back from the window that filled this one. */
  async quietly(sso) {
    const away = JSON.parse(kept(AWAY));
    kept(AWAY, null);
    if (away) return this.listen(away);
    if (sso) return this.token({ grant: 'sso', assertion: sso });
    // The server knows better what is one site; this only spares most pages the question.
    if (kept(LEFT) || siteOf(location.hostname) !== siteOf(new URL(this.reader.ours).hostname)) return null;
    return this.token({ grant: 'session' }, 'include');
  }

  /** Whether this page was left for the sign-in, and is here again. */
  get isBack() { return Boolean(kept(AWAY)); }

  /** In the press itself; the way back leads to `comment`, when there is one. False when this page cannot: it is not secure. */
  enter(comment) {
    if (!this.next) return false;
    const asked = this.next;
    this.prepare();
    const words = { origin: location.origin, challenge: asked.challenge, nonce: asked.nonce };
    const address = `${this.reader.ours}/embed/sign-in?`;
    this.window = open(address + new URLSearchParams(words), 'forum-sign-in', WINDOW);
    if (this.window) this.listen(asked);
    else {
      kept(AWAY, JSON.stringify(asked));
      location.assign(address + new URLSearchParams({ ...words, return: comment ? addressOf(comment) : location.href }));
    }
    return true;
  }

  leave() {
    kept(LEFT, '1');
    return this.reader.leave();
  }

  listen(asked) {
    this.asked = asked;
    return this.look(asked, Date.now());
  }

  async look(asked, began) {
    if (this.asked !== asked || Date.now() - began > GIVEN_UP) return;
    const answer = await this.reader.ask('GET', `/sign-ins/${asked.nonce}`);
    if (answer?.data.code) return this.redeem(asked, answer.data.code);
    setTimeout(() => this.look(asked, began), Date.now() - began < LIVELY ? OFTEN : SELDOM);
  }

  hear({ origin, source, data }) {
    if (!this.window || source !== this.window || origin !== this.reader.ours) return;
    if (typeof data?.code === 'string' && this.asked && data.nonce === this.asked.nonce) this.redeem(this.asked, data.code);
  }

  async redeem(asked, code) {
    if (this.asked !== asked) return; // we heard of it twice
    this.asked = null;
    const answer = await this.token({ grant: 'code', code, code_verifier: asked.verifier });
    if (!answer?.ok) this.reader.tell(answer?.data.detail ?? UNREACHED);
    kept(LEFT, null);
  }

  async token(grant, credentials) {
    const answer = await this.reader.ask('POST', '/tokens', grant, { credentials });
    if (answer?.data.me) this.reader.take(answer.data);
    return answer;
  }
}
