/* Who reads this page, as far as our site was told: a token in memory, with a reader's rights, for a quarter of an hour. */

export const UNREACHED = 'Not done: the site cannot be reached. Try again.';
const HANGS = 30_000; // ms; what hangs for longer is taken for not sent, and may be sent again
const EARLY = 60; // seconds before its end that a token is renewed
const AGAIN_AFTER = 20_000; // ms; it is asked for once more, should the first answer be lost

export class Reader extends EventTarget {
  constructor(ours) {
    super();
    this.ours = ours;
    this.me = null;
    this.used = true; // whether anything was done here since the token was made
  }

  /** What the API answers, { ok, status, data }; null when nothing came back. */
  async ask(method, path, body, { headers, credentials = 'omit' } = {}) {
    const [token, known] = [this.token, { ...headers }];
    if (body) known['Content-Type'] = 'application/json';
    if (token) known.Authorization = `Bearer ${token}`;
    const signal = AbortSignal.timeout?.(HANGS);
    const asked = { method, credentials, headers: known, body: body && JSON.stringify(body), signal };
    const answer = await fetch(`${this.ours}/api/v1${path}`, asked).catch(() => null);
    if (!answer) return null;
    if (answer.status === 401 && token && token === this.token) this.forget();
    return { ok: answer.ok, status: answer.status, data: await answer.json().catch(() => ({})) };
  }

  take({ access_token, expires_in, me }) {
    [this.token, this.used] = [access_token, false];
    clearTimeout(this.ends);
    this.ends = setTimeout(() => this.renew(), (expires_in - EARLY) * 1000);
    const fresh = !this.me;
    this.me = me;
    if (fresh) this.tell();
  }

  /** Whoever has left the page alone is asked once more when they come back. */
  async renew(again = true) {
    const answer = this.used && await this.ask('POST', '/tokens/renewal');
    if (answer?.ok) this.take(answer.data);
    else if (again && this.token) this.ends = setTimeout(() => this.renew(false), AGAIN_AFTER);
    else this.forget();
  }

  forget() {
    clearTimeout(this.ends);
    this.token = this.me = null;
    this.tell();
  }

  async leave() {
    await this.ask('DELETE', '/tokens/current');
    this.forget();
  }

  tell(detail) { this.dispatchEvent(new CustomEvent('changed', { detail })); }
}
