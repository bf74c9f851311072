"""One's own account on a site without mail: how one is called, where one is signed in, the password."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from forum.accounts.models import Account
from forum.accounts.passwords import hash_password
from forum.articles.models import Article
from tests.browser.newsroom import Newsroom
from tests.browser.reader import Reader, Readers
from tests.factories import say


@pytest.fixture(params=[False, True], ids=["without script", "with script"])
def visitor(browser: Browser, town: Newsroom, width: int, request: pytest.FixtureRequest) -> Iterator[Readers]:
    with Readers(browser, town, width, script=request.param) as readers:
        yield readers


def goes_to(reader: Reader, *links: str) -> None:
    """From any page, as one finds the way."""
    reader.follow("Account")
    for link in links:
        reader.follow(link, reader.page.locator("main"))


def test_a_new_name_and_handle_are_seen_by_everybody(
    town: Newsroom, visitor: Readers, ada: Account, ben: Account, article: Article
) -> None:
    with town.behind(ada, article):
        say(ada, article, "I count the boats.")
    bystander, reader = visitor(), visitor(ada)
    bystander.open(article)
    expect(bystander.comment("I count the boats.")).to_contain_text("Ada")
    reader.open(article)
    goes_to(reader, "Change your name, handle or what you say about yourself")
    reader.fill(display_name="Countess", handle="ben", bio="I count.\nDaily.")
    refused = reader.press("Save")
    assert refused.status == 400
    expect(reader.page.get_by_role("alert")).to_contain_text("That handle is taken.")
    expect(reader.page.locator("[name=bio]")).to_have_value("I count.\nDaily.")
    reader.fill(handle="countess")
    reader.press("Save")
    reader.sees("Your account", "Countess", "@countess")
    bystander.open(article)
    expect(bystander.comment("I count the boats.")).to_contain_text("Countess")
    # The old handle leads to the new page, where the two lines stand one below the other.
    bystander.open("/people/ada")
    assert bystander.page.url.endswith("/people/countess")
    bio = bystander.page.locator(".profile__bio")
    expect(bio).to_have_text("I count.\nDaily.", use_inner_text=True)


def test_a_forgotten_browser_is_signed_out_from_here(town: Newsroom, visitor: Readers, ada: Account) -> None:
    here, library, telephone = visitor(ada), visitor(ada), visitor(ada)
    here.open("/")
    goes_to(here, "See them and sign them out")
    others = here.page.locator(".devices > li", has_not_text="this browser")
    expect(others).to_have_count(2)
    here._click(others.first.get_by_role("button"))
    expect(others).to_have_count(1)
    here.press("Sign out everywhere else")
    expect(others).to_have_count(0)
    for elsewhere in (library, telephone):
        elsewhere.open("/me")
        assert "/sign-in" in elsewhere.page.url
    here.open("/me")
    here.sees("This browser alone.")


def test_a_new_password_signs_out_every_other_browser(town: Newsroom, visitor: Readers, ada: Account) -> None:
    with town.behind(ada):
        ada.password_hash = hash_password("correct horse")
    here, there = visitor(ada), visitor(ada)
    here.open("/")
    goes_to(here, "Change your password")
    here.fill(password="password1")
    assert here.press("Save").status == 400
    expect(here.page.get_by_role("alert")).to_contain_text("among the first that are tried")
    here.fill(password="a long walk home")
    here.press("Save")
    here.sees("Your account")
    there.open("/me")
    there.fill(email="ada", password="correct horse")
    assert there.press("Sign in").status == 400
    there.fill(password="a long walk home")
    there.press("Sign in")
    there.sees("Your account")


def test_without_mail_a_new_address_is_taken_at_once(town: Newsroom, visitor: Readers, ada: Account) -> None:
    reader = visitor(ada)
    reader.open("/")
    goes_to(reader, "Change your address")
    reader.sees("ada@example.org")
    reader.fill(email="ada@new.example")
    reader.press("Save")
    reader.sees("ada@new.example", "not confirmed")
