// Runs before the page's own scripts and notes when the first comment can be read, in ms since the navigation began.
// `a >>> b` is b within the shadow of a.
((comment) => {
  const seen = { readable: null, shift: 0, largest: 0 };
  window.seenByBench = seen;

  const words = () => {
    const within = (root, selector) => (root?.shadowRoot ?? root)?.querySelector(selector);
    const element = comment.split(" >>> ").reduce(within, document);
    if (!element) return null;
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (walker.currentNode.data.trim()) return walker.currentNode;
    return null;
  };

  const hasSize = (text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    const shown = text.parentElement.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    return box.width > 0 && box.height > 0 && shown;
  };

  // A frame begins with these callbacks and then paints: whoever is called in the next frame knows that it has. None is
  // called while style sheets keep the page blank, so that asking for a size here lays out nothing before its time.
  const inFrame = () => {
    const text = words();
    if (text && hasSize(text)) requestAnimationFrame(() => (seen.readable = performance.now()));
    else requestAnimationFrame(inFrame);
  };

  // What happens in a shadow is told to nobody outside: there one looks in every frame.
  const look = () => (words() ? inFrame() : requestAnimationFrame(look));

  const watch = new MutationObserver(() => {
    if (!words()) return;
    watch.disconnect();
    requestAnimationFrame(inFrame);
  });
  if (comment.includes(" >>> ")) look();
  else watch.observe(document, { childList: true, subtree: true, characterData: true });

  const observe = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  observe("layout-shift", (entry) => (seen.shift += entry.hadRecentInput ? 0 : entry.value));
  observe("largest-contentful-paint", (entry) => (seen.largest = entry.startTime));
})(COMMENT);
