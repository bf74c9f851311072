"""An appeal: once, in time, and never decided by who made the decision."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from forum import clock
from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.discussion.models import Comment, State
from forum.errors import Conflict, Forbidden, Invalid, Refusal
from forum.moderation.decisions import decide
from forum.moderation.forms import DecisionForm
from forum.moderation.models import Decision, Kind, Sanction, Verb
from forum.moderation.records import LogEntry
from forum.moderation.sanction_form import SanctionForm
from forum.moderation.sanctions import acknowledge, impose
from forum.moderation.undoing import reverse, undo
from forum.redress.answering import answer_appeal, appealed
from forum.redress.appealing import appeal
from forum.redress.finding import case_of
from forum.redress.forms import AnswerForm, parse_words
from forum.statements.models import Appeal, AppealOutcome, Statement
from forum.statements.terms import appeal_until
from tests.at_once import at_once, attempt
from tests.factories import an_article, decided, person, say

UPHOLD, DECLINE = AnswerForm(AppealOutcome.UPHELD, ""), AnswerForm(AppealOutcome.DECLINED, "It stands, for it hurts.")


def statement_about(comment: Comment) -> Statement:
    about = select(Statement).where(Statement.comment_id == comment.id).order_by(Statement.id.desc())
    return db.session.scalars(about.limit(1)).one()


def appealed_removal(by: Account, moderator: Account, article: Article) -> tuple[Comment, Appeal]:
    comment = say(by, article)
    decided(comment, Verb.REMOVE, moderator)
    return comment, appeal(case_of(statement_about(comment).id), "I only said that I was there.")


def test_whoever_made_the_decision_does_not_decide_about_the_appeal(
    ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    comment, row = appealed_removal(ada, sam, article)
    with pytest.raises(Forbidden, match=r"You made this decision.*Eve can\."):
        answer_appeal(row.id, UPHOLD, sam)
    with pytest.raises(Forbidden):
        answer_appeal(row.id, UPHOLD, ada)
    assert answer_appeal(row.id, UPHOLD, eve) == AppealOutcome.UPHELD
    assert (comment.state, row.decided_by_id) == (State.LIVE, eve.id)
    kinds = db.session.scalars(select(LogEntry.kind).order_by(LogEntry.id.desc()).limit(3)).all()
    assert kinds == ["appeal-upheld", "reverse", "appeal"]


def test_where_nobody_else_is_the_page_says_so(ada: Account, sam: Account, article: Article) -> None:
    _, row = appealed_removal(ada, sam, article)
    with pytest.raises(Forbidden, match="an admin has to make another moderator"):
        answer_appeal(row.id, UPHOLD, sam)


def test_who_restored_a_removal_by_another_leaves_it_to_a_third(
    ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    comment = say(ada, article)
    decided(comment, Verb.REMOVE, sam)
    decided(comment, Verb.APPROVE, eve)
    approval = db.session.scalars(select(Decision.id).order_by(Decision.id.desc()).limit(1)).one()
    reverse(approval, eve)
    row = appeal(case_of(statement_about(comment).id), "Again?")
    for maker in (sam, eve):
        with pytest.raises(Forbidden, match="You made this decision"):
            answer_appeal(row.id, UPHOLD, maker)
    answer_appeal(row.id, UPHOLD, person("mia", Role.MODERATOR))
    assert comment.is_public


def test_what_was_taken_back_by_a_slip_is_answered_all_the_same(
    ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    mia = person("mia", Role.MODERATOR)
    comment, row = appealed_removal(ada, sam, article)
    decision_id = statement_about(comment).decision_id
    undo(reverse(decision_id or 0, eve)[0].decision_id or 0, eve)
    for maker in (sam, eve):
        with pytest.raises(Forbidden, match="You made this decision"):
            answer_appeal(row.id, UPHOLD, maker)
    assert answer_appeal(row.id, UPHOLD, mia) == AppealOutcome.UPHELD
    assert comment.is_public and statement_about(comment).withdrawn_at is not None


def test_of_a_batch_only_what_was_appealed_comes_back(
    ada: Account, ben: Account, sam: Account, eve: Account, article: Article
) -> None:
    root = say(ada, article)
    reply = say(ben, article, "Well?", root)
    decided(root, Verb.REMOVE_ALL, sam)
    row = appeal(case_of(statement_about(root).id), "It was mild.")
    answer_appeal(row.id, UPHOLD, eve)
    assert (root.state, reply.state) == (State.LIVE, State.REMOVED)


def test_a_decline_needs_an_answer_and_changes_nothing(
    ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    with pytest.raises(Invalid, match="Tell the author why"):
        AnswerForm.parse({"outcome": "declined", "answer": " "})
    with pytest.raises(Invalid, match="1,000"):
        AnswerForm.parse({"outcome": "upheld", "answer": "x" * 1_001})
    comment, row = appealed_removal(ada, sam, article)
    assert answer_appeal(row.id, DECLINE, eve) == AppealOutcome.DECLINED
    assert (comment.state, row.answer) == (State.REMOVED, DECLINE.answer)
    assert statement_about(comment).withdrawn_at is None


def test_it_can_be_made_once_and_says_something() -> None:
    for words in ("", " \n "):
        with pytest.raises(Invalid, match="Say why"):
            parse_words(words)
    with pytest.raises(Invalid, match="Shorten it by 5"):
        parse_words("x" * 2_005)
    assert parse_words(" Why?\r\nWhy! ") == "Why?\nWhy!"


def test_a_second_one_is_refused(ada: Account, sam: Account, article: Article) -> None:
    comment, _ = appealed_removal(ada, sam, article)
    with pytest.raises(Forbidden, match="already"):
        appeal(case_of(statement_about(comment).id), "Once more.")


def test_it_is_possible_for_six_months_and_no_longer(ada: Account, sam: Account, article: Article) -> None:
    comments = [say(ada, article, f"Number {n}.") for n in range(2)]
    for comment in comments:
        decided(comment, Verb.REMOVE, sam)
    last = [appeal_until(statement_about(comment)) for comment in comments]
    with clock.stopped_at(last[0]):
        appeal(case_of(statement_about(comments[0]).id), "In time.")
    with clock.stopped_at(last[1] + timedelta(seconds=1)), pytest.raises(Forbidden, match="was possible until"):
        appeal(case_of(statement_about(comments[1]).id), "Too late.")


def test_it_is_possible_on_the_whole_of_the_last_day(ada: Account, sam: Account, article: Article) -> None:
    with clock.stopped_at(datetime(2026, 3, 5, 9, tzinfo=UTC)):
        comment = say(ada, article)
        decided(comment, Verb.REMOVE, sam)
    with clock.stopped_at(datetime(2026, 9, 5, 23, 59, tzinfo=UTC)):
        appeal(case_of(statement_about(comment).id), "In time.")


@pytest.mark.parametrize("kind", list(Kind))
def test_a_sanction_is_let_go(ada: Account, sam: Account, eve: Account, kind: Kind) -> None:
    sanction = impose(ada, SanctionForm(kind, "Be kind.", 3), sam)
    statement = db.session.scalars(select(Statement)).one()
    row = appeal(case_of(statement.id), "I was.")
    answer_appeal(row.id, UPHOLD, eve)
    assert (sanction.ended_by_id, statement.withdrawn_at is None) == (eve.id, False)
    assert not any((ada.warned_at, ada.held_at, ada.muted_until, ada.banned_at))


def test_a_moderator_does_not_let_go_whom_only_an_admin_may(sam: Account, eve: Account) -> None:
    mia, other = person("mia", Role.MODERATOR), person("amy", Role.ADMIN)
    impose(mia, SanctionForm(Kind.WARN, "Be kind.", 0), eve)
    row = appeal(case_of(db.session.scalars(select(Statement.id)).one()), "I was.")
    with pytest.raises(Forbidden, match=r"You may not take this back. Amy can\."):
        answer_appeal(row.id, UPHOLD, sam)
    answer_appeal(row.id, UPHOLD, other)


def test_a_warning_that_was_read_no_longer_speaks_against_them(ada: Account, sam: Account, eve: Account) -> None:
    impose(ada, SanctionForm(Kind.WARN, "Be kind.", 0), sam)
    acknowledge(ada)
    statement = db.session.scalars(select(Statement)).one()
    assert answer_appeal(appeal(case_of(statement.id), "I was.").id, UPHOLD, eve) == AppealOutcome.UPHELD
    assert statement.withdrawn_at is not None


def test_what_was_taken_back_meanwhile_is_moot(ada: Account, sam: Account, eve: Account, article: Article) -> None:
    comment, row = appealed_removal(ada, sam, article)
    decided(comment, Verb.APPROVE, sam)
    assert answer_appeal(row.id, DECLINE, eve) == AppealOutcome.MOOT
    assert row.answer.startswith("The decision was taken back before")


def test_what_its_author_has_deleted_is_moot(ada: Account, sam: Account, eve: Account, article: Article) -> None:
    comment = say(ada, article)
    decided(comment, Verb.SPOILER, sam)
    row = appeal(case_of(statement_about(comment).id), "Nothing is given away.")
    delete_comment(comment, ada)
    assert answer_appeal(row.id, UPHOLD, eve) == AppealOutcome.MOOT
    assert "deleted the comment" in row.answer


def decide_about(appeal_id: int, form: AnswerForm, by_id: int) -> AppealOutcome:
    return answer_appeal(appeal_id, form, db.session.get_one(Account, by_id))


def test_of_two_who_decide_at_once_one_does_and_the_other_is_told_by_whom(
    app: Flask, sam: Account, eve: Account, article: Article
) -> None:
    mia = person("mia", Role.MODERATOR)
    numbers = [appealed_removal(person(f"reader-{n}"), sam, article)[1].id for n in range(10)]
    pair = [(UPHOLD, eve.id), (DECLINE, mia.id)]
    for number in numbers:
        tries = [partial(attempt, app, partial(decide_about, number, *each)) for each in pair]
        lost = [answer for answer in at_once(app, tries) if isinstance(answer, Refusal)]
        assert len(lost) == 1
        assert isinstance(lost[0], Conflict)
        assert lost[0].sentence.startswith(("Eve took the decision back", "Mia let the decision stand"))
    answered = select(func.count()).select_from(LogEntry).where(LogEntry.kind.startswith("appeal-"))
    assert db.session.scalar(answered) == len(numbers)


def test_who_answers_holds_the_articles_in_their_order_also_after_a_move(
    ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    later = an_article("the-ferry")
    comment = say(ada, article)
    decided(comment, Verb.SPOILER, sam)
    row = appeal(case_of(statement_about(comment).id), "Nothing is given away.")
    decide(comment, DecisionForm(Verb.MOVE, "", comment.version, later.slug), sam)
    db.session.commit()
    held = list[int]()

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        # On SQLite, where whoever writes holds everything, the same is asked without the lock.
        if "FROM article" in statement and "article.id = " in statement:
            held.extend(parameters.values() if isinstance(parameters, dict) else parameters)

    event.listen(db.engine, "before_cursor_execute", note)
    assert answer_appeal(row.id, UPHOLD, eve) == AppealOutcome.UPHELD
    event.remove(db.engine, "before_cursor_execute", note)
    assert article.id < later.id and held[:2] == [article.id, later.id]


def test_of_two_appeals_at_once_one_is_kept(app: Flask, ada: Account, sam: Account, article: Article) -> None:
    comments = [say(ada, article, f"Number {n}.") for n in range(10)]
    for comment in comments:
        decided(comment, Verb.REMOVE, sam)
    numbers = [statement_about(comment).id for comment in comments]

    def try_it(number: int, words: str) -> str:
        return appeal(case_of(number), words).words

    for number in numbers:
        tries = [partial(attempt, app, partial(try_it, number, words)) for words in ("One.", "Two.")]
        answers = at_once(app, tries)
        assert [isinstance(answer, Refusal) for answer in answers].count(True) == 1
        kept = db.session.scalars(select(Appeal.words).where(Appeal.statement_id == number)).one()
        assert kept in answers
        db.session.rollback()


@pytest.mark.parametrize("seed", range(5))
def test_every_appeal_has_another_decider_than_the_decision(
    ada: Account, sam: Account, eve: Account, article: Article, seed: int
) -> None:
    random, staff = Random(seed), [sam, eve, person("mia", Role.MODERATOR), person("amy", Role.ADMIN)]

    def act() -> None:
        said = db.session.scalars(select(Comment).order_by(Comment.id)).all()
        by, comment = random.choice(staff), random.choice(said)
        open_to = db.session.scalars(select(Statement.id)).all()
        undecided = db.session.scalars(select(Appeal.id).where(Appeal.outcome.is_(None))).all()
        actions: list[Callable[[], object]] = [
            lambda: say(random.choice([ada, sam]), article, f"Said {random.random()}."),
            lambda: decided(comment, random.choice([Verb.REMOVE, Verb.APPROVE, Verb.SPOILER]), by),
            lambda: reverse(random.choice(db.session.scalars(select(Decision.id)).all() or [0]), by),
            lambda: impose(ada, SanctionForm(random.choice(list(Kind)), "Be kind.", 3), by),
            *[lambda: appeal(case_of(random.choice(open_to or [0])), "Why?")] * 2,
            *[lambda: answer_appeal(random.choice(undecided or [0]), random.choice([UPHOLD, DECLINE]), by)] * 3,
        ]
        random.choice(actions)()

    say(ada, article)
    for _ in range(80):
        try:
            with db.session.begin_nested():
                act()
        except Refusal:
            pass
        db.session.flush()
    settled = db.session.scalars(select(Appeal).where(Appeal.outcome.is_not(None))).all()
    assert settled
    for row in settled:
        statement = db.session.get_one(Statement, row.statement_id)
        decision = db.session.get(Decision, statement.decision_id) if statement.decision_id else None
        sanction = db.session.get(Sanction, statement.sanction_id) if statement.sanction_id else None
        made = decision or sanction
        assert made is not None
        assert row.decided_by_id not in {made.by_id, row.person_id}
        assert appealed(row.id).appeal is row
