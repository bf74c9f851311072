/* Boxes to write in, of which a page may have many. */

const NAMING = ['for', 'aria-describedby', 'aria-labelledby'];

export const boxAt = place => document.querySelector(`comment-box[place="${place}"]`);

/** What `selector` finds, on the page and in the boxes that will be opened. */
export const everywhere = selector => [document, document.getElementById('reply-box')?.content]
  .flatMap(place => [...place?.querySelectorAll(selector) ?? []]);

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
