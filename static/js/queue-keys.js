/* The keys of the queue. While somebody types, letters are letters; nothing that takes people away has a key. */

const TYPING = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';

export function keysOf(queue) {
  const press = selector => queue.querySelector(selector)?.click();
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    r: () => queue.querySelector('#reject')?.focus(),
    n: () => queue.querySelector('#note')?.focus(),
    p: () => { const parent = queue.querySelector('.parent'); if (parent) parent.open = !parent.open; },
    x: () => queue.row?.querySelector('input').click(),
    '/': () => queue.querySelector('#q').focus(),
    '?': () => queue.querySelector('#keys').togglePopover(),
  };
  const step = by => { const row = queue.beside(by); if (row) queue.going = queue.go(row); };
  // One key after the other: J A approves the next comment, however long that takes to come.
  let turn = Promise.resolve();
  addEventListener('keydown', event => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.matches(TYPING)) {
      if (key === 'Escape') target.blur();
      return;
    }
    const reason = /^[1-9]$/.test(key);
    const letter = key.length === 1 ? key.toLowerCase() : key;
    const act = reason ? () => document.activeElement.closest('#reject') && press(`#reject [data-reason="${key}"]`) : keys[letter];
    if (!act && !/^[a-z]$/.test(letter)) return;
    event.preventDefault();
    turn = turn.then(() => {
      if (act) act();
      else press(`[data-key="${letter}"]`);
      return queue.going;
    });
  });
}
