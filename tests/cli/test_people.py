"""forum person: the ways in that need no password."""

from functools import partial
from urllib.parse import urlsplit

import pytest
from flask import Flask

from forum import clock
from forum.accounts.models import Account
from forum.accounts.queries import account_by_email
from forum.accounts.recovery import codes_left
from forum.accounts.second_factors import has_second_factor
from forum.db import db
from forum.sso.barring import require_not_barred
from forum.sso.models import Barred
from forum.web.seals import stamp
from tests.accounts.telephone import with_telephone
from tests.cli.conftest import Forum
from tests.visiting import Visitor


@pytest.fixture
def forum_here(app: Flask, forum_here: Forum) -> Forum:
    """With the key of the site that is visited: a link is a stamp under it."""
    return partial(forum_here, FORUM_SECRET_KEY=app.config["SECRET_KEY"])


def test_s15_an_admin_is_made_and_the_link_works_once(forum_here: Forum, client: Visitor) -> None:
    made = forum_here("person", "admin", "ines@example.org")
    link = urlsplit(made.stdout.strip().splitlines()[-1])
    account = account_by_email("ines@example.org")
    assert account is not None
    assert (account.role, account.password_hash) == ("admin", None)
    assert client.post(link.path).status_code == 303
    assert client.post(link.path).status_code == 403


def test_somebody_known_gets_a_link_and_keeps_their_role(forum_here: Forum, ada: Account, client: Visitor) -> None:
    printed = forum_here("person", "sign-in", ada.email).stdout
    assert ada.role == "reader"
    assert client.post(urlsplit(printed.strip()).path).status_code == 303


@pytest.mark.parametrize("role", ["moderator", "admin", "reader"])
def test_somebody_known_gets_another_role(forum_here: Forum, ada: Account, client: Visitor, role: str) -> None:
    made = forum_here("person", "role", ada.email, role)
    assert made.exit_code == 0, made.output
    assert f"@ada has the role {role}." in made.stderr
    assert ada.role == role
    assert client.post(urlsplit(made.stdout.strip()).path).status_code == 303


def test_a_role_for_a_stranger_or_of_another_name_is_refused(forum_here: Forum, ada: Account) -> None:
    assert "Nobody is registered with" in forum_here("person", "role", "nobody@example.org", "moderator").stderr
    assert forum_here("person", "role", ada.email, "owner").exit_code == 2
    assert ada.role == "reader"


def test_there_is_no_link_for_a_stranger(forum: Forum) -> None:
    refused = forum("person", "sign-in", "nobody@example.org")
    assert refused.exit_code == 1
    assert "Nobody is registered with nobody@example.org." in refused.stderr


def test_whoever_lost_their_second_factor_gets_in_again(forum_here: Forum, ada: Account) -> None:
    with_telephone(ada)
    done = forum_here("person", "forget-factors", ada.email)
    assert "@ada has no second factor any more" in done.stderr
    assert not has_second_factor(ada)
    assert codes_left(ada) == 0


def test_a_badge_stands_beside_the_name_and_goes_again(forum_here: Forum, ada: Account, client: Visitor) -> None:
    assert "@ada has the badge Our critic." in forum_here("person", "badge", ada.email, "Our critic").stderr
    assert '<span class="badge">Our critic</span>' in client.get("/people/ada").text
    assert forum_here("person", "badge", ada.email, "x" * 41).exit_code == 1
    assert "@ada has no badge." in forum_here("person", "badge", ada.email, "").stderr
    assert "badge" not in client.get("/people/ada").text


def test_who_was_banned_and_erased_may_be_let_come_again(forum_here: Forum, app: Flask) -> None:
    assert "Nobody of that name is barred." in forum_here("person", "unbar", "sso", "42").stderr
    db.session.add(Barred(digest=stamp("barred", "sso\x0042").hex(), since=clock.now()))
    db.session.commit()
    assert "They may come again" in forum_here("person", "unbar", "sso", "42").stderr
    require_not_barred("sso", "42")
