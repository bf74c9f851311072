// The two questions that a real browser answers about a piece of HTML. `allowed` holds names; lists, since it comes as JSON.

window.foreign = (html, allowed) => {
  const wrong = [];
  const template = document.createElement('template');
  template.innerHTML = html;
  const parsed = new DOMParser().parseFromString(`<!doctype html><body>${html}`, 'text/html');
  if (parsed.head.childNodes.length) wrong.push('something in the head');
  for (const root of [template.content, parsed.body]) look(root, allowed, wrong);
  return [...new Set(wrong)];
};

const look = (root, allowed, wrong) => {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_ALL);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.TEXT_NODE) continue;
    if (node.nodeType !== Node.ELEMENT_NODE) { wrong.push(node.nodeName); continue; }
    if (node.namespaceURI !== 'http://www.w3.org/1999/xhtml') wrong.push(`namespace of ${node.nodeName}`);
    if (!allowed.elements.includes(node.localName)) wrong.push(`<${node.localName}>`);
    for (const { name, value } of node.attributes) {
      const listed = (allowed.attributes[node.localName] ?? []).includes(name);
      if (!listed || (name === 'href' && !leadsToAllowed(node, value, allowed))) wrong.push(`${node.localName}[${name}=${value}]`);
    }
  }
};

// The browser itself says what scheme the address has, whatever it looks like.
const leadsToAllowed = (link, href, allowed) => {
  if (/^\/people\/[A-Za-z0-9_-]+$/.test(href)) return true;
  try { return allowed.schemes.includes(new URL(href, 'nowhere:///').protocol); } catch { return false; }
};

const EVENTS = ['mouseover', 'mouseenter', 'mousedown', 'pointerdown', 'click', 'dblclick', 'focus', 'blur', 'input', 'change',
  'toggle', 'beforetoggle', 'load', 'error', 'animationstart', 'animationend', 'transitionend', 'wheel', 'scroll', 'keydown',
  'submit', 'copy', 'paste', 'beforeunload', 'hashchange', 'message', 'begin', 'end', 'securitypolicyviolation'];

// Whatever would show that a stranger's words ran; `ran` collects it.
window.hook = (view, ran) => {
  for (const name of ['alert', 'prompt', 'confirm', 'print', 'open', 'fetch']) view[name] = () => { ran.push(name); };
  view.addEventListener('click', event => {
    const link = event.target.closest?.('a');
    if (link && !/^(javascript|data|vbscript):/i.test(link.href)) event.preventDefault();
  }, true);
};

window.provoke = root => {
  for (const details of root.querySelectorAll('details')) details.open = true;
  for (const element of root.querySelectorAll('*')) {
    for (const name of EVENTS) element.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
    element.click?.();
    element.focus?.();
  }
};

// The slowest thing that a piece can do is to go elsewhere. One frame that surely goes, begun after all the others, says
// when they had their time, however busy the machine is.
const allHadTheirTime = async () => {
  const frame = document.body.appendChild(document.createElement('iframe'));
  frame.contentDocument.write("<!doctype html><title>still</title><meta http-equiv=refresh content='0;url=about:blank'>");
  frame.contentDocument.close();
  while (frame.contentDocument.title === 'still') await new Promise(done => setTimeout(done, 5));
  frame.remove();
  for (let turn = 0; turn < 3; turn += 1) await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
};

// Each piece in a frame of its own, all of them for a while; says which pieces did anything, by their place.
window.executed = async pieces => {
  const frames = pieces.map((html, place) => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const ran = [];
    frame.contentDocument.open(); // forgets who listens, so the hooks come after it
    hook(frame.contentWindow, ran);
    frame.contentDocument.write(`<!doctype html><title>still</title><body>${html}`);
    frame.contentDocument.close();
    provoke(frame.contentDocument.body);
    return { frame, ran, place };
  });
  await allHadTheirTime();
  const guilty = [];
  for (const { frame, ran, place } of frames) {
    const moved = frame.contentDocument?.title !== 'still'; // another site's document is null from here
    if (ran.length || moved) guilty.push([place, moved ? 'went elsewhere' : ran.join()]);
    frame.remove();
  }
  return guilty;
};
