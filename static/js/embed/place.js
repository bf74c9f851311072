/* Which article a page is about: as its author says it, else by its canonical address, else by its own. */

// What only says how a reader came. The server leaves out more; these would have it make a page for each of them.
const TRACKING = /^(utm_|mtm_|hsa_)|^([gd]clid|fbclid|msclkid|igshid|mc_[ce]id|_g[al])$/;
const NAMED = /^#(?:forum-)?c([0-9a-hjkmnp-tv-z]{13})$/;

/** `said` is what stands in the page already says of it. */
export function placeOf(element, said) {
  const place = { key: element.getAttribute('article') ?? '', url: document.querySelector('link[rel=canonical]')?.href ?? addressHere(), title: element.getAttribute('title') ?? document.title };
  return { ...place, ...said };
}

function addressHere() {
  const url = new URL(location.href);
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name);
  url.hash = '';
  return url.href;
}

/** The comment that this page's address names. */
export const namedHere = () => NAMED.exec(location.hash)?.[1];

/** This page's address with the comment's name. */
export const addressOf = id => `${location.href.split('#')[0]}#forum-c${id}`;

/** Words as an address asks by them; those that are empty are left out. */
export const worded = words => new URLSearchParams(Object.entries(words).filter(([, word]) => word));

/** Which part a link to a page of ours asks for. */
export function askedBy({ pathname, search }) {
  const [, kind, name] = pathname.split('/');
  return { parent: kind === 'c' ? name : '', ...Object.fromEntries(new URLSearchParams(search)) };
}
