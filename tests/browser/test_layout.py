"""Nothing has to be pushed sideways to be read, down to the width at which a desktop is zoomed to 400 %."""

import pytest

from tests.browser.newsroom import HEIGHT, NARROW
from tests.browser.reader import Reader
from tests.browser.stop import Stop
from tests.browser.town import Town

REFLOW = 320

# Whatever reaches past the right edge and would be pushed there to be read.
PAST_THE_EDGE = """() => {
  const wide = document.documentElement.clientWidth;
  const page = document.documentElement.scrollWidth - wide;
  const inside = [...document.querySelectorAll('main *')].filter(one => {
    const style = getComputedStyle(one);
    return one.scrollWidth > one.clientWidth + 1 && ['auto', 'scroll'].includes(style.overflowX) && one.clientWidth > 1;
  });
  return [...(page > 0 ? [`the page by ${page} px`] : []), ...inside.map(one => one.outerHTML.slice(0, 120))];
}"""


@pytest.mark.parametrize("width", [NARROW, REFLOW])
def test_no_page_scrolls_sideways(reader: Reader, stop: Stop, town: Town, width: int) -> None:
    reader.page.set_viewport_size({"width": width, "height": HEIGHT})
    stop.visit(reader, town)
    assert reader.page.evaluate(PAST_THE_EDGE) == []
