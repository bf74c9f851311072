"""How a page of another site comes by a token, what it is good for, and when it ends."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from forum import clock
from forum.accounts.credentials import digest_of
from forum.accounts.models import Account, Session
from forum.api.models import AccessToken, HandOver
from forum.api.tokens import CODE_LIFE, LIFE, LONGEST_LIFE, forget_old_tokens, hand_over
from forum.db import db
from forum.errors import Forbidden, Invalid
from forum.origins.models import Origin
from tests.api.program import BLOG, CHALLENGE, NONCE, Page, by_code, handed_over, listed, session_of
from tests.at_once import at_once, request
from tests.visiting import ADDRESS

Pages = Callable[..., Page]
OTHER = "https://other.example"
USELESS = 'Bearer error="invalid_token"'


def later(by: timedelta) -> AbstractContextManager[None]:
    return clock.stopped_at(clock.now() + by)


def test_a_page_gets_its_reader_by_the_code_that_was_handed_over(app: Flask, page: Pages, ada: Account) -> None:
    there = page()
    assert there.get(f"/sign-ins/{NONCE}").status_code == 202
    code = handed_over(app, ada)
    assert there.get(f"/sign-ins/{NONCE}").get_json() == {"code": code}
    answer = there.post("/tokens", by_code(code)).get_json()
    assert (answer["token_type"], answer["expires_in"], answer["me"]["handle"]) == ("Bearer", 900, "ada")
    there.token = answer["access_token"]
    assert there.get("/me").get_json()["name"] == "Ada"


def test_a_code_works_once(app: Flask, page: Pages, ada: Account) -> None:
    code = handed_over(app, ada)
    assert page().post("/tokens", by_code(code)).status_code == 200
    assert page().post("/tokens", by_code(code)).status_code == 403
    assert page().get(f"/sign-ins/{NONCE}").status_code == 202


def test_of_those_who_redeem_one_code_at_once_one_gets_a_token(app: Flask, page: Pages, ada: Account) -> None:
    code = handed_over(app, ada)

    def redeem() -> int:
        return page().post("/tokens", by_code(code)).status_code

    answers = at_once(app, [lambda: request(app, redeem)] * 4)
    assert sorted(answers) == [200, 403, 403, 403]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda code: by_code(code, "w" * 43),
        lambda code: by_code(code, "v" * 42),
        lambda code: by_code(code, ""),
        lambda code: by_code(code[:-1] + ("0" if code[-1] != "0" else "1")),
        lambda code: by_code(code[:64]),
        lambda code: by_code(""),
        lambda code: by_code(f"{digest_of('another')}{code[64:]}"),
    ],
)
def test_a_code_is_nothing_without_what_belongs_to_it(
    app: Flask, page: Pages, ada: Account, wrong: Callable[[str], dict[str, str]]
) -> None:
    code = handed_over(app, ada)
    assert page().post("/tokens", wrong(code)).status_code == 403
    assert page().post("/tokens", by_code(code)).status_code == 200, "who tries wrongly uses nothing up"


def test_a_code_is_good_at_its_origin_alone(app: Flask, page: Pages, ada: Account) -> None:
    code = handed_over(app, ada)
    other = page(None, listed(OTHER))
    assert other.get(f"/sign-ins/{NONCE}").status_code == 202
    assert other.post("/tokens", by_code(code)).status_code == 403


def test_who_waits_for_a_code_waits_where_it_was_handed_over(app: Flask, page: Pages, ada: Account) -> None:
    """Or whoever sends somebody a link to our window, begun by themselves, would be signed in as them."""
    handed_over(app, ada)
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert page().get(f"/sign-ins/{NONCE}", environ_base=elsewhere).status_code == 202
    assert page().get(f"/sign-ins/{NONCE}").status_code == 200


def test_a_code_lasts_two_minutes(app: Flask, page: Pages, ada: Account) -> None:
    code = handed_over(app, ada)
    with later(CODE_LIFE):
        assert page().get(f"/sign-ins/{NONCE}").status_code == 202
        assert page().post("/tokens", by_code(code)).status_code == 403


def test_the_database_holds_nothing_that_opens_a_door(app: Flask, page: Pages, ada: Account) -> None:
    code = handed_over(app, ada)
    token = page().post("/tokens", by_code(code)).get_json()["access_token"]
    kept = [str(vars(row)) for table in (HandOver, AccessToken) for row in db.session.scalars(select(table))]
    assert not [words for words in kept if token in words or code in words or NONCE in words]


def test_pressed_twice_the_same_code_is_handed_over(app: Flask, blog: str, ada: Account, ben: Account) -> None:
    with app.test_request_context(base_url=ADDRESS, method="POST"):
        mine, his = session_of(ada), session_of(ben)
        assert hand_over(ada, mine, blog, CHALLENGE, NONCE) == hand_over(ada, mine, blog, CHALLENGE, NONCE)
        for who, session, challenge in ((ben, his, CHALLENGE), (ada, mine, "c" * 43)):
            with pytest.raises(Forbidden):
                hand_over(who, session, blog, challenge, NONCE)


@pytest.mark.parametrize(("challenge", "nonce"), [("c" * 42, NONCE), ("c" * 42 + "=", NONCE), (CHALLENGE, "n" * 21)])
def test_what_a_page_begins_with_is_long_enough(
    app: Flask, blog: str, ada: Account, challenge: str, nonce: str
) -> None:
    with app.test_request_context(base_url=ADDRESS), pytest.raises(Invalid):
        hand_over(ada, session_of(ada), blog, challenge, nonce)


def test_nobody_is_handed_over_to_a_site_that_is_not_on_the_list(app: Flask, blog: str, ada: Account) -> None:
    with app.test_request_context(base_url=ADDRESS):
        for origin in (OTHER, "null", "", f"{blog}.evil.example", "http://blog.example", f"{blog}:8443", f"{blog}/"):
            with pytest.raises(Forbidden):
                hand_over(ada, session_of(ada), origin, CHALLENGE, NONCE)


def test_a_token_is_good_at_its_origin_alone(page: Pages, ada: Account) -> None:
    there = page(ada)
    listed(OTHER)
    for origin in (OTHER, ADDRESS, "null", None):
        there.origin = origin
        answer = there.get("/me")
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, USELESS), origin
        assert answer.get_json()["title"] == "Your session has ended"
    there.origin = BLOG
    assert there.get("/me").status_code == 200


def test_who_sends_no_token_is_told_to_sign_in(page: Pages) -> None:
    answer = page().get("/me")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.get_json() == {"title": "Not signed in", "status": 401, "detail": "Sign in first."}


def test_a_token_says_how_long_it_lasts_however_short_that_is(app: Flask, page: Pages, ada: Account) -> None:
    session, began = session_of(ada), clock.now()
    session.expires_at = began + timedelta(minutes=20)
    there = page()
    with clock.stopped_at(began):
        code = handed_over(app, ada, session=session)
        answers = [there.post("/tokens", by_code(code)).get_json()]
    for minute in (10, 19):
        there.token = answers[-1]["access_token"]
        with clock.stopped_at(began + timedelta(minutes=minute)):
            answers.append(there.post("/tokens/renewal").get_json())
    assert [answer["expires_in"] for answer in answers] == [900, 600, 60]


def test_a_token_lasts_a_quarter_of_an_hour(page: Pages, ada: Account) -> None:
    there = page(ada)
    with later(LIFE - timedelta(seconds=1)):
        assert there.get("/me").status_code == 200
    with later(LIFE):
        assert there.get("/me").status_code == 401


def test_a_page_that_stays_open_has_its_token_renewed_for_half_a_day(page: Pages, ada: Account) -> None:
    there, began = page(ada), clock.now()
    for quarter in range(1, 60):
        with clock.stopped_at(began + quarter * timedelta(minutes=12)):
            old, answer = there.token, there.post("/tokens/renewal")
            assert answer.status_code == 200
            there.token = old
            assert there.get("/me").status_code == 401, "the old one is worth nothing"
            there.token = answer.get_json()["access_token"]
            assert there.get("/me").status_code == 200
    with clock.stopped_at(began + LONGEST_LIFE):
        assert there.post("/tokens/renewal").status_code == 401


def test_signing_out_on_a_page_ends_its_token_and_no_more(page: Pages, ada: Account) -> None:
    there, elsewhere = page(ada), page(ada)
    assert there.ask("DELETE", "/tokens/current").status_code == 204
    assert there.get("/me").status_code == 401
    assert elsewhere.get("/me").status_code == 200


def test_a_token_ends_with_its_session(page: Pages, ada: Account) -> None:
    there = page(ada)
    db.session.execute(delete(Session).where(Session.account_id == ada.id))
    assert there.get("/me").status_code == 401


def test_a_token_ends_when_its_session_lies_idle_or_is_over(page: Pages, ada: Account) -> None:
    for column, back in (("last_seen_at", timedelta(days=45)), ("expires_at", timedelta(days=90))):
        there = page(ada)
        for session in db.session.scalars(select(Session)):
            setattr(session, column, getattr(session, column) - back)
        assert there.get("/me").status_code == 401


@pytest.mark.parametrize("column", ["banned_at", "erased_at"])
def test_who_may_not_come_in_is_nobody_by_a_token_either(page: Pages, ada: Account, column: str) -> None:
    there = page(ada)
    setattr(ada, column, clock.now())
    assert there.get("/me").status_code == 401


def test_a_site_that_is_taken_off_the_list_holds_no_tokens(page: Pages, ada: Account) -> None:
    there = page(ada)
    db.session.execute(delete(Origin))
    assert there.get("/me").status_code == 401


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer ", "Bearer x", "Basic YWRhOng=", "bearer ä", "x" * 5_000])
def test_what_is_no_token_is_refused_and_not_passed_over(page: Pages, article: object, given: str) -> None:
    """Whoever sends one means to be somebody: to answer as if they were nobody would hide that they are not."""
    there = page()
    assert there.get("/articles?key=none", headers={"Authorization": given}).status_code == 401
    assert there.get("/me", headers={"Authorization": given}).status_code == 401


def test_what_has_come_to_its_end_is_forgotten(app: Flask, page: Pages, ada: Account) -> None:
    handed_over(app, ada)
    page(ada)
    forget_old_tokens()
    assert db.session.scalar(select(AccessToken)) and db.session.scalar(select(HandOver))
    with later(LIFE):
        forget_old_tokens()
    assert not db.session.scalar(select(AccessToken)) and not db.session.scalar(select(HandOver))
