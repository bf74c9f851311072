"""Each mail in a real browser: light and dark, on a desk and on a telephone, with its style alone let through."""

import re

import pytest

from forum.handlers import PURPOSES
from tests.browser.looks import PAST_THE_EDGE, Watch
from tests.browser.newsroom import NARROW, WIDE, Newsroom
from tests.browser.reader import Readers
from tests.browser.town import Town

PLACE = "/moderation/mail/previews"
PAPER = {"light": "rgb(251, 250, 247)", "dark": "rgb(21, 22, 26)"}
BACKGROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_mail_is_readable_in_both_schemes_at_every_width(
    running: Newsroom, readers: Readers, town: Town, width: int
) -> None:
    readers.width = width
    reader = readers(town.people["eve"])
    reader.open(PLACE)
    addresses = [link.get_attribute("href") or "" for link in reader.page.locator(f"a[href^='{PLACE}/']").all()]
    assert {address.split("/")[4] for address in addresses} == set(PURPOSES)
    watch = Watch(reader.page, running.address)
    for address in addresses:
        reader.open(address)
        scheme = re.findall("scheme=(light|dark)", address)[0]
        assert reader.page.evaluate(BACKGROUND) == PAPER[scheme], address
        assert reader.page.evaluate(PAST_THE_EDGE) == [], address
        assert reader.page.locator(".mail").evaluate("mail => mail.offsetWidth") <= 592
        assert watch.broken() == [], address
