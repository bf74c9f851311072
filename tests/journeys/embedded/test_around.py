"""What the page around a discussion lacks, loses or listens to."""

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.embedded.visiting import Guests

pytestmark = [pytest.mark.usefixtures("answer"), pytest.mark.parametrize("width", [375])]
# What a page has not whose address begins with http: (on this machine all count as secure).
NOT_SECURE = """delete Crypto.prototype.randomUUID;
Object.defineProperty(Crypto.prototype, 'subtle', { get() {} });"""
SHORTCUTS = """window.heard = [];
for (const kind of ['keydown', 'keypress', 'keyup']) {
  document.addEventListener(kind, event => event.target.matches('textarea') || heard.push(`${kind} ${event.key}`));
}"""


def test_what_did_not_come_is_asked_for_again(plain: str, guest: Guests) -> None:
    """The style is not taken for loaded because it was asked for."""
    reader = guest()
    lost: list[str] = []

    def lose(route: Route) -> None:
        lost.append(route.request.url)
        route.abort()

    reader.page.route("**/embed.css", lose)
    reader.page.goto(plain)
    reader.section.scroll_into_view_if_needed()
    expect(reader.section.get_by_role("status")).to_contain_text("The comments could not be loaded.")
    assert len(lost) == 2, "by this version's address, and by the fragment's"
    reader.page.unroute("**/embed.css")
    reader.section.get_by_role("button", name="Try again").click()
    expect(reader.comment("It was on time in May.")).to_be_visible()


def test_a_page_that_is_not_secure_shows_its_discussion(plain: str, guest: Guests) -> None:
    reader = guest()
    reader.page.add_init_script(NOT_SECURE)
    reader.open(plain)
    expect(reader.comment("It was on time in May.")).to_be_visible()
    reader.root.write("I was on it.")
    reader.root.post()
    reader.root.complains("Nobody can sign in on this page: its address does not begin with https.", "I was on it.")


def test_keys_that_are_typed_are_none_of_the_page_s_shortcuts(plain: str, guest: Guests) -> None:
    """It would take them for its own: to it the whole discussion has the focus, and no box."""
    reader = guest()
    reader.page.add_init_script(SHORTCUTS)
    reader.open(plain)
    reader.root.field.press_sequentially("jk")
    reader.section.get_by_label("Sort").press("n")
    reader.section.get_by_role("link", name="Reply to Ben").press("j")
    assert reader.page.evaluate("() => heard") == ["keydown j", "keypress j", "keyup j"]
