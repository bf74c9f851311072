"""Leaving: who may ask for it, and a day to think."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock
from forum.accounts.models import DEMO_DOMAIN, Account, Role
from forum.db import db
from forum.errors import Forbidden
from forum.handlers import PURPOSES
from forum.mail.letter import render
from forum.mail.models import Mail
from forum.mail.purposes import NotNeeded
from forum.outbox.dispatch import run_chore
from forum.privacy.erasing import erase_due
from forum.privacy.leaving import THINK_IT_OVER, ask_for_erasure, keep_account
from forum.web.site import settings
from tests.factories import person
from tests.privacy.leaving import a_day_later, words_of
from tests.visiting import Visitor


def test_nothing_changes_for_a_day_and_one_may_think_better_of_it(ada: Account, client: Visitor) -> None:
    client.sign_in(ada)
    assert client.post("/me/data/delete", words="erase").status_code == 303
    page = client.get("/me/data").text
    assert "Your account will be deleted" in page and "and all that you said with it" in page
    with clock.stopped_at(clock.now() + THINK_IT_OVER - timedelta(minutes=1)):
        assert not run_chore(erase_due)
    assert client.post("/me/data/keep").status_code == 303
    a_day_later()
    assert (ada.handle, ada.erase_at, ada.erase_words) == ("ada", None, False)
    assert "Your account will be deleted" not in client.get("/me/data").text


def test_the_question_needs_an_answer(ada: Account, client: Visitor) -> None:
    client.sign_in(ada)
    refused = client.post("/me/data/delete")
    assert refused.status_code == 400
    assert "Choose what becomes of your comments." in refused.text
    assert ada.erase_at is None


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMIN])
def test_staff_lose_their_role_first(ada: Account, client: Visitor, role: Role) -> None:
    ada.role = role
    client.sign_in(ada)
    assert "Have an admin make you a reader first" in client.get("/me/data").text
    assert client.post("/me/data/delete", words="keep").status_code == 403


def test_whoever_became_staff_meanwhile_stays(ada: Account) -> None:
    ask_for_erasure(ada, with_words=False)
    ada.role = Role.MODERATOR
    db.session.commit()
    a_day_later()
    assert ada.handle == "ada"


def test_the_demonstration_s_people_go_with_it_alone(app: Flask) -> None:
    shown = person("demo")
    shown.email = f"demo@{DEMO_DOMAIN}"
    with pytest.raises(Forbidden, match="demonstration"):
        ask_for_erasure(shown, with_words=False)


def test_a_mail_tells_whoever_it_may_not_have_been(ada: Account, client: Visitor, mail_is_on: None) -> None:
    client.sign_in(ada)
    client.post("/me/data/delete", words="keep")
    mail = db.session.scalars(select(Mail)).one()
    assert (mail.purpose, mail.recipient) == ("erasure", "ada@example.org")
    text = render(mail, words_of(mail), settings()).text
    assert "will be gone on" in text and "your comments stay, without your name" in text
    assert "http://localhost:8000/me/data" in text
    keep_account(ada)
    assert isinstance(PURPOSES["erasure"](mail.payload), NotNeeded)
