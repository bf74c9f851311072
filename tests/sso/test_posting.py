"""Where posting is kept to those of whom an issuer says so: subscribers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from forum import clock
from forum.accounts.models import Account, Role
from forum.accounts.registration import new_account
from forum.articles.models import Article
from forum.db import db
from forum.errors import Forbidden
from forum.issuers import Posting
from forum.sso.accounts import POSTING_COUNTS, ROLE_COUNTS
from tests.factories import person, say
from tests.sso.newspaper import NEWSPAPER, comes_by, token
from tests.visiting import Visitor

ONLY = "Only subscribers can comment here."


@pytest.fixture(autouse=True)
def kept(settings_are: Callable[..., None]) -> None:
    settings_are(sso=NEWSPAPER, posting=Posting.CLAIM)


def subscriber(**said: Any) -> Account:
    return comes_by(token(**{"may_post": True, **said}))


def test_a_subscriber_posts_until_the_claim_is_lost(article: Article) -> None:
    account = subscriber()
    say(account, article)
    subscriber(may_post=False)
    with pytest.raises(Forbidden, match=ONLY):
        say(account, article, "And another thing.")
    subscriber()
    say(account, article, "And another thing.")


def test_it_counts_for_a_month_and_who_stays_away_is_told_what_to_do(article: Article, client: Visitor) -> None:
    account, then = subscriber(), clock.now() + POSTING_COUNTS
    client.sign_in(account)
    with clock.stopped_at(then - timedelta(minutes=1)):
        say(account, article)
    with clock.stopped_at(then):
        with pytest.raises(Forbidden, match=f"{ONLY} You were one .* sign in once more.* Your words are kept."):
            say(account, article, "And another thing.")
        assert "sign in once more, from where you subscribe" in client.get("/articles/the-bridge").text
        subscriber()
        say(account, article, "And another thing.")


def test_a_moderator_whose_role_has_lapsed_is_asked_as_everybody(
    article: Article, settings_are: Callable[..., None]
) -> None:
    settings_are(sso=replace(NEWSPAPER, names_staff=True))
    account = subscriber(role="moderator", may_post=False)
    say(account, article)
    with clock.stopped_at(clock.now() + ROLE_COUNTS), pytest.raises(Forbidden, match=ONLY):
        say(account, article, "And another thing.")


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMIN])
def test_staff_are_not_asked(article: Article, role: Role) -> None:
    staff = person("sam", role)
    say(staff, article)
    staff.lacks_second_factor = True  # as on another site's page
    say(staff, article, "And another thing.")


def test_everybody_else_is_refused_whatever_way_they_come(article: Article, ada: Account) -> None:
    for somebody in (ada, new_account("Guest"), new_account("By mail", "mail@example.org")):
        with pytest.raises(Forbidden, match=ONLY):
            say(somebody, article)


def test_who_may_not_is_told_before_writing_and_finds_no_box(client: Visitor, ada: Account, article: Article) -> None:
    client.sign_in(ada)
    page = client.get("/articles/the-bridge").text
    assert ONLY in page and 'class="composer"' not in page


def test_who_is_signed_out_is_told_beside_the_box(client: Visitor, article: Article) -> None:
    page = client.get("/articles/the-bridge").text
    assert f"{ONLY[:-1]}: you sign in after writing." in page and 'class="composer"' in page


def test_words_that_were_written_first_are_kept_and_shown(client: Visitor, ada: Account, article: Article) -> None:
    there = client.post("/articles/the-bridge/comments", body="I was on it.").location
    assert there.startswith("/sign-in?"), "only their sign-in shows whether they may"
    back = client.get(there).text.partition('name="next" value="')[2].partition('"')[0]
    client.sign_in(ada)
    page = client.get(back).text
    assert ONLY in page and "I was on it.</textarea>" in page and "readonly" in page


def test_a_form_that_is_sent_all_the_same_gives_the_words_back(client: Visitor, ada: Account, article: Article) -> None:
    client.sign_in(ada)
    answer = client.post("/articles/the-bridge/comments", body="I was on it.")
    assert answer.status_code == 403
    assert ONLY in answer.text and "I was on it.</textarea>" in answer.text


def test_a_subscriber_finds_the_box_of_everybody(client: Visitor, article: Article) -> None:
    account = subscriber()
    client.sign_in(account)
    assert 'class="composer"' in client.get("/articles/the-bridge").text
    answer = client.post("/articles/the-bridge/comments", body="I was on it.")
    assert answer.status_code == 303


def test_open_to_everyone_the_claim_is_nobodys_concern(
    settings_are: Callable[..., None], article: Article, ada: Account, app: Flask
) -> None:
    settings_are(posting=Posting.EVERYONE)
    say(ada, article)
    db.session.commit()
    assert ONLY not in Visitor(app, ada).get("/articles/the-bridge").text
