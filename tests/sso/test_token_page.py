"""The page that takes a newspaper's token, and what it does with it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from forum import clock
from forum.accounts.models import Account, Session
from forum.db import db
from forum.issuers import Factor
from forum.sign_in_pages import SignInPage
from forum.sso.models import UsedAssertion
from tests.accounts.telephone import with_telephone
from tests.sso.newspaper import NEWSPAPER, OTHER_SECRET, comes_by, minutes_ago, token
from tests.visiting import Visitor

PAGE = "/sign-in/token"


def sessions() -> int:
    db.session.commit()
    return db.session.scalar(select(func.count()).select_from(Session)) or 0


def test_a_site_that_takes_none_has_no_such_page(client: Visitor) -> None:
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, assertion=token()).status_code == 404


def test_the_form_signs_its_reader_in_and_sends_them_on(newspaper: None, client: Visitor) -> None:
    page = client.get(f"{PAGE}?next=/articles/the-bridge").text
    assert 'name="next" value="/articles/the-bridge"' in page
    answer = client.post(PAGE, assertion=token(), next="/articles/the-bridge")
    assert (answer.status_code, answer.location) == (303, "/articles/the-bridge")
    assert client.get("/me").status_code == 200 and sessions() == 1


def test_the_sign_in_page_leads_to_the_newspaper_and_back(settings_are: Callable[..., None], client: Visitor) -> None:
    settings_are(
        sso=replace(NEWSPAPER, page=SignInPage("https://www.example/in?to={next}&anew={again}", "By The Courier"))
    )
    assert (
        'href="https://www.example/in?to=%2Fme%2Fpassword&amp;anew=0"' in client.get("/sign-in?next=/me/password").text
    )
    client.post(PAGE, assertion=token(), next="/me/password")
    there = client.get("/me/password").location
    page = client.get(there).text
    assert 'href="https://www.example/in?to=%2Fme%2Fpassword&amp;anew=1"' in page and "By The Courier" in page
    assert "it did not ask who you are" in page
    client.post(PAGE, assertion=token(auth_time=minutes_ago(0)), next="/me/password")
    assert client.get("/me/password").status_code == 200


def test_without_one_there_is_no_button(newspaper: None, client: Visitor) -> None:
    assert "nofollow" not in client.get("/sign-in").text


@pytest.mark.parametrize("there", ["//evil.example", "https://evil.example/", "/\\evil.example"])
def test_s45_nobody_is_sent_on_to_another_site(newspaper: None, client: Visitor, there: str) -> None:
    assert client.post(PAGE, assertion=token(), next=there).location == "/"


def test_s17_to_look_at_the_page_uses_nothing(newspaper: None, client: Visitor) -> None:
    mine = token()
    client.get(PAGE, query_string={"assertion": mine})
    assert client.post(PAGE, assertion=mine).status_code == 303


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"secret": OTHER_SECRET}, 400),
        ({"iat": minutes_ago(20), "exp": minutes_ago(15)}, 400),
        ({"sub": None}, 400),
        ({"origin": "https://blog.example"}, 400),  # any script there can read it
    ],
)
def test_what_is_refused_is_said_and_signs_nobody_in(
    newspaper: None, client: Visitor, said: dict[str, Any], status: int
) -> None:
    answer = client.post(PAGE, assertion=token(**said))
    assert answer.status_code == status and 'role="alert"' in answer.text
    assert sessions() == 0 and db.session.scalar(select(func.count()).select_from(Account)) == 0


def test_s55_a_token_signs_in_once(newspaper: None, client: Visitor) -> None:
    mine = token()
    assert client.post(PAGE, assertion=mine).status_code == 303
    assert Visitor(client.app).post(PAGE, assertion=mine).status_code == 403
    assert sessions() == 1


def test_who_was_banned_is_told_so_and_the_token_is_not_used(newspaper: None, client: Visitor) -> None:
    comes_by(token()).banned_at = clock.now()
    used = db.session.scalar(select(func.count()).select_from(UsedAssertion))
    answer = client.post(PAGE, assertion=token())
    assert answer.status_code == 403 and "banned by a moderator" in answer.text
    assert db.session.scalar(select(func.count()).select_from(UsedAssertion)) == used


def test_s16_no_other_site_sends_the_form(newspaper: None, client: Visitor) -> None:
    """Or any page could sign its readers in here as whom it likes."""
    sent = {"data": {"assertion": token()}, "method": "POST"}
    assert client.open(PAGE, **sent, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.open(PAGE, **sent, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.open(PAGE, **sent).status_code == 403
    assert sessions() == 0


def test_who_has_a_second_factor_here_is_asked_for_it(
    newspaper: None, client: Visitor, settings_are: Callable[..., None]
) -> None:
    with_telephone(comes_by(token()))
    answer = client.post(PAGE, assertion=token(amr=["mfa"]))
    assert answer.location == "/sign-in/second"
    settings_are(sso=replace(NEWSPAPER, second_factor=Factor.ACCEPT))
    assert client.post(PAGE, assertion=token(amr=["pwd"])).location == "/sign-in/second"
    assert client.post(PAGE, assertion=token(amr=["pwd", "hwk"])).location == "/"
