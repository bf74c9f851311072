/* <quote-selection>: what a reader selects in a comment can be quoted, and what was covered stays covered. */

const BLOCKS = /^(p|div|li|ul|ol|blockquote|pre|h\d)$/;
const covered = node => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).closest('details');

/** What is selected in `comment`, as the beginning of an answer to it; empty when nothing is. */
export function quotable(comment) {
  const [selection, prose] = [getSelection(), comment?.querySelector('.prose')];
  if (selection.isCollapsed || !prose?.contains(selection.anchorNode) || !prose.contains(selection.focusNode)) return '';
  const range = selection.getRangeAt(0);
  const text = source(range.cloneContents());
  const safe = covered(range.commonAncestorContainer) ? spoiler(text) : text;
  const lines = safe.trim().replace(/\n{3,}/g, '\n\n').split('\n');
  return lines[0] ? `${lines.map(line => '> ' + line).join('\n')}\n\n` : '';
}

const spoiler = text => `||${text.replace(/\s+/g, ' ').trim()}||`;

function source(node) {
  return [...node.childNodes].map(child => {
    if (child.nodeType === Node.TEXT_NODE) return child.data;
    if (child.localName === 'br') return '\n';
    if (child.localName === 'summary') return '';
    if (child.localName === 'details') return spoiler(source(child));
    return BLOCKS.test(child.localName) ? `\n\n${source(child)}\n\n` : source(child);
  }).join('');
}

customElements.define('quote-selection', class extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector('button');
    document.addEventListener('selectionchange', () => this.offer());
    // Pressing it must not end the selection that it is about.
    this.button.onpointerdown = event => event.preventDefault();
    this.button.onclick = () => {
      const quotation = quotable(this.comment);
      getSelection().removeAllRanges();
      this.comment.querySelector('reply-link').open(quotation);
    };
  }

  offer() {
    const selection = getSelection();
    this.comment = selection.anchorNode?.parentElement?.closest('.comment');
    this.button.hidden = !this.comment?.querySelector('reply-link') || !quotable(this.comment);
    if (this.button.hidden) return;
    const { left, bottom } = selection.getRangeAt(0).getBoundingClientRect();
    this.button.style.translate = `${Math.max(left, 8)}px ${Math.min(bottom + 8, innerHeight - 56)}px`;
  }
});
