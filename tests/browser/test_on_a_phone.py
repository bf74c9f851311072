"""The tour on a telephone, down to the width at which a desktop is zoomed to 400 %: nothing is pushed sideways."""

from tests.browser.looks import REFLOW, Watch, axe_in_both, sideways, wrong
from tests.browser.newsroom import HEIGHT, NARROW, Newsroom
from tests.browser.reader import Reader
from tests.browser.stop import Stop
from tests.browser.town import Town


def test_every_page_keeps_the_rules(running: Newsroom, reader: Reader, stop: Stop, town: Town) -> None:
    reader.page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    watch = Watch(reader.page, running.address)
    stop.visit(reader, town)
    looks: dict[str, object] = {"its policy": watch.broken()}
    looks |= {f"at {width} px": sideways(reader.page, width) for width in (REFLOW, NARROW)}
    assert wrong(looks | axe_in_both(reader.page, ("dark", "light"))) == {}
