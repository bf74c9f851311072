"""Names and addresses that are refused, with what was typed still in the fields."""

import pytest
from playwright.sync_api import expect

from forum.accounts.models import Account
from tests.browser.newsroom import NARROW
from tests.browser.reader import Reader, Readers

HOSTILE = {
    "markup": "<script>alert(1)</script>",
    "an attribute": '"onmouseover="alert(1)',
    "a path": "../../sign-out",
    "a template": "{{7*7}}",
    "a query": "x' OR '1'='1",
    "letters that only look Latin": "аdа",
    "letters that read from the right": "ada\u202eneb",
    "an invisible letter": "a\u200bda",
    "too short": "ab",
    "too long": "a" * 31,
    "an emoji": "ada🙂",
    "a space": "ada ben",
}

# A refusal is the same on every screen.
pytestmark = pytest.mark.parametrize("width", [NARROW])


@pytest.fixture
def reader(visitor: Readers) -> Reader:
    cleo = visitor()
    cleo.open("/register")
    return cleo


def registers(reader: Reader, handle: str = "cleo", email: str = "cleo@example.org", password: str = "x" * 8) -> None:
    reader.fill(handle=handle, email=email, password=password)


@pytest.mark.parametrize("handle", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_handle_is_refused_and_stands_in_its_field_as_text(reader: Reader, handle: str) -> None:
    registers(reader, handle)
    reader.refused(reader.press("Register"), 400, "A handle has 3 to 30 letters")
    expect(reader.page.get_by_label("Handle")).to_have_value(handle)
    expect(reader.page.get_by_label("Handle")).to_be_focused()
    expect(reader.page.get_by_label("E-mail address")).to_have_value("cleo@example.org")
    expect(reader.page.get_by_label("Password")).to_have_value("")
    expect(reader.page.locator("script, [onmouseover]")).to_have_count(0)


@pytest.mark.parametrize("handle", ["admin", "Moderator", "@root"])
def test_a_handle_that_passes_for_the_staff_is_refused(reader: Reader, handle: str) -> None:
    registers(reader, handle)
    reader.refused(reader.press("Register"), 400, "That handle is kept for the site itself.")


def test_a_handle_that_somebody_has_is_refused_in_any_case(ada: Account, reader: Reader) -> None:
    registers(reader, "ADA")
    reader.refused(reader.press("Register"), 400, "That handle is taken.")


def test_an_address_that_is_none_and_a_password_too_short_are_refused(reader: Reader) -> None:
    registers(reader, email="cleo@example")
    reader.refused(reader.press("Register"), 400, "That does not look like an e-mail address")
    registers(reader, password="short")
    reader.refused(reader.press("Register"), 400, "A password has at least 8 characters.")
    registers(reader)
    reader.press("Register")
    expect(reader.page.get_by_role("link", name="cleo")).to_be_visible()


@pytest.mark.parametrize("handle", ["nobody-here", "<b>", "..%2f..", "%E2%80%AE", "a" * 500])
def test_the_page_of_nobody_is_not_found(reader: Reader, handle: str) -> None:
    assert reader.open(f"/people/{handle}").status == 404
    reader.sees("Not found")
