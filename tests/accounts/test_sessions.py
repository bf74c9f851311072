"""Sessions and one-use links: they end on the server."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock
from forum.accounts.credentials import IDLE_LIFE, SESSION_LIFE, end_session, note_seen, open_session, session_of
from forum.accounts.keys import Purpose, Ticket
from forum.accounts.models import Account, Session
from forum.accounts.signing_in import enter_with
from forum.accounts.tickets import LIFE, by_link, make_sign_in_link
from forum.db import db
from forum.errors import Forbidden, Refusal
from tests.at_once import at_once, attempt
from tests.visiting import ADDRESS, Visitor

A_MOMENT = timedelta(seconds=1)


def owner(token: str) -> Account | None:
    row = session_of(token)
    return row.account if row else None


def use(token: str) -> Account:
    return enter_with(by_link(token, Purpose.OWNER))


def test_a_session_is_its_owners_until_it_ends(ada: Account, ben: Account) -> None:
    one, other, bens = open_session(ada), open_session(ada), open_session(ben)
    end_session(one)
    assert owner(one) is None
    assert owner(other) is ada
    assert owner(bens) is ben


def test_a_session_expires_however_much_it_is_used(ada: Account) -> None:
    token = open_session(ada)
    start = clock.now()
    with clock.stopped_at(start + IDLE_LIFE - A_MOMENT):
        row = session_of(token)
        assert row is not None
        note_seen(row)
        db.session.commit()
    with clock.stopped_at(start + SESSION_LIFE - timedelta(minutes=1)):
        assert owner(token) is ada
    with clock.stopped_at(start + SESSION_LIFE + A_MOMENT):
        assert owner(token) is None


def test_a_session_that_nobody_uses_ends_sooner(ada: Account) -> None:
    token = open_session(ada)
    with clock.stopped_at(clock.now() + IDLE_LIFE + A_MOMENT):
        assert owner(token) is None


@pytest.mark.parametrize("token", ["", "x", "0" * 64, "'; --"])
def test_a_token_that_was_never_given_is_nobodys(ada: Account, token: str) -> None:
    open_session(ada)
    assert session_of(token) is None


def test_no_token_stands_in_the_database(ada: Account) -> None:
    tokens = [open_session(ada), make_sign_in_link(ada)]
    db.session.flush()
    tables = (Session.__table__, Ticket.__table__)
    kept = str([db.session.execute(select(table)).all() for table in tables])
    assert not any(token in kept for token in tokens)


def test_a_link_signs_in_once(ada: Account) -> None:
    token = make_sign_in_link(ada)
    assert use(token) is ada
    with pytest.raises(Forbidden, match="used already or has expired"):
        use(token)


def test_a_link_expires(ada: Account) -> None:
    token = make_sign_in_link(ada)
    with clock.stopped_at(clock.now() + LIFE + A_MOMENT), pytest.raises(Forbidden):
        use(token)


def test_of_eight_who_use_a_link_at_once_one_gets_in(app: Flask, ada: Account) -> None:
    ada_id, token = ada.id, make_sign_in_link(ada)
    answers = at_once(app, [partial(attempt, app, lambda: use(token).id)] * 8)
    assert [answer for answer in answers if not isinstance(answer, Refusal)] == [ada_id]


def whose(visitor: Visitor) -> str:
    """Who the site takes this browser for: only members are let through to a mute of Sam."""
    answer = visitor.post("/people/sam/mute")
    assert answer.status_code == 303
    return "nobody" if answer.location.startswith("/sign-in") else "somebody"


def test_signing_out_ends_the_session_even_for_who_kept_the_cookie(sam: Account, ada: Account, client: Visitor) -> None:
    client.sign_in(ada)
    assert whose(client) == "somebody"
    kept = client.client.get_cookie("forum")
    assert kept is not None
    assert client.post("/sign-out").status_code == 303
    assert whose(client) == "nobody"
    thief = Visitor(client.app)
    thief.client.set_cookie("forum", kept.value)
    assert whose(thief) == "nobody"


def test_registering_and_signing_in_by_password_or_link(sam: Account, visitor: Callable[[], Visitor]) -> None:
    form = {"handle": "cleo", "email": "cleo@example.org", "password": "a long walk"}
    new = visitor()
    assert new.post("/register", **form).status_code == 303
    assert whose(new) == "somebody"
    for login in ("cleo", "CLEO@example.org"):
        back = visitor()
        assert back.post("/sign-in", email=login, password=form["password"]).location == "/"
        assert whose(back) == "somebody"
    cleo = db.session.scalars(select(Account).where(Account.handle == "cleo")).one()
    by_link = visitor()
    assert by_link.post(f"/sign-in/link/{make_sign_in_link(cleo)}").status_code == 303
    assert whose(by_link) == "somebody"


def test_signing_in_again_ends_the_session_before(ada: Account, ben: Account, client: Visitor) -> None:
    client.sign_in(ada)
    assert client.post(f"/sign-in/link/{make_sign_in_link(ben)}").status_code == 303
    assert list(db.session.scalars(select(Session.account_id))) == [ben.id]


def test_the_cookie_is_kept_from_scripts_and_other_sites(ada: Account, client: Visitor) -> None:
    answer = client.post(f"/sign-in/link/{make_sign_in_link(ada)}")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie
    assert "Domain" not in cookie


def test_nothing_is_set_for_a_reader_who_does_not_sign_in(client: Visitor) -> None:
    answer = client.open("/healthz", method="GET", headers={"Origin": ADDRESS})
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
