/* In a page of any site: fills <a data-forum-count="…"> with how much is said there. The name is the article's key,
   address or slug; without one the link's own address is meant. A link of which we know nothing stays as it is. */
(() => {
  const from = new URL('counts', document.currentScript.src);
  // As much as is answered at once, and as every proxy takes.
  const [most, longest] = [100, 7000];

  const begin = () => {
    const links = { __proto__: null };
    for (const link of document.querySelectorAll('[data-forum-count]')) {
      (links[link.dataset.forumCount || link.href] ??= []).push(link);
    }
    let asked = [];
    for (const name in links) {
      const more = `of=${encodeURIComponent(name)}`;
      if (asked.length == most || `${asked}${more}`.length > longest) {
        ask(asked, links);
        asked = [];
      }
      asked.push(more);
    }
    ask(asked, links);
  };

  const ask = async (asked, links) => {
    if (!asked.length) return;
    const answer = await fetch(`${from}?${asked.join('&')}`, { credentials: 'omit' }).catch(() => 0);
    if (!answer.ok) return;
    const counts = await answer.json();
    for (const name in counts) {
      const count = counts[name];
      const said = count ? `${count} comment${count > 1 ? 's' : ''}` : 'No comments yet';
      for (const link of links[name]) link.textContent = said;
    }
  };

  if (document.readyState == 'loading') addEventListener('DOMContentLoaded', begin);
  else begin();
})();
