"""Tab after Tab through a page."""

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

MOST_STOPS = 1_000
# Numbers what has had the focus, and looks at what has it.
WHERE = """() => {
  const one = document.activeElement, comment = one.closest('.comment'), prose = one.closest('.prose');
  window.met ??= new Map();
  if (!met.has(one)) met.set(one, met.size);
  const box = one.getBoundingClientRect();
  const seen = [0.1, 0.5, 0.9].some(part => {
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height * part);
    return top && (one.contains(top) || top.contains(one));
  });
  return {
    number: one === document.body ? -1 : met.get(one), what: one.outerHTML.slice(0, 100), height: box.height,
    comment: comment && !prose ? comment.id : '', word: Boolean(prose),
    action: one.matches('.action, .replies > summary, .pill, .button, .menu__item'),
    hidden: !seen,
  };
}"""


@dataclass(frozen=True)
class Stop:
    """What has the focus after a press of Tab."""

    number: int  # of the element, in the order in which they were met; -1 when none has it
    what: str
    height: float
    comment: str  # whose
    word: bool  # part of somebody's text, where size is the text's
    action: bool
    hidden: bool  # off the screen, or under what hovers there


def walk(page: Page, key: str) -> Iterator[Stop]:
    """From where one is to the end of the page, or back to its beginning."""
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        stop = Stop(**page.evaluate(WHERE))
        if stop.number < 0:
            return
        yield stop
        if key != "Tab" and stop.number == 0:
            return
    raise AssertionError(f"after {MOST_STOPS} stops there is no end")
