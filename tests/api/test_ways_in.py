"""The other ways to a token: a newspaper's word for its reader, and a session of the very site."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock
from forum.accounts.keys import Authenticator
from forum.accounts.models import Account, Role, Session
from forum.api.tokens import LONGEST_LIFE
from forum.db import db
from forum.hosts import MailServer, Tls
from forum.mail.models import Mail
from forum.moderation.linked import linked_with
from tests.api.program import BLOG, Page, listed
from tests.sso.newspaper import NEWSPAPER, OTHER_SECRET, token
from tests.visiting import ADDRESS, Visitor

Pages = Callable[..., Page]
FIREFOX = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
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


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"grant": "sso"}, "assertion"),
        ({"grant": "sso", "assertion": 7}, "assertion"),
        ({"grant": "code", "code": "0"}, "code_verifier"),
        ({"grant": "code", "code": {}, "code_verifier": "0"}, "code"),
        ({"grant": "session", "more": 1}, "more"),
        ({"grant": "?"}, None),
        ([], None),
    ],
)
def test_what_is_wrong_is_named_as_it_was_sent(page: Pages, body: object, field: str | None) -> None:
    refused = page().post("/tokens", body)
    told = refused.get_json()
    assert (refused.status_code, told.get("field")) == (400, field)
    assert told["detail"].startswith(f"{field or 'The request'}: ")


def places(visitor: Visitor) -> list[str]:
    """Where they are signed in, as their own page has it."""
    return re.findall("<strong>([^<]*)</strong>", visitor.get("/me/sessions").text.partition("<main")[2])


def test_many_pages_of_a_site_are_one_place_that_their_reader_sees_and_ends(
    app: Flask, page: Pages, newspaper: None, client: Visitor
) -> None:
    client.post("/sign-in/token", assertion=token())
    pages = [page() for _ in range(3)]
    for there in pages:
        there.token = there.post("/tokens", for_page(), headers=FIREFOX).get_json()["access_token"]
    assert places(client) == ["Firefox on Linux, on blog.example", "A browser"]
    ended = re.search(r'action="(/me/sessions/[^/]+/end)"', client.get("/me/sessions").text)
    assert ended is not None and client.post(ended[1]).status_code == 303
    assert [there.get("/me").status_code for there in pages] == [401] * 3
    assert places(client) == ["A browser"]


def test_signing_out_on_the_last_of_them_ends_it(page: Pages, newspaper: None, client: Visitor) -> None:
    client.post("/sign-in/token", assertion=token())
    first, last = page(), page()
    for there in (first, last):
        there.token = there.post("/tokens", for_page(), headers=FIREFOX).get_json()["access_token"]
    assert first.ask("DELETE", "/tokens/current").status_code == 204
    assert last.get("/me").status_code == 200 and len(places(client)) == 2
    assert last.ask("DELETE", "/tokens/current").status_code == 204
    assert places(client) == ["A browser"]


def test_a_page_in_a_browser_that_was_not_seen_of_late_is_told_once(
    page: Pages, newspaper: None, client: Visitor, settings_are: Callable[..., None]
) -> None:
    settings_are(sso=NEWSPAPER, mail_url=MailServer("localhost", 25, Tls.NEVER))
    said: dict[str, Any] = {"email": "ada@example.org", "email_verified": True}
    client.post("/sign-in/token", assertion=token(**said))
    began = clock.now()
    for days in (0, 1, 7, 80, 160):
        with clock.stopped_at(began + timedelta(days=days, minutes=1)):
            assert page().post("/tokens", for_page(), headers=FIREFOX).status_code == 200
            Visitor(page().app).post("/sign-in/token", assertion=token())
    told = [mail.payload["what"] for mail in db.session.scalars(select(Mail).where(Mail.purpose == "change"))]
    assert told.count("New sign-in: Firefox on Linux, on blog.example") == 1


def test_where_a_page_was_is_a_hint_for_moderators(page: Pages, newspaper: None, sam: Account) -> None:
    for subject in ("7", "8"):
        assert page().post("/tokens", for_page(subject=subject, name=f"Reader {subject}")).status_code == 200
    first, second = db.session.scalars(select(Account).where(Account.role == Role.READER).order_by(Account.id))
    assert list(linked_with(first, by=sam)) == [second]


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


def test_nobody_gets_a_token_without_a_session_and_that_is_no_error(blog: str, client: Visitor) -> None:
    """Each page view of a signed-out reader asks it, and a browser would note an error on the owner's page."""
    answer = asks_by_session(client)
    assert (answer.status_code, answer.data) == (204, b"")


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


def test_no_other_address_knows_a_session(app: Flask, blog: str, client: Visitor, ada: Account) -> None:
    client.sign_in(ada)
    for path in ("/me", "/notifications"):
        asked = client.get(f"/api/v1{path}", headers={"Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"})
        assert asked.status_code == 401
        assert "Cookie" not in asked.headers["Vary"]
