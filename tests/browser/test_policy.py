"""No page asks anything of another site, and none breaks its own security policy."""

import pytest
from playwright.sync_api import Request

from tests.browser.newsroom import Newsroom
from tests.browser.reader import Reader, Readers
from tests.browser.stop import Stop
from tests.browser.stops import STOPS
from tests.browser.town import Town

SERIOUS = {"error", "warning"}
# Sent before any script of the page could run, kept until we ask.
NOTE_VIOLATIONS = """window.violations = [];
addEventListener('securitypolicyviolation', event => violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


def test_every_page_keeps_to_its_policy_and_to_itself(
    running: Newsroom, reader: Reader, stop: Stop, town: Town
) -> None:
    asked: list[str] = []
    said: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(f"{running.address}/"):
            asked.append(request.url)

    reader.page.context.on("request", note)
    reader.page.on("console", lambda message: said.append(message.text) if message.type in SERIOUS else None)
    reader.page.on("pageerror", lambda error: said.append(str(error)))
    reader.page.add_init_script(NOTE_VIOLATIONS)
    stop.visit(reader, town)
    assert asked == []
    assert reader.page.evaluate("violations") == []
    assert [text for text in said if "status of" not in text] == []  # the browser notes each 4xx that is a page


@pytest.mark.parametrize("who", sorted({stop.who or "" for stop in STOPS}))
def test_a_page_that_breaks_the_policy_would_be_noticed(readers: Readers, town: Town, who: str) -> None:
    reader = readers(town.people[who] if who else None)
    reader.page.add_init_script(NOTE_VIOLATIONS)
    reader.open("/")
    reader.page.evaluate(
        "document.body.append(Object.assign(document.createElement('img'), {src: 'https://x.example/'}))"
    )
    reader.page.wait_for_function("violations.length > 0")
    assert reader.page.evaluate("violations") == ["img-src https://x.example/"]
