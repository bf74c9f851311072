/* A box that is made of a pattern: a page may have many. */

const NAMING = ['for', 'aria-describedby', 'aria-labelledby'];

/** `box` with ids of its own, so that its labels and hints stay its own. */
export function unique(box, suffix) {
  for (const one of [box, ...box.querySelectorAll('*')]) {
    if (one.id) one.id += `-${suffix}`;
    for (const name of NAMING.filter(name => one.hasAttribute(name))) {
      one.setAttribute(name, one.getAttribute(name).split(' ').map(id => `${id}-${suffix}`).join(' '));
    }
  }
  return box;
}
