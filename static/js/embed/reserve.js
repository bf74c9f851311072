/* The room that a discussion will need: what stands below it on the page does not move when it comes. */

const ROOM = ':host { display: block; min-block-size: var(--forum-reserve, 100vh) }';

export class Reserve {
  constructor(element) {
    Object.assign(this, { element, sheet: new CSSStyleSheet() });
    this.sheet.replaceSync(ROOM);
    element.shadowRoot.adoptedStyleSheets = [this.sheet];
  }

  /** Given back where nobody sees it: what is below stays below the edge of the screen. Else it is kept. */
  release(content) {
    const { element, sheet } = this;
    const ends = element.getBoundingClientRect().top + content.offsetHeight;
    if (ends < innerHeight && ends > 0) element.shadowRoot.adoptedStyleSheets.push(sheet);
  }
}
