"""What becomes of reports: each has one outcome, whatever is decided, undone and reversed."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.deleting import delete_comment, erase_deleted, restore_comment
from forum.discussion.models import PUBLIC, Comment, State
from forum.discussion.permissions import UNDO
from forum.discussion.recount import recount_article
from forum.discussion.reports import Cause, LegalNotice, Outcome, Report
from forum.errors import Refusal
from forum.mail.models import Mail
from forum.moderation.models import Decision, Verb
from forum.moderation.outcome import Outcome as Result
from forum.moderation.undoing import reverse, undo
from forum.reporting.closing import (
    KEPT,
    NETWORK_KEPT,
    close_reports_of_erased,
    forget_networks_of_guests,
    forget_old_notices,
)
from tests.factories import decided, person, say
from tests.reporting.test_raising import a_notice, reported


@pytest.fixture
def comment(ada: Account, article: Article) -> Comment:
    return say(ada, article, "You are a fool.")


@pytest.mark.parametrize(
    ("verb", "outcome"),
    [(Verb.APPROVE, Outcome.DECLINED), (Verb.REMOVE, Outcome.UPHELD), (Verb.REMOVE_ALL, Outcome.UPHELD)],
)
def test_a_decision_answers_every_report(
    comment: Comment, ben: Account, sam: Account, verb: Verb, outcome: Outcome
) -> None:
    reports = [reported(comment, ben), reported(comment, None), a_notice(comment)]
    decision = decided(comment, verb, by=sam)
    assert {(report.outcome, report.decision_id) for report in reports} == {(outcome, decision.id)}
    assert comment.report_count == 0


def test_what_was_approved_before_can_be_kept_when_it_is_reported(comment: Comment, ben: Account, sam: Account) -> None:
    decided(comment, Verb.APPROVE, by=sam)
    with pytest.raises(Refusal):
        decided(comment, Verb.APPROVE, by=sam)
    report = reported(comment, ben)
    decided(comment, Verb.APPROVE, by=sam)
    assert (comment.state, report.outcome) == (State.APPROVED, Outcome.DECLINED)


def test_hiding_it_as_a_spoiler_answers_who_said_that_it_is_one(comment: Comment, ben: Account, sam: Account) -> None:
    spoiler, attack = reported(comment, ben, Cause.SPOILER), reported(comment, None)
    decided(comment, Verb.SPOILER, by=sam)
    assert (spoiler.outcome, attack.outcome, comment.report_count) == (Outcome.UPHELD, None, 1)


def test_an_undo_lets_them_wait_as_before(comment: Comment, ben: Account, sam: Account) -> None:
    report = reported(comment, ben)
    due = comment.due_at
    undo(decided(comment, Verb.REMOVE, by=sam).id, by=sam)
    assert (report.outcome, report.settled_at, report.decision_id) == (None, None, None)
    assert (comment.report_count, comment.due_at) == (1, due)


def test_a_reversal_answers_them_anew(comment: Comment, ben: Account, sam: Account, eve: Account) -> None:
    report = reported(comment, ben)
    removal = decided(comment, Verb.REMOVE, by=sam)
    back = reverse(removal.id, by=eve)[0].decision_id
    assert back is not None and (report.outcome, report.decision_id) == (Outcome.DECLINED, back)
    again = reverse(back, by=sam)[0].decision_id
    assert (comment.state, report.outcome, report.decision_id) == (State.REMOVED, Outcome.UPHELD, again)


def test_reversing_an_approval_lets_them_wait_again(comment: Comment, ben: Account, sam: Account, eve: Account) -> None:
    report = reported(comment, ben)
    reverse(decided(comment, Verb.APPROVE, by=sam).id, by=eve)
    assert (report.outcome, comment.report_count) == (None, 1)


@pytest.mark.parametrize("back", [undo, reverse])
def test_none_waits_on_what_an_undone_reversal_or_a_reversed_undo_takes_away_again(
    comment: Comment, ben: Account, sam: Account, back: Callable[..., list[Result]]
) -> None:
    report = reported(comment, ben)
    first, second = (reverse, undo) if back is undo else (undo, reverse)
    came = first(decided(comment, Verb.REMOVE, by=sam).id, by=sam)[0].decision_id
    assert came is not None
    gone = second(came, by=sam)[0].decision_id
    assert (comment.state, comment.report_count) == (State.REMOVED, 0)
    assert (report.outcome, report.decision_id) == (Outcome.UPHELD, gone)


def test_what_was_removed_and_is_approved_after_all_is_answered_anew(
    comment: Comment, ben: Account, sam: Account, eve: Account
) -> None:
    report = reported(comment, ben)
    decided(comment, Verb.REMOVE, by=sam)
    approval = decided(comment, Verb.APPROVE, by=eve)
    assert (report.outcome, report.decision_id) == (Outcome.DECLINED, approval.id)


def test_what_its_author_erased_needs_no_decision(comment: Comment, ben: Account) -> None:
    report = reported(comment, ben, note="She said: you are a fool.")
    delete_comment(comment, by=comment.author)
    close_reports_of_erased()
    assert report.outcome is None
    restore_comment(comment, by=comment.author)
    assert comment.report_count == 1
    delete_comment(comment, by=comment.author)
    with clock.stopped_at(clock.now() + 2 * UNDO):
        erase_deleted()
        close_reports_of_erased()
    rows = db.session.execute(select(Report.outcome, Report.note, Comment.report_count).join(Comment)).all()
    assert [tuple(row) for row in rows] == [(Outcome.GONE, "", 0)]


def test_who_sent_a_notice_is_forgotten_a_year_after_the_decision(comment: Comment, sam: Account) -> None:
    number = a_notice(comment).id
    with clock.stopped_at(clock.now() + 2 * KEPT):
        forget_old_notices()
        assert db.session.get_one(LegalNotice, number).email  # nobody has decided
        decided(comment, Verb.REMOVE, by=sam)
    for later, email in ((KEPT - timedelta(days=1), "nora@example.org"), (KEPT + timedelta(days=1), "")):
        with clock.stopped_at(clock.now() + 2 * KEPT + later):
            forget_old_notices()
        assert db.session.get_one(LegalNotice, number).email == email


def test_where_somebody_was_who_was_not_signed_in_is_forgotten_after_a_month(comment: Comment, ben: Account) -> None:
    reported(comment, None), reported(comment, ben), a_notice(comment)
    keys = select(Report.reporter_key).order_by(Report.id)
    guest, member, notice = db.session.scalars(keys).all()
    with clock.stopped_at(clock.now() + NETWORK_KEPT - timedelta(hours=1)):
        forget_networks_of_guests()
    assert db.session.scalars(keys).all() == [guest, member, notice]
    for _ in range(2):
        with clock.stopped_at(clock.now() + NETWORK_KEPT + timedelta(hours=1)):
            forget_networks_of_guests()
        assert db.session.scalars(keys).all()[1:] == [member, notice]
        assert db.session.scalar(select(func.count()).where(Report.reporter_key == guest)) == 0


@pytest.mark.parametrize("seed", range(6))
def test_over_any_history_every_report_has_one_outcome_and_the_counts_are_right(
    article: Article, ada: Account, sam: Account, eve: Account, seed: int
) -> None:
    chance = random.Random(seed)
    people = [person(f"reader-{number}") for number in range(4)]
    comments = [say(ada, article, f"Number {number} of {seed}.") for number in range(4)]
    for _ in range(80):
        comment, by = chance.choice(comments), chance.choice([sam, eve])
        try:
            with db.session.begin_nested():
                _something(chance, comment, by, chance.choice([*people, None]))
        except Refusal:
            db.session.expire_all()
    db.session.flush()
    assert recount_article(article.id) == []
    assert not any(comment.report_count for comment in comments if comment.state == State.REMOVED)
    for report in db.session.scalars(select(Report)):
        db.session.refresh(report)
        is_settled = report.outcome is not None
        assert is_settled == (report.settled_at is not None)
        if is_settled and report.outcome != Outcome.NOTED:
            by_decision = db.session.get_one(Decision, report.decision_id)
            taken_back = db.session.scalar(select(func.count()).where(Decision.of_id == by_decision.id))
            assert not taken_back and by_decision.comment_id == report.comment_id


def _something(chance: random.Random, comment: Comment, by: Account, reader: Account | None) -> None:
    match chance.randrange(6):
        case 0 | 1:
            reported(comment, reader, chance.choice([Cause.ATTACK, Cause.SPOILER, Cause.DISAGREE]))
        case 2:
            decided(comment, chance.choice([Verb.APPROVE, Verb.REMOVE, Verb.SPOILER, Verb.UNSPOILER]), by=by)
        case 3 | 4:
            latest = select(Decision).where(Decision.comment_id == comment.id).order_by(Decision.id.desc())
            decision = db.session.scalar(latest.limit(1))
            if decision is not None:
                chance.choice([undo, reverse])(decision.id, by)
        case 5:
            a_notice(comment)


@pytest.mark.usefixtures("mailing")
def test_whoever_asked_is_told_what_holds_a_minute_later(comment: Comment, ben: Account, sam: Account) -> None:
    report = reported(comment, ben)
    report.wants_word = True
    undo(decided(comment, Verb.REMOVE, by=sam).id, by=sam)
    decision = decided(comment, Verb.APPROVE, by=sam)
    mails = db.session.scalars(select(Mail).where(Mail.purpose == "report_outcome").order_by(Mail.id)).all()
    assert [mail.payload["outcome"] for mail in mails] == ["upheld", "declined"]
    assert mails[1].payload["decision"] == decision.id
    assert comment.state in PUBLIC
