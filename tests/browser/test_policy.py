"""The tour asks on every page whether it broke its security policy or asked another site; that would be noticed."""

import pytest

from tests.browser.looks import Watch
from tests.browser.newsroom import Newsroom
from tests.browser.reader import Readers
from tests.browser.stops import STOPS
from tests.browser.town import Town


@pytest.mark.parametrize("who", sorted({stop.who or "" for stop in STOPS}))
def test_a_page_that_breaks_the_policy_would_be_noticed(
    running: Newsroom, readers: Readers, town: Town, who: str
) -> None:
    reader = readers(town.people[who] if who else None)
    watch = Watch(reader.page, running.address)
    reader.open("/")
    reader.page.evaluate(
        "document.body.append(Object.assign(document.createElement('img'), {src: 'https://x.example/'}))"
    )
    reader.page.wait_for_function("violations.length > 0")
    assert "img-src https://x.example/" in watch.broken()
