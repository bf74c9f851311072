"""Deciding from a mail: once, on what was read, and undone like any other decision."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.models import Comment, State
from forum.errors import Refusal
from forum.mail.models import Mail
from forum.mail.purposes import NotNeeded
from forum.moderation.models import Decision, Verb
from forum.moderation.undoing import UNDO
from forum.rounds.deciding import decide_by_mail
from forum.rounds.keys import errand_of, token_of
from forum.rounds.models import MailDecision
from forum.statements.mails import statement_words
from tests.at_once import at_once, attempt
from tests.factories import person, say
from tests.rounds.by_link import is_dead, page_of, state_of
from tests.rounds.conftest import NOON, Rounds, reported, token_for
from tests.visiting import Visitor


@pytest.fixture
def comment(ada: Account, article: Article) -> Comment:
    return say(ada, article, "The first waits.", holds=Hold.ALL)


def test_a_comment_is_approved_by_one_button(client: Visitor, sam: Account, comment: Comment) -> None:
    token = token_for(sam, comment, Verb.APPROVE)
    page = client.get(page_of(token))
    assert page.status_code == 200
    assert "The first waits." in page.text and "You decide as <bdi>Sam</bdi>" in page.text
    assert page.text.count("<button") == client.get("/").text.count("<button") + 1
    answer = client.post(page_of(token))
    assert (answer.status_code, answer.location) == (303, page_of(token))
    assert "Approved" in client.get(answer.location).text
    decision = db.session.scalars(select(Decision)).one()
    assert (decision.verb, decision.by_id, state_of(comment)) == (Verb.APPROVE, sam.id, State.APPROVED)


def test_looking_changes_nothing_however_often(client: Visitor, sam: Account, comment: Comment) -> None:
    token = token_for(sam, comment, Verb.APPROVE)
    for _ in range(2):
        for method in ("GET", "HEAD", "OPTIONS"):
            assert client.open(page_of(token), method=method).status_code == 200
    assert state_of(comment) == State.HELD
    assert db.session.scalars(select(MailDecision)).all() == []


def test_the_page_is_kept_and_told_nowhere(client: Visitor, sam: Account, comment: Comment) -> None:
    answer = client.get(page_of(token_for(sam, comment, Verb.APPROVE)))
    # Not `no-referrer`: with it browsers send the form with `Origin: null`, which is refused.
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_who_rejects_chooses_a_reason(client: Visitor, sam: Account, comment: Comment) -> None:
    token = token_for(sam, comment, Verb.REJECT)
    refused = client.post(page_of(token))
    assert refused.status_code == 400 and "Choose a reason" in refused.text
    assert client.post(page_of(token), reason="spam").status_code == 303
    assert (state_of(comment), db.session.scalars(select(Decision)).one().reason) == (State.REJECTED, "spam")


def test_what_was_reported_is_removed_or_left(
    client: Visitor, ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    away, stays = say(ada, article, "Buy it."), say(ada, article, "I was there.")
    for each in (away, stays):
        reported(each, by=ben)
    remove, leave = token_for(sam, away, Verb.REMOVE), token_for(sam, stays, Verb.APPROVE)
    assert ">Leave as it is</button>" in client.get(page_of(leave)).text
    client.post(page_of(remove), reason="spam")
    client.post(page_of(leave))
    assert (state_of(away), state_of(stays)) == (State.REMOVED, State.APPROVED)
    assert db.session.scalars(select(Comment.report_count)).all() == [0, 0]


def test_it_is_undone_within_half_a_minute_and_the_link_is_used_up(
    client: Visitor, sam: Account, comment: Comment
) -> None:
    with clock.stopped_at(NOON):
        token = token_for(sam, comment, Verb.REJECT)
        client.post(page_of(token), reason="spam")
        assert "Undo" in client.get(page_of(token)).text
        assert client.post(f"{page_of(token)}/undo").status_code == 303
        assert "Taken back" in client.get(page_of(token)).text
        assert state_of(comment) == State.HELD
        again = client.post(page_of(token), reason="spam")
        assert again.status_code == 409 and state_of(comment) == State.HELD
    with clock.stopped_at(NOON + UNDO + timedelta(seconds=1)):
        assert is_dead(client, token)


def test_afterwards_it_is_not_undone_by_mail(client: Visitor, sam: Account, comment: Comment) -> None:
    with clock.stopped_at(NOON):
        token = token_for(sam, comment, Verb.APPROVE)
        client.post(page_of(token))
    with clock.stopped_at(NOON + UNDO + timedelta(seconds=1)):
        assert is_dead(client, token)
    assert state_of(comment) == State.APPROVED


def test_a_mail_about_what_was_undone_is_never_sent(
    client: Visitor, rounds: Rounds, sam: Account, comment: Comment
) -> None:
    token = token_for(sam, comment, Verb.REJECT)
    client.post(page_of(token), reason="spam")
    (mail,) = db.session.scalars(select(Mail)).all()
    assert not isinstance(statement_words(mail.payload), NotNeeded)
    client.post(f"{page_of(token)}/undo")
    assert isinstance(statement_words(mail.payload), NotNeeded)
    assert db.session.scalars(select(Mail)).all() == [mail]


def test_who_is_signed_in_as_somebody_else_decides_as_whom_the_mail_went_to(
    visitor: Callable[..., Visitor], ben: Account, sam: Account, comment: Comment
) -> None:
    assert visitor(ben).post(page_of(token_for(sam, comment, Verb.APPROVE))).status_code == 303
    assert db.session.scalars(select(Decision)).one().by_id == sam.id


def test_another_site_presses_no_button(client: Visitor, sam: Account, comment: Comment) -> None:
    page = page_of(token_for(sam, comment, Verb.APPROVE))
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {}):
        assert client.open(page, method="POST", headers=headers).status_code == 403
    assert state_of(comment) == State.HELD


def test_of_many_presses_at_once_one_decides(app: Flask, sam: Account, comment: Comment) -> None:
    token = token_for(sam, comment, Verb.APPROVE)
    outcomes = at_once(app, [lambda: attempt(app, lambda: decide_by_mail(token, {}).verb) for _ in range(6)])
    assert len([outcome for outcome in outcomes if not isinstance(outcome, Refusal)]) == 1
    assert len(db.session.scalars(select(Decision)).all()) == 1


def test_of_two_opposite_links_at_once_one_decides(app: Flask, sam: Account, eve: Account, comment: Comment) -> None:
    yes, no = token_for(sam, comment, Verb.APPROVE), token_for(eve, comment, Verb.REJECT)
    presses = [
        lambda token=token: attempt(app, lambda: decide_by_mail(token, {"reason": "spam"}).verb) for token in (yes, no)
    ]
    outcomes = at_once(app, presses)
    assert len([outcome for outcome in outcomes if not isinstance(outcome, Refusal)]) == 1
    assert len(db.session.scalars(select(Decision)).all()) == 1


def test_a_link_is_for_one_person_one_version_and_one_verb(ada: Account, sam: Account, comment: Comment) -> None:
    errand = errand_of(token_for(sam, comment, Verb.APPROVE))
    assert token_of(errand) == token_of(errand), "however often its mail is tried"
    other = person("mona", Role.MODERATOR)
    alike = [
        replace(errand, person_id=other.id),
        replace(errand, version=errand.version + 1),
        replace(errand, verb=Verb.REJECT),
        replace(errand, until=errand.until + timedelta(seconds=1)),
    ]
    assert len({token_of(each) for each in (errand, *alike)}) == 5


def test_the_database_holds_nothing_that_decides(client: Visitor, sam: Account, comment: Comment) -> None:
    token = token_for(sam, comment, Verb.APPROVE)
    client.post(page_of(token))
    row = db.session.scalars(select(MailDecision)).one()
    assert token not in row.link_hash and len(row.link_hash) == 64
