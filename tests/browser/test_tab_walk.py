"""Every page of the tour by keyboard: all is reached, in one order, in sight, and nothing holds one back."""

import pytest

from tests.browser.reader import Reader
from tests.browser.stop import ARTICLE, Stop
from tests.browser.stops import STOPS
from tests.browser.town import Town
from tests.browser.walking import walk

# Threads are walked through in test_keyboard, and the style guide is many pages in one. Over the page of a passkey the
# browser opens a dialog of its own at once, which has the keyboard.
ELSEWHERE = {ARTICLE, "styleguide.styleguide", "accounts.passkey_form"}
# From its beginning, whatever has the focus when a page opens.
FROM_THE_TOP = "() => { document.body.tabIndex = -1; document.body.focus(); scrollTo(0, 0); }"


@pytest.mark.parametrize("stop", [stop for stop in STOPS if stop.endpoint not in ELSEWHERE], ids=lambda stop: stop.name)
def test_a_walk_through_the_page_finds_no_trap_and_nothing_hidden(reader: Reader, stop: Stop, town: Town) -> None:
    stop.visit(reader, town)
    reader.page.evaluate(FROM_THE_TOP)
    forth = list(walk(reader.page, "Tab"))
    assert 'class="skip"' in forth[0].what
    assert [found.number for found in forth] == list(range(len(forth))), "one stop was met twice"
    assert [found.what for found in forth if found.hidden] == []
    # Of a group of buttons of which none is pressed the first is met on the way there, the last on the way back.
    assert len(list(walk(reader.page, "Shift+Tab"))) == len(forth)
