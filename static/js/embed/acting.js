/* What its links and buttons do here. Without script the links lead to our own page, where all of it can be done. */
import { reply, shut } from './begun.js';
import { goOnWith, more, show, turnTo } from './going.js';
import { recommend } from './marks.js';
import { addressOf, askedBy } from './place.js';

const commentOf = link => link.closest('.comment').id.slice(1);
const boxAround = ({ boxes }, button) => [...boxes].find(box => box.form.contains(button));

// As they are called in the templates.
const ACTS = {
  'sign-in': ({ wayIn }, link) => wayIn.enter() || location.assign(link.href),
  'sign-out': ({ wayIn }) => wayIn.leave(),
  turn: (section, link) => turnTo(section, askedBy(link)),
  more: (section, link) => more(section, askedBy(link), link),
  begun: (section, button) => goOnWith(section, button.value),
  recommend: (section, button) => recommend(section, button, commentOf(button)),
  reply: (section, link) => reply(section, commentOf(link)).focus(),
  share: (section, link) => share(section, link, addressOf(commentOf(link))),
  discard: (section, button) => boxAround(section, button).discard(),
  close: (section, button) => cancel(section, boxAround(section, button)),
};

/** Of what is none of these the browser does what it says. */
export function press(section, event) {
  const link = event.target.closest('[data-act]');
  const act = ACTS[link?.dataset.act];
  if (!act || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  act(section, link);
}

/** Given up; what was written opens again with the next press. */
function cancel(section, box) {
  shut(section, box);
  section.root.querySelector(`#a${box.parent} [data-act=reply]`)?.focus();
}

export async function sort(section, select) {
  const shown = await show(section, { sort: select.value });
  select.value = section.query.sort;
  select.title = select.selectedOptions[0].title;
  if (shown) section.say(select.title);
}

async function share(section, link, url) {
  try {
    if (navigator.share && matchMedia('(pointer: coarse)').matches) return await navigator.share({ url });
    await navigator.clipboard.writeText(url);
    section.say('The address is copied.');
  } catch (error) {
    if (error.name !== 'AbortError') location.assign(link.href);
  }
  return null;
}
