"""An authenticator is set up, asked for and lost, by hand."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from forum.accounts.models import Account, Session
from forum.accounts.passwords import hash_password
from forum.articles.models import Article
from forum.db import db
from tests.accounts.telephone import STEP, Telephone
from tests.browser.newsroom import Newsroom, newsroom, page_of
from tests.browser.reader import Reader, Readers
from tests.factories import say

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A site as it is installed: staff need a second factor."""
    with newsroom(tmp_path_factory.mktemp("factors"), FORUM_SECOND_FACTOR="staff") as site:
        yield site


def sets_up(reader: Reader) -> tuple[Telephone, list[str]]:
    """From the page of second factors, by typing the secret; the telephone, and the recovery codes."""
    reader.press("Set up an authenticator")
    telephone = Telephone((reader.page.locator("code.secret").text_content() or "").replace(" ", ""))
    picture = reader.page.get_by_role("img", name="QR code")
    assert picture.evaluate("picture => picture.complete && picture.naturalWidth > 100")
    reader.fill(code="000000")
    reader.refused(reader.press("Turn it on"), 400, "That code is not right.")
    reader.fill(code=telephone.shows())
    reader.press("Turn it on")
    reader.sees("They are not shown again")
    codes = reader.page.locator(".recovery code").all_text_contents()
    assert len(codes) == 10
    reader.follow("I have kept them")
    return telephone, codes


def gives_the_password(reader: Reader) -> None:
    reader.open("/sign-in")
    reader.fill(email="sam", password=PASSWORD)
    reader.press("Sign in")
    reader.sees("Second step")


def test_a_moderator_sets_one_up_moderates_and_needs_it_ever_after(
    town: Newsroom, visitor: Readers, sam: Account, ada: Account, article: Article
) -> None:
    with town.behind(sam, ada, article):
        sam.password_hash = hash_password(PASSWORD)
        decision = f"{page_of(say(ada, article, 'Buy my watches.').id)}/decision"
    moderator = visitor(sam)
    moderator.refused(moderator.open(decision), 403, "Moderating needs a second factor.")
    moderator.follow("Set up a second factor to moderate")
    telephone, codes = sets_up(moderator)
    moderator.sees("It is on, since", "10 of ten are left")
    assert moderator.open(decision).status == 200
    moderator.sees_nothing_of("Set up a second factor")

    again = visitor()
    gives_the_password(again)
    again.fill(code="000000")
    again.refused(again.press("Sign in"), 400, "That code is not right.")
    code = telephone.shows(STEP)
    again.fill(code=code)
    again.press("Sign in")
    assert again.open(decision).status == 200

    thief = visitor()
    gives_the_password(thief)
    thief.fill(code=code)
    thief.refused(thief.press("Sign in"), 400, "That code was used already.")
    expect(thief.page.get_by_role("link", name="Sign out")).to_have_count(0)

    lost = visitor()
    gives_the_password(lost)
    lost.fill(code=codes[4].upper().replace("-", " "))
    lost.press("Sign in")
    lost.open("/me/second-factor")
    lost.sees("9 of ten are left")
    lost.press("Turn it off (the authenticator)")
    lost.sees("An app on your telephone shows six digits")
    assert lost.open(decision).status == 403


def test_setting_up_needs_a_fresh_sign_in(town: Newsroom, visitor: Readers, ada: Account) -> None:
    with town.behind(ada):
        ada.password_hash = hash_password(PASSWORD)
    reader = visitor(ada)
    with town.behind():
        age_sessions(timedelta(minutes=11))
    reader.open("/me/second-factor")
    reader.press("Set up an authenticator")
    reader.sees("Sign in once more, so that we know it is you.")
    reader.fill(email="ada", password=PASSWORD)
    reader.press("Sign in")
    sets_up(reader)


def age_sessions(by: timedelta) -> None:
    for session in db.session.scalars(select(Session)):
        session.proved_at -= by
