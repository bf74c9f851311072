/* Boxes to write in, of which a page may have many. */

export const boxAt = place => document.querySelector(`comment-box[place="${place}"]`);

/** What `selector` finds, on the page and in the boxes that will be opened. */
export const everywhere = selector => [document, document.getElementById('reply-box')?.content]
  .flatMap(place => [...place?.querySelectorAll(selector) ?? []]);
