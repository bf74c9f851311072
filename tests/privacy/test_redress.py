"""What was stated to somebody and what they answered: theirs to take away, and forgotten with them."""

import json
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.reports import Cause, Report
from forum.errors import NotFound
from forum.moderation.models import Kind, Verb
from forum.moderation.sanction_form import SanctionForm
from forum.moderation.sanctions import impose
from forum.privacy.erasing import erase
from forum.privacy.exporting import export_of
from forum.redress.appealing import appeal
from forum.redress.finding import case_of
from forum.redress.listing import count_waiting
from forum.reporting.forms import NoticeForm, ReportForm
from forum.reporting.raising import report_comment, send_notice
from forum.statements.models import Appeal, AppealOutcome, Statement
from tests.at_once import at_once, request
from tests.factories import decided, say
from tests.privacy.leaving import leave


@pytest.fixture
def answered(ada: Account, sam: Account, article: Article) -> None:
    decided(say(ada, article), Verb.REMOVE, sam, "personal attack")
    impose(ada, SanctionForm(Kind.WARN, "Ada shouted at everybody.", 0), sam)
    for number in db.session.scalars(select(Statement.id)).all():
        appeal(case_of(number), "Ada was joking.")


def test_an_export_tells_what_was_stated_and_appealed_and_not_by_whom(
    ada: Account, sam: Account, answered: None
) -> None:
    db.session.commit()
    text = "".join(export_of(ada.id))
    told = json.loads(text)
    assert next((one["what"], one["reason"]) for one in told["statements"]) == ("remove", "personal attack")
    assert [one["text"] for one in told["appeals"]] == ["Ada was joking."] * 2
    assert "sam" not in text.lower()


def test_with_the_person_their_words_go_and_what_was_done_stays_to_be_counted(ada: Account, answered: None) -> None:
    leave(ada)
    rows = db.session.scalars(select(Appeal)).all()
    assert [(row.words, row.person_id, row.outcome) for row in rows] == [("", None, AppealOutcome.MOOT)] * 2
    assert count_waiting() == 0
    statements = db.session.scalars(select(Statement).order_by(Statement.id)).all()
    assert [row.person_id for row in statements] == [None, None]
    assert statements[0].message.startswith("Your comment is aimed at a person")
    assert statements[1].message == ""


def erased_meanwhile(app: Flask, account: Account) -> None:
    number = account.id
    at_once(app, [partial(request, app, lambda: erase(db.session.get_one(Account, number), by=None))])


def test_who_is_erased_while_they_appeal_leaves_no_words(
    app: Flask, ada: Account, sam: Account, article: Article
) -> None:
    decided(say(ada, article), Verb.REMOVE, sam)
    case = case_of(db.session.scalars(select(Statement.id)).one())
    erased_meanwhile(app, ada)
    with pytest.raises(NotFound, match="deleted a moment ago"):
        appeal(case, "Ada was joking.")
    assert db.session.scalars(select(Appeal)).all() == []


def test_who_is_erased_while_they_report_leaves_no_words(
    app: Flask, ada: Account, ben: Account, article: Article
) -> None:
    comment = say(ada, article)
    erased_meanwhile(app, ben)
    with pytest.raises(NotFound, match="deleted a moment ago"):
        report_comment(comment, ReportForm(Cause.ATTACK, "Ben saw it.", False), ben, "")
    with pytest.raises(NotFound, match="deleted a moment ago"):
        send_notice(comment, NoticeForm("A libel.", "Ben", "ben@example.org", False, False), ben, "")
    assert db.session.scalars(select(Report)).all() == []
