"""What becomes of an account whose issuer says something else about it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.bylines import give_badge
from forum.errors import Forbidden
from forum.privacy.forgetting import forget_person
from forum.sso.barring import unbar
from forum.sso.models import Barred, Identity, UsedAssertion
from forum.sso.used import forget_used_assertions
from forum.web.site import settings
from tests.at_once import at_once, attempt, request
from tests.factories import person, say
from tests.sso.newspaper import NEWSPAPER, comes_by, token


def number_of(assertion: str) -> int:
    return comes_by(assertion).id


def of_newspaper(**said: Any) -> Account:
    account = comes_by(token(**said))
    db.session.flush()
    return account


def test_the_same_id_is_the_same_person_whatever_else_is_said(newspaper: None) -> None:
    first = of_newspaper(name="Ada Lovelace", email="ada@example.org", email_verified=True)
    assert of_newspaper(name="Ada King", email="king@example.org", email_verified=True) == first
    assert first.display_name == "Ada King"
    assert first.email == "ada@example.org", "to change an address is for its owner"
    assert of_newspaper(subject="43", name="Ada King") != first


def test_two_issuers_may_call_different_people_alike(newspaper: None, settings_are: Callable[..., None]) -> None:
    first = of_newspaper()
    settings_are(sso=replace(NEWSPAPER, issuer="another"))
    assert of_newspaper() != first


@pytest.mark.parametrize("verified", [True, False, "true", 1, None])
def test_an_address_never_leads_into_an_account_that_there_is(newspaper: None, ada: Account, verified: object) -> None:
    """Neither said nor proved: whoever runs mail or a newspaper would come in as anybody."""
    theirs = of_newspaper(email="ada@example.org", email_verified=verified, name="Ada")
    assert theirs != ada and theirs.email == "" and theirs.email_key == f"none:{theirs.id}"
    assert ada.email == "ada@example.org"
    again = of_newspaper(email="ADA@EXAMPLE.ORG", email_verified=verified, name="Ada")
    assert again == theirs and again.email == ""


@pytest.mark.parametrize("verified", [False, "true", 1, None, [True]])
def test_an_address_that_is_only_said_is_not_kept(newspaper: None, verified: object) -> None:
    account = of_newspaper(email="ada@example.org", email_verified=verified)
    assert (account.email, account.confirmed_at, account.is_guest) == ("", None, False)


def test_an_address_that_is_proved_is_kept_and_may_come_later(newspaper: None) -> None:
    account = of_newspaper()
    assert account.email == ""
    of_newspaper(email="ada@example.org", email_verified=True)
    assert account.email == "ada@example.org" and account.confirmed_at is not None
    assert of_newspaper(subject="7", email="no address", email_verified=True).email == ""


@pytest.mark.parametrize("name", ["The Courier", "Eve", "Admin", "Moderator", "\u200b", "", "   ", "x" * 61, "a\nb"])
def test_a_name_that_nobody_may_have_becomes_a_neutral_one(newspaper: None, eve: Account, name: str) -> None:
    account = of_newspaper(name=name)
    assert account.display_name == "Reader" and account.handle.startswith("reader")


@pytest.mark.parametrize("handle", ["admin", "forum", "ada", "Ada", "deleted-1"])
def test_a_handle_is_free_and_nobodys_look_alike(newspaper: None, ada: Account, handle: str) -> None:
    account = of_newspaper(name=f"{handle}")
    assert account.handle.lower() != handle.lower()


def test_a_name_that_was_chosen_here_stays_until_the_newspaper_says_another(newspaper: None, article: Article) -> None:
    account = of_newspaper(name="Ada Lovelace")
    say(account, article)
    account.display_name = "Countess"
    assert of_newspaper(name="Ada Lovelace").display_name == "Countess"
    version = article.version
    assert of_newspaper(name="Ada King").display_name == "Ada King"
    db.session.refresh(article)
    assert article.version > version, "the pages on which they spoke"
    assert of_newspaper(name="Moderator").display_name == "Ada King"


def test_a_badge_follows_and_what_an_admin_gave_stays(newspaper: None) -> None:
    account = of_newspaper(badges=["Subscriber", "Founder"])
    assert account.badge == "Subscriber"
    assert of_newspaper(badges=[]).badge is None
    give_badge(account, "Expert")
    assert of_newspaper().badge == "Expert"
    assert of_newspaper(badges=["x" * 60]).badge == "x" * 40
    assert of_newspaper(badges="Staff").badge is None


def test_who_may_post_follows_each_time(newspaper: None) -> None:
    account = of_newspaper(may_post=True)
    assert account.may_post_until
    for loss in (False, None, "true", 1):
        of_newspaper(may_post=True)
        assert not of_newspaper(may_post=loss).may_post_until


@pytest.mark.parametrize("column", ["banned_at", "erased_at"])
def test_who_may_not_sign_in_does_not_and_nothing_is_used_up(newspaper: None, app: Flask, column: str) -> None:
    setattr(of_newspaper(), column, clock.now())
    db.session.commit()
    mine = token(name="Another Name")
    assert isinstance(attempt(app, lambda: comes_by(mine)), Forbidden)
    db.session.rollback()
    assert db.session.scalar(select(Account.display_name)) == "Ada Lovelace"
    setattr(db.session.scalars(select(Account)).one(), column, None)
    db.session.commit()
    comes_by(mine)


def test_who_was_erased_is_somebody_new(newspaper: None) -> None:
    account = of_newspaper(may_post=True)
    forget_person(account)
    assert not account.may_post_until
    assert of_newspaper() != account


def test_who_was_banned_and_erased_is_not_somebody_new(newspaper: None, settings_are: Callable[..., None]) -> None:
    account = of_newspaper()
    account.banned_at = clock.now()
    forget_person(account)
    assert account.banned_at is None and len(db.session.scalars(select(Barred)).one().digest) == 64
    for _ in range(2):
        with pytest.raises(Forbidden, match="The ban still holds"):
            of_newspaper(name="Somebody New")
    assert of_newspaper(subject="43").id != account.id
    settings_are(sso=NEWSPAPER, secret_key="n" * 64, old_secret_keys=(settings().secret_key,))
    with pytest.raises(Forbidden, match="The ban still holds"):
        of_newspaper()
    settings_are(sso=replace(NEWSPAPER, issuer="another"))
    assert of_newspaper() != account


def test_who_was_erased_twice_is_barred_once_and_may_be_let_in_again(newspaper: None) -> None:
    for _ in range(2):
        account = of_newspaper()
        account.banned_at = clock.now()
        forget_person(account)
        assert unbar("sso", "42") and not unbar("sso", "42")
    assert of_newspaper()


def test_of_two_who_use_one_token_at_the_same_moment_one_comes_in(newspaper: None, app: Flask) -> None:
    mine = token()
    answers = at_once(app, [partial(attempt, app, partial(number_of, mine))] * 6)
    assert sum(isinstance(answer, int) for answer in answers) == 1
    assert sum(isinstance(answer, Forbidden) for answer in answers) == 5


def test_who_comes_twice_at_the_same_moment_is_one_person(newspaper: None, app: Flask) -> None:
    tokens = [token(email="ada@example.org", email_verified=True) for _ in range(6)]
    ids = at_once(app, [partial(request, app, partial(number_of, one)) for one in tokens])
    assert len(set(ids)) == 1
    assert db.session.scalar(select(func.count()).select_from(Account)) == 1


def test_two_people_whose_address_is_one_come_at_the_same_moment(newspaper: None, app: Flask) -> None:
    tokens = [token(subject=str(n), email="ada@example.org", email_verified=True) for n in range(5)]
    at_once(app, [partial(request, app, partial(number_of, one)) for one in tokens])
    addresses = sorted(db.session.scalars(select(Account.email)))
    assert addresses == ["", "", "", "", "ada@example.org"]
    assert db.session.scalar(select(func.count()).select_from(Identity)) == 5


def test_what_was_used_is_forgotten_once_it_has_expired(newspaper: None) -> None:
    of_newspaper()
    forget_used_assertions()
    assert db.session.scalar(select(func.count()).select_from(UsedAssertion)) == 1
    with clock.stopped_at(clock.now() + timedelta(minutes=7)):
        forget_used_assertions()
    assert db.session.scalar(select(func.count()).select_from(UsedAssertion)) == 0


def test_an_account_of_somebody_here_is_nobodys_elsewhere(newspaper: None) -> None:
    """A handle and a name are taken by whoever came first, and lead nowhere."""
    here = person("ada-lovelace", display_name="Ada Lovelace")
    assert of_newspaper(name="Ada Lovelace") != here
