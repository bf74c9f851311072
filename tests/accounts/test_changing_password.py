"""A new password ends the other sessions, its owner is told, and proves first who they are."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from forum import clock
from forum.accounts.credentials import FRESH
from forum.accounts.keys import Ticket
from forum.accounts.models import Account, Session
from forum.accounts.passwords import fits
from forum.accounts.tickets import link_token
from forum.db import db
from tests.accounts.changed import fresh, ticket_for
from tests.accounts.conftest import LONG_AGO
from tests.accounts.letters import PASSWORD, is_in, mails_to, subjects
from tests.factories import person
from tests.visiting import Visitor

A_MOMENT = timedelta(seconds=1)
Visits = Callable[..., Visitor]


def test_a_new_password_ends_the_other_sessions_and_gives_this_one_another_id(member: Account, visitor: Visits) -> None:
    here, there = visitor(member), visitor(member)
    old = here.client.get_cookie("forum")
    assert old is not None
    assert here.post("/me/password", password="a long walk home").status_code == 303
    assert fits(str(fresh(member).password_hash), "a long walk home")
    assert is_in(here) and not is_in(there)
    thief = visitor()
    thief.client.set_cookie("forum", old.value)
    assert not is_in(thief)
    assert len(db.session.scalars(select(Session)).all()) == 1


def test_a_password_is_judged_like_the_first(member: Account, visitor: Visits) -> None:
    here = visitor(member)
    for password, sentence in (("short", "at least 8"), ("password1", "first that are tried"), ("ada-ada1", "hardly")):
        answer = here.post("/me/password", password=password)
        assert answer.status_code == 400
        assert sentence in answer.text
        assert password not in answer.text
    assert fits(str(fresh(member).password_hash), PASSWORD)


def test_who_has_no_password_sets_one_and_can_do_without_again(mail: None, visitor: Visits) -> None:
    cleo = person("cleo", created_at=clock.now() - LONG_AGO)
    here = visitor(cleo)
    assert "Set a password" in here.get("/me/password").text
    assert "Remove your password" not in here.get("/me/password").text
    assert here.post("/me/password", password=PASSWORD).status_code == 303
    there = visitor(cleo)
    assert "Remove your password" in here.get("/me/password").text
    assert here.post("/me/password/remove").status_code == 303
    assert fresh(cleo).password_hash is None
    assert is_in(here) and not is_in(there)
    assert subjects("cleo@example.org") == ["A password was set", "Your password was removed"]


def test_where_no_mail_goes_nobody_gives_up_their_password(member: Account, visitor: Visits) -> None:
    here = visitor(member)
    assert "Remove your password" not in here.get("/me/password").text
    answer = here.post("/me/password/remove")
    assert answer.status_code == 403
    assert "cannot send" in answer.text
    assert fresh(member).password_hash is not None


def test_a_password_set_by_a_mailed_link_ends_every_session(mail: None, member: Account, visitor: Visits) -> None:
    there, here = visitor(member), visitor()
    here.post("/sign-in/mail", email="ada@example.org")
    db.session.commit()
    ticket = db.session.scalars(select(Ticket)).one()
    answer = here.post(f"/sign-in/link/{link_token(ticket)}", password="a long walk home")
    assert answer.status_code == 303
    assert is_in(here) and not is_in(there)
    assert "Your password was changed" in subjects("ada@example.org")


def test_a_new_password_voids_what_another_asked_for(mail: None, member: Account, visitor: Visits) -> None:
    visitor(member).post("/me/address", email="thief@example.org")
    token = link_token(ticket_for("thief@example.org"))
    assert visitor(member).post("/me/password", password="a long walk home").status_code == 303
    assert visitor().post(f"/me/address/link/{token}").status_code == 403
    assert fresh(member).email == "ada@example.org"


@pytest.mark.parametrize("path", ["/me/password", "/me/password/remove", "/me/address"])
def test_who_proved_nothing_of_late_does_so_first(mail: None, member: Account, visitor: Visits, path: str) -> None:
    here = visitor(member)
    form = {"password": "a long walk home", "email": "thief@example.org"}
    with clock.stopped_at(clock.now() + FRESH + A_MOMENT):
        asked = here.post(path, **form)
        assert asked.status_code == 303 and asked.location.startswith("/sign-in?next=")
        assert "again=1" in asked.location
        assert "lock its owner out" in here.get(asked.location).text
        assert fits(str(fresh(member).password_hash), PASSWORD)
        assert mails_to("thief@example.org") == []
        back = here.post("/sign-in", email="ada", password=PASSWORD, next="/me/password")
        assert back.location == "/me/password"
        assert here.post(path, **form).location.startswith("/me")
