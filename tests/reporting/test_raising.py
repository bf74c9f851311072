"""Reporting: once for each person and revision, a report or a reply, and in which turn it comes before moderators."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.discussion.editing import edit_comment
from forum.discussion.models import Comment
from forum.discussion.reports import Cause, Outcome, Report
from forum.errors import Conflict, Forbidden, Invalid
from forum.moderation.models import Verb
from forum.queue.filters import Filter
from forum.queue.finding import Tab, count, find
from forum.reporting.forms import NoticeForm, ReportForm
from forum.reporting.raising import report_comment, send_notice, withdraw_report
from forum.reporting.weighing import LIFE_AT_RISK, MOST_SOONER, SOONER, Accuracy
from tests.factories import decided, person, say

HERE, THERE = "192.0.2.1", "192.0.2.2"


def reported(
    comment: Comment, by: Account | None, cause: Cause = Cause.ATTACK, network: str = HERE, note: str = ""
) -> Report:
    return report_comment(comment, ReportForm(cause, note, wants_word=False), by, network)


def a_notice(comment: Comment, by: Account | None = None, **more: bool) -> Report:
    marks = {"is_of_child_abuse": False, "is_threat_to_life": False} | more
    return send_notice(comment, NoticeForm("It is a libel.", "Nora", "nora@example.org", **marks), by, "http://x/c/1")


@pytest.fixture
def comment(ada: Account, article: Article) -> Comment:
    return say(ada, article, "You are a fool.")


def queue(tab: Tab) -> list[Comment]:
    return list(find(tab, Filter()).comments)


def test_it_comes_before_moderators_and_everybody_reads_it_as_before(comment: Comment, ben: Account) -> None:
    version, of_page = comment.version, comment.article.version
    reported(comment, ben)
    assert (queue(Tab.NEEDS), queue(Tab.REPORTED), queue(Tab.HELD)) == ([comment], [comment], [])
    assert comment.is_public and (comment.version, comment.article.version) == (version, of_page)


def test_one_person_reports_one_revision_once(comment: Comment, ben: Account) -> None:
    first = reported(comment, ben)
    assert reported(comment, ben, Cause.SPAM) is first and comment.report_count == 1
    edit_comment(comment, "You are a great fool.", comment.author, Hold.OPEN)
    assert reported(comment, ben) is not first and comment.report_count == 2


def test_a_decision_is_no_new_revision(comment: Comment, ben: Account, sam: Account) -> None:
    first = reported(comment, ben)
    decided(comment, Verb.APPROVE, by=sam)
    assert reported(comment, ben) is first and not comment.report_count


def test_who_is_signed_out_is_known_by_their_network(comment: Comment) -> None:
    for network in (HERE, HERE, THERE):
        reported(comment, None, network=network)
    assert comment.report_count == len(db.session.scalars(select(Report)).all()) == 2
    assert HERE not in str(db.session.execute(select(*Report.__table__.columns)).all())


def test_a_legal_notice_always_counts(comment: Comment, ben: Account) -> None:
    say(ben, comment.article, "So are you.", parent=comment)
    a_notice(comment, ben)
    a_notice(comment, ben)
    assert comment.report_count == 2


def test_a_report_or_a_reply(comment: Comment, ben: Account, sam: Account) -> None:
    reported(comment, ben)
    with pytest.raises(Forbidden, match="a report or a reply"):
        say(ben, comment.article, "So are you.", parent=comment)
    decided(comment, Verb.APPROVE, by=sam)
    reply = say(ben, comment.article, "So are you.", parent=comment)
    edit_comment(comment, "You are a great fool.", comment.author, Hold.OPEN)
    with pytest.raises(Forbidden, match="a report or a reply"):
        reported(comment, ben)
    delete_comment(reply, by=ben)
    assert reported(comment, ben).outcome is None


def test_disagreeing_is_kept_apart(comment: Comment, ben: Account) -> None:
    say(ben, comment.article, "I see it otherwise.", parent=comment)
    assert reported(comment, ben, Cause.DISAGREE).outcome == Outcome.NOTED
    assert not comment.report_count and queue(Tab.NEEDS) == []


def test_nobody_reports_their_own_nor_what_nobody_reads(comment: Comment, ada: Account, ben: Account) -> None:
    waiting = say(ada, comment.article, "It waits.", holds=Hold.ALL)
    for it, by in ((comment, ada), (waiting, ben)):
        with pytest.raises(Forbidden):
            reported(it, by)


def test_taking_it_back_is_as_if_it_had_never_been(comment: Comment, ben: Account, sam: Account) -> None:
    reported(comment, ben)
    withdraw_report(comment, ben)
    assert not comment.report_count and db.session.scalar(select(func.count()).select_from(Report)) == 0
    reported(comment, ben)
    decided(comment, Verb.APPROVE, by=sam)
    with pytest.raises(Conflict):
        withdraw_report(comment, ben)


def test_the_turn_is_by_what_it_is_said_to_be(ada: Account, ben: Account, article: Article) -> None:
    hateful, spam = say(ada, article, "Hateful."), say(ada, article, "Buy!")
    plot, life = say(ada, article, "The butler did it."), say(ada, article, "I know where you live.")
    reported(plot, ben, Cause.OFF_TOPIC)
    reported(spam, ben, Cause.SPAM)
    reported(hateful, ben, Cause.HATE)
    a_notice(life, is_threat_to_life=True)
    assert queue(Tab.NEEDS) == [life, hateful, spam, plot]
    assert life.due_at is not None and clock.now() - life.due_at >= LIFE_AT_RISK


def test_a_crowd_brings_it_forward_by_a_day_at_most(comment: Comment) -> None:
    with clock.stopped_at(clock.now()):
        now = clock.now()
        for number in range(20):
            reported(comment, None, Cause.HATE, network=f"192.0.2.{number}")
        assert comment.due_at == now - MOST_SOONER and comment.report_count == 20


def test_who_was_always_wrong_weighs_nothing_and_who_was_right_more(
    ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    cleo = person("cleo")
    for number in range(20):
        comment = say(ada, article, f"The {number}th.")
        reported(comment, ben)
        decided(comment, Verb.APPROVE, by=sam)
        comment = say(person(f"writer-{number}"), article, "Bad.")
        reported(comment, cleo)
        decided(comment, Verb.REMOVE, by=sam)
    assert Accuracy(20, 20).bonus == pytest.approx(10.8, abs=0.01)
    assert Accuracy(0, 20).bonus == pytest.approx(-10.8, abs=0.01)
    wrong, right = (reported(say(ada, article, f"By {by.handle}."), by) for by in (ben, cleo))
    assert wrong.head_start == 0
    assert right.head_start == int(SOONER[Cause.ATTACK].total_seconds() * Accuracy(20, 20).weight)


def test_many_reports_are_one_row_of_the_queue(comment: Comment, ben: Account) -> None:
    reported(comment, ben)
    reported(comment, None, Cause.SPAM)
    assert [count(tab) for tab in (Tab.NEEDS, Tab.REPORTED)] == [1, 1]


def test_what_a_report_needs() -> None:
    for form, field in (({}, "cause"), ({"cause": "legal"}, "cause"), ({"cause": "other"}, "note")):
        with pytest.raises(Invalid) as refused:
            ReportForm.parse(form)
        assert refused.value.field == field


def test_what_a_notice_needs() -> None:
    whole = {"explanation": "A libel.", "name": "Nora", "email": "nora@example.org", "good_faith": "1"}
    assert NoticeForm.parse(whole).email == "nora@example.org"
    for field in whole:
        with pytest.raises(Invalid) as refused:
            NoticeForm.parse({name: value for name, value in whole.items() if name != field})
        assert refused.value.field == field
    unnamed = NoticeForm.parse({"explanation": "A child.", "good_faith": "1", "abuse": "1"})
    assert (unnamed.name, unnamed.email) == ("", "")


def test_the_head_start_goes_with_the_report(comment: Comment, ben: Account) -> None:
    with clock.stopped_at(clock.now()):
        reported(comment, None)
        before = comment.due_at
        reported(comment, ben, Cause.HATE)
        assert before is not None and comment.due_at == before - timedelta(hours=2)
        withdraw_report(comment, ben)
        assert comment.due_at == before
