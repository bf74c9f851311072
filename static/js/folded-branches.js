/* A branch that was folded stays folded, here, until two hundred others were. */
import { read, write } from './kept.js';

const FOLDED = 'forum/folded';
const FOLDED_MOST = 200;
const branches = () => document.querySelectorAll('#threads .replies');
const nameOf = branch => branch.closest('.thread__item').id;

function fold() {
  const folded = read(FOLDED) ?? [];
  for (const branch of branches()) {
    const wanted = branch.querySelector('.comment:is(:target, [aria-current])');
    if (!wanted && folded.includes(nameOf(branch))) branch.open = false;
  }
}

// `toggle` does not bubble, but it can be caught on its way down.
document.addEventListener('toggle', event => {
  if (!event.target.matches('.replies')) return;
  const name = nameOf(event.target);
  const others = (read(FOLDED) ?? []).filter(one => one !== name);
  write(FOLDED, event.target.open ? others : [name, ...others].slice(0, FOLDED_MOST));
}, true);
document.addEventListener('arrived', event => event.target.id === 'threads' && fold());
fold();
