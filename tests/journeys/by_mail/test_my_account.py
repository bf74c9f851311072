"""One's own account on a site with mail: a new address, notices, the first visit of who gave no name."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from forum.accounts.models import Account
from tests.browser.newsroom import Newsroom
from tests.browser.reader import Readers
from tests.journeys.post import Mailbox, code_in, link_in, text_of


@pytest.fixture(params=[False, True], ids=["without script", "with script"])
def visitor(browser: Browser, town: Newsroom, width: int, request: pytest.FixtureRequest) -> Iterator[Readers]:
    with Readers(browser, town, width, script=request.param) as readers:
        yield readers


def test_a_new_address_by_code_and_the_old_one_is_told(
    town: Newsroom, visitor: Readers, ada: Account, mail: Mailbox
) -> None:
    here, there = visitor(ada), visitor(ada)
    here.open("/me")
    here.follow("Change your address")
    here.fill(email="ada@new.example")
    here.press("Go on")
    here.sees("Look into your mail", "ada@new.example")
    here.fill(code=code_in(mail.newest("ada@new.example")))
    here.press("Go on")
    here.sees("Your account", "ada@new.example")
    there.open("/me")
    assert "/sign-in" in there.page.url
    told = [mail.newest("ada@example.org", number) for number in (1, 2)]
    assert {str(one["Subject"]) for one in told} == {"Your address is about to be changed", "Your address was changed"}
    assert f"{town.address}/me/sessions" in text_of(told[0]) or "/me/sessions" in text_of(told[0])


def test_a_new_address_by_its_link_on_another_device(
    town: Newsroom, visitor: Readers, ada: Account, mail: Mailbox
) -> None:
    here, telephone = visitor(ada), visitor()
    here.open("/me/address")
    here.fill(email="ada@new.example")
    here.press("Go on")
    telephone.open(link_in(mail.newest("ada@new.example")))
    telephone.sees("ada@new.example", "Ada")
    telephone.press("Use this address")
    assert "/sign-in" in telephone.page.url
    here.open("/me")
    assert "/sign-in" in here.page.url


def test_an_address_of_another_looks_like_any_and_its_owner_is_told(
    town: Newsroom, visitor: Readers, ada: Account, ben: Account, mail: Mailbox
) -> None:
    reader = visitor(ada)
    reader.open("/me/address")
    reader.fill(email="ben@example.org")
    reader.press("Go on")
    reader.sees("Look into your mail", "ben@example.org")
    letter = mail.newest("ben@example.org")
    assert str(letter["Subject"]).startswith("This address has an account")
    assert "/link/" not in text_of(letter)


def test_who_gave_no_name_is_asked_once_how_they_sign(town: Newsroom, visitor: Readers, mail: Mailbox) -> None:
    nia = visitor()
    nia.open("/sign-in?next=/register")
    nia.fill(email="nia@example.org")
    nia.press("Mail me a link and a code")
    nia.fill(code=code_in(mail.newest("nia@example.org")))
    nia.press("Go on")
    nia.sees("Choose how you sign.")
    expect(nia.page.locator("[name=display_name]")).to_have_value("Reader")
    nia.fill(display_name="Nia", handle="nia")
    nia.press("Save")
    assert nia.page.url.endswith("/register")
    expect(nia.page.locator(".masthead")).to_contain_text("Nia")
    again = visitor()
    again.open("/sign-in")
    again.fill(email="nia@example.org")
    again.press("Mail me a link and a code")
    again.fill(code=code_in(mail.newest("nia@example.org", 2)))
    again.press("Go on")
    assert "/me/profile" not in again.page.url
