"""The other ways to a token: a newspaper's word for its reader, and a session of the very site."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock
from forum.accounts.keys import Authenticator
from forum.accounts.models import Account, Session
from forum.api.tokens import LONGEST_LIFE
from forum.db import db
from tests.api.program import BLOG, Page, listed
from tests.sso.newspaper import NEWSPAPER, OTHER_SECRET, token
from tests.visiting import ADDRESS, Visitor

Pages = Callable[..., Page]
JSON = {"Content-Type": "application/json"}
SESSION = {"grant": "session"}


@pytest.fixture
def newspaper(settings_are: Callable[..., None]) -> None:
    settings_are(sso=NEWSPAPER)


def by_assertion(assertion: str) -> dict[str, str]:
    return {"grant": "sso", "assertion": assertion}


def for_page(origin: str | None = BLOG, **said: Any) -> dict[str, str]:
    """What a newspaper puts into its page about its reader."""
    return by_assertion(token(origin=origin, **said))


def test_a_newspaper_signs_its_reader_in_on_its_own_page(page: Pages, newspaper: None) -> None:
    there = page()
    answer = there.post("/tokens", for_page()).get_json()
    assert answer["me"]["name"] == "Ada Lovelace"
    there.token = answer["access_token"]
    assert there.get("/me").status_code == 200
    with clock.stopped_at(clock.now() + LONGEST_LIFE - timedelta(minutes=1)):
        assert db.session.scalars(select(Session).where(Session.expires_at > clock.now())).all()
    with clock.stopped_at(clock.now() + LONGEST_LIFE):
        assert not db.session.scalars(select(Session).where(Session.expires_at > clock.now())).all()


def test_an_assertion_is_used_once_and_signed_rightly(page: Pages, newspaper: None) -> None:
    once = for_page()
    assert page().post("/tokens", once).status_code == 200
    assert page().post("/tokens", once).status_code == 403
    assert page().post("/tokens", for_page(secret=OTHER_SECRET)).status_code == 400


@pytest.mark.parametrize(
    "said", ["https://other.example", ADDRESS, f"{BLOG}/", BLOG.upper(), "", "null", [BLOG], True, None]
)
def test_s55_an_assertion_is_good_at_the_origin_that_it_names_alone(page: Pages, newspaper: None, said: Any) -> None:
    """One that names none is for our own page, where it does far more than any script of theirs shall."""
    listed("https://other.example")
    answer = page().post("/tokens", for_page(said))
    assert (answer.status_code, answer.get_json()["detail"]) == (
        400,
        f"This sign-in was not made for this page: its “origin” has to be {BLOG}.",
    )
    assert not db.session.scalars(select(Account)).all()


def test_s55_what_stands_in_a_page_signs_nobody_in_anywhere_else(page: Pages, newspaper: None, client: Visitor) -> None:
    """Any script of that page can read it, and send it from a machine of its own."""
    stolen = for_page()
    answer = client.post("/sign-in/token", assertion=stolen["assertion"])
    assert answer.status_code == 400 and "counts there alone" in answer.text
    assert page(None, listed("https://other.example")).post("/tokens", stolen).status_code == 400
    assert client.get("/me").status_code == 303 and not db.session.scalars(select(Session)).all()


def test_without_a_newspaper_no_assertion_is_taken(page: Pages) -> None:
    assert page().post("/tokens", for_page()).status_code == 404


def test_an_account_with_a_second_factor_is_not_opened_by_a_newspaper_alone(page: Pages, newspaper: None) -> None:
    assert page().post("/tokens", for_page()).status_code == 200
    account = db.session.scalars(select(Account)).one()
    factor = Authenticator(account_id=account.id, sealed_secret="kept", created_at=clock.now())
    factor.confirmed_at = clock.now()
    db.session.add(factor)
    assert page().post("/tokens", for_page()).status_code == 403


def asks_by_session(visitor: Visitor, **headers: str) -> Any:
    sent = {"Origin": BLOG, "Sec-Fetch-Site": "same-site"} | headers
    return visitor.open("/api/v1/tokens", method="POST", json=SESSION, headers=sent)


def test_a_page_of_a_sub_domain_is_known_by_the_session(blog: str, client: Visitor, ada: Account) -> None:
    client.sign_in(ada)
    answer = asks_by_session(client)
    assert answer.get_json()["me"]["handle"] == "ada"
    assert answer.headers["Access-Control-Allow-Credentials"] == "true"
    assert answer.headers["Access-Control-Allow-Origin"] == BLOG
    assert "Set-Cookie" not in answer.headers
    ours = asks_by_session(client, **{"Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"})
    assert ours.status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "none", "", "same-site, same-origin"])
def test_a_session_is_looked_at_for_the_same_site_alone(blog: str, client: Visitor, ada: Account, site: str) -> None:
    client.sign_in(ada)
    answer = asks_by_session(client, **{"Sec-Fetch-Site": site})
    assert answer.status_code == 403
    assert "access_token" not in answer.text


def test_a_sub_domain_that_is_not_listed_gets_nothing(blog: str, client: Visitor, ada: Account) -> None:
    client.sign_in(ada)
    answer = asks_by_session(client, Origin="https://forgotten.example")
    assert answer.status_code == 403
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_nobody_gets_a_token_without_a_session(blog: str, client: Visitor) -> None:
    assert asks_by_session(client).status_code == 401


def test_no_other_address_knows_a_session(app: Flask, blog: str, client: Visitor, ada: Account) -> None:
    client.sign_in(ada)
    for path in ("/me", "/notifications"):
        asked = client.get(f"/api/v1{path}", headers={"Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"})
        assert asked.status_code == 401
        assert "Cookie" not in asked.headers["Vary"]
