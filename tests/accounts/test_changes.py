"""Changing what one signs in with: the other sessions end, the owner is told, and proves first who they are."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from forum import clock
from forum.accounts.credentials import FRESH
from forum.accounts.keys import Purpose, Ticket
from forum.accounts.models import Account, Session
from forum.accounts.passwords import fits
from forum.accounts.tickets import MOST_MAILS, code_of, link_token
from forum.db import db
from tests.accounts.conftest import LONG_AGO
from tests.accounts.letters import PASSWORD, is_in, mails_to, subjects
from tests.factories import person
from tests.visiting import Visitor

A_MOMENT = timedelta(seconds=1)
Visits = Callable[..., Visitor]


def fresh(account: Account) -> Account:
    db.session.commit()
    db.session.refresh(account)
    return account


def ticket_for(address: str) -> Ticket:
    db.session.commit()
    rows = select(Ticket).where(Ticket.email == address, Ticket.purpose == Purpose.ADDRESS).order_by(Ticket.created_at)
    return db.session.scalars(rows).all()[-1]


# Passwords


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


# Addresses


def test_a_new_address_proves_itself_by_code(mail: None, member: Account, visitor: Visits) -> None:
    here, there = visitor(member), visitor(member)
    page = here.post("/me/address", email="ada@new.example").location
    assert fresh(member).email == "ada@example.org"
    assert "ada@new.example" in here.get(page).text
    assert here.post(page, code="000000x").status_code == 400
    assert here.post(page, code=code_of(ticket_for("ada@new.example"))).location == "/me"
    assert (fresh(member).email, member.email_key) == ("ada@new.example", "ada@new.example")
    assert member.confirmed_at is not None
    assert is_in(here) and not is_in(there)
    assert subjects("ada@example.org") == ["Your address is about to be changed", "Your address was changed"]


def test_a_new_address_proves_itself_by_link_on_any_device_and_only_by_its_button(
    mail: None, member: Account, visitor: Visits
) -> None:
    here, telephone = visitor(member), visitor()
    here.post("/me/address", email="ada@new.example")
    (letter,) = mails_to("ada@new.example")
    path = re.search(r"/me/address/link/\w+", letter)
    assert path is not None
    for _ in range(2):
        page = telephone.get(path[0])
        assert page.status_code == 200 and "ada@new.example" in page.text
        assert page.headers["Referrer-Policy"] == "strict-origin"
    assert fresh(member).email == "ada@example.org"
    assert telephone.post(path[0]).location == "/me"
    assert fresh(member).email == "ada@new.example"
    # The telephone is not signed in, and the browser that asked is signed out: the mail may have been another's to ask.
    assert not is_in(here) and not is_in(telephone)
    assert telephone.post(path[0]).status_code == 403
    assert mails_to("ada@new.example") == []


def test_an_address_that_has_an_account_gets_the_same_page_and_its_mail_says_so(
    mail: None, member: Account, ben: Account, visitor: Visits
) -> None:
    here = visitor(member)
    answers = [here.post("/me/address", email=email) for email in ("BEN@example.org", "nobody@example.org")]
    assert [answer.status_code for answer in answers] == [303, 303]
    pages = []
    for answer, email in zip(answers, ("BEN@example.org", "nobody@example.org"), strict=True):
        ticket = answer.location.rpartition("/")[2]
        # The later wish has taken the place of the earlier one.
        pages.append(here.get(answer.location).text.replace(ticket, "TICKET").replace(email, "ADDRESS"))
    assert "used" in pages[0] and "ADDRESS" in pages[1]
    here.post("/me/address", email="BEN@example.org")
    page = here.get(f"/me/address/code/{ticket_for('BEN@example.org').id}").text
    assert page.replace(ticket_for("BEN@example.org").id, "TICKET").replace("BEN@example.org", "ADDRESS") == pages[1]
    (letter,) = mails_to("BEN@example.org")
    assert letter.startswith("This address has an account") and "nothing was changed" in letter
    assert "/me/address/link/" not in letter
    assert not re.search(r"\b\d{6}\b", letter)


def test_an_address_that_got_an_account_meanwhile_stays_with_it(mail: None, member: Account, visitor: Visits) -> None:
    here = visitor(member)
    page = here.post("/me/address", email="new@example.org").location
    code = code_of(ticket_for("new@example.org"))
    person("new")
    answer = here.post(page, code=code)
    assert answer.status_code == 400
    assert "has an account already" in answer.text
    assert fresh(member).email == "ada@example.org"


def test_another_persons_code_page_is_nobody_elses(mail: None, member: Account, ben: Account, visitor: Visits) -> None:
    page = visitor(member).post("/me/address", email="ada@new.example").location
    code = code_of(ticket_for("ada@new.example"))
    bens = visitor(ben)
    assert bens.get(page).status_code == 403
    assert bens.post(page, code=code).status_code == 403
    assert visitor().post(page, code=code).location.startswith("/sign-in")
    assert fresh(member).email == "ada@example.org"


def test_nobody_is_sent_more_mails_than_an_address_gets(mail: None, member: Account, visitor: Visits) -> None:
    here = visitor(member)
    page = here.post("/me/address", email="ada@new.example").location
    for _ in range(MOST_MAILS - 1):
        page = here.post(page, again="1").location
    refused = here.post(page, again="1")
    assert refused.status_code == 429
    assert f"{MOST_MAILS} mails were sent" in refused.text
    assert here.post("/me/address", email="ada@new.example").status_code == 429
    assert len(mails_to("ada@new.example")) == 1  # of five the newest counts


def test_where_no_mail_goes_the_address_is_taken_on_trust(member: Account, ben: Account, visitor: Visits) -> None:
    here, there = visitor(member), visitor(member)
    refused = here.post("/me/address", email="ben@example.org")
    assert refused.status_code == 400 and "has an account already" in refused.text
    assert here.post("/me/address", email="no address").status_code == 400
    assert is_in(there)
    assert here.post("/me/address", email="ada@new.example").location == "/me"
    assert (fresh(member).email, member.confirmed_at) == ("ada@new.example", None)
    assert is_in(here) and not is_in(there)


# Proof first


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
