"""An appeal is never decided by who made the decision."""

from collections.abc import Callable
from functools import partial
from random import Random

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum import clock
from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment, State
from forum.errors import Conflict, Forbidden, Refusal
from forum.moderation.models import Decision, Kind, Sanction, Verb
from forum.moderation.records import LogEntry
from forum.moderation.sanction_form import SanctionForm
from forum.moderation.sanctions import impose
from forum.moderation.undoing import reverse, undo
from forum.redress.answering import answer_appeal, appealed
from forum.redress.appealing import appeal
from forum.redress.finding import case_of
from forum.redress.forms import AnswerForm
from forum.statements.models import Appeal, AppealOutcome, Statement
from tests.at_once import at_once, attempt
from tests.factories import decided, person, say
from tests.redress.appealed import DECLINE, UPHOLD, appealed_removal, statement_about


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
    # Of a moderator whom an issuer has not named of late nobody knows whether they still are one.
    person("mia", Role.MODERATOR).role_until = clock.now()
    db.session.flush()
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


def test_a_moderator_does_not_let_go_whom_only_an_admin_may(sam: Account, eve: Account) -> None:
    mia, other = person("mia", Role.MODERATOR), person("amy", Role.ADMIN)
    impose(mia, SanctionForm(Kind.WARN, "Be kind.", 0), eve)
    row = appeal(case_of(db.session.scalars(select(Statement.id)).one()), "I was.")
    with pytest.raises(Forbidden, match=r"You may not take this back. Amy can\."):
        answer_appeal(row.id, UPHOLD, sam)
    answer_appeal(row.id, UPHOLD, other)


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
