"""The tour at a desk: each page keeps to its policy, pleases axe in both schemes, and is walked through by keyboard."""

from tests.browser.looks import Watch, axe_in_both, by_keyboard, wrong
from tests.browser.newsroom import Newsroom
from tests.browser.reader import Reader
from tests.browser.stop import ARTICLE, Stop
from tests.browser.town import Town

# Threads are walked through in test_keyboard, and the style guide is many pages in one. Over the page of a passkey the
# browser opens a dialog of its own at once, which has the keyboard.
NOT_WALKED = {ARTICLE, "styleguide.styleguide", "accounts.passkey_form"}


def test_every_page_keeps_the_rules(running: Newsroom, reader: Reader, stop: Stop, town: Town) -> None:
    watch = Watch(reader.page, running.address)
    stop.visit(reader, town)
    looks: dict[str, object] = {"its policy": watch.broken()}
    looks |= axe_in_both(reader.page, ("light", "dark"))
    if stop.endpoint not in NOT_WALKED:
        looks["by keyboard"] = by_keyboard(reader.page)
    assert wrong(looks) == {}
