"""A random history of a site, over the turn of a year: comments, reports, decisions of every kind, appeals."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar

from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.models import Comment
from forum.discussion.reports import Cause
from forum.errors import Refusal
from forum.moderation.bulk import decide_together
from forum.moderation.closing import close, reopen
from forum.moderation.decisions import decide
from forum.moderation.forms import BulkForm, DecisionForm
from forum.moderation.models import Decision, Kind, Sanction, Verb
from forum.moderation.sanction_form import SanctionForm
from forum.moderation.sanctions import impose, release
from forum.moderation.undoing import reverse, undo
from forum.redress.answering import answer_appeal
from forum.redress.appealing import appeal
from forum.redress.finding import case_of
from forum.redress.forms import AnswerForm
from forum.reporting.forms import NoticeForm, ReportForm
from forum.reporting.raising import report_comment, send_notice, withdraw_report
from forum.statements.models import Appeal, AppealOutcome, Statement
from forum.statements.reasons import DEFAULTS
from tests.factories import an_article, person, say

BEGINS = datetime(2025, 12, 1, 9, tzinfo=UTC)
OFTEN = (Verb.REJECT, Verb.REMOVE, Verb.REMOVE_ALL, Verb.APPROVE, Verb.TRUST, Verb.SPOILER)
VERBS = (*OFTEN, *OFTEN, Verb.UNSPOILER, Verb.PICK, Verb.UNPICK, Verb.PIN, Verb.UNPIN, Verb.LOCK, Verb.UNLOCK)
LINKS = " ".join(f"https://example.org/{n}" for n in range(9))

Row = TypeVar("Row", Comment, Decision, Statement, Sanction)


class History:
    """Somebody does something at random, again and again; what is refused leaves no trace."""

    def __init__(self, seed: int) -> None:
        self.random, self.now = Random(seed), BEGINS
        self.readers = [person(f"reader-{n}") for n in range(6)]
        self.staff = [person("mia", Role.MODERATOR), person("noa", Role.MODERATOR), person("zoe", Role.ADMIN)]
        self.articles = [an_article("the-bridge"), an_article("the-ferry")]

    def unfold(self, steps: int) -> None:
        often = [
            *[self.speak] * 4,
            *[self.decide] * 4,
            *[self.report] * 3,
            *[self.slip] * 4,
            *[self.appeal] * 2,
            *[self.answer] * 2,
        ]
        seldom = [self.notify, self.withdraw, self.together, self.reverse, self.sanction, self.let_go]
        for _ in range(steps):
            self.now += timedelta(seconds=self.random.randrange(60, 30_000))
            with clock.stopped_at(self.now):
                self.tried(self.random.choice([*often, *seldom, self.closing]))

    def tried(self, step: Callable[[], None]) -> None:
        try:
            with db.session.begin_nested():
                step()
                db.session.flush()
        except Refusal:
            db.session.expire_all()

    def speak(self) -> None:
        words = self.random.choice(["I was there.", "Was it so?", LINKS])
        above = self.random.choice([None, None, self.a_comment()])
        article: Article = above.article if above else self.random.choice(self.articles)
        say(self.a_reader(), article, words, above, holds=self.random.choice([Hold.OPEN, Hold.ALL]))

    def decide(self) -> None:
        if comment := self.a_comment():
            reason = self.random.choice(DEFAULTS)
            form = DecisionForm(self.random.choice(VERBS), reason.public_line, comment.version, reason_name=reason.name)
            decide(comment, form, self.a_moderator())

    def together(self) -> None:
        items = {(one.id, one.version) for one in (self.a_comment(), self.a_comment(), self.a_comment()) if one}
        verb = self.random.choice([Verb.APPROVE, Verb.REJECT, Verb.REMOVE, Verb.SPOILER])
        decide_together(BulkForm(verb, "spam", sorted(items), "spam"), self.a_moderator())

    def slip(self) -> None:
        """Something is decided, and undone at once."""
        self.random.choice([self.decide, self.decide, self.together, self.closing])()
        db.session.flush()
        last = self.last(Decision)
        if last is not None and last.created_at == self.now and last.verb != Verb.UNDO:
            undo(last.id, db.session.get_one(Account, last.by_id))

    def reverse(self) -> None:
        if (former := self.any_of(Decision)) and former.verb != Verb.UNDO:
            reverse(former.id, self.a_moderator())

    def closing(self) -> None:
        article = self.random.choice(self.articles)
        self.random.choice([close, reopen])(article, self.staff[2])
        reopen(article, self.staff[2])

    def report(self) -> None:
        if comment := self.a_comment():
            cause = self.random.choice([Cause.SPAM, Cause.ATTACK, Cause.SPOILER, Cause.DISAGREE])
            report_comment(comment, ReportForm(cause, "", False), self.a_reader(), "network")

    def withdraw(self) -> None:
        if comment := self.a_comment():
            withdraw_report(comment, self.a_reader())

    def notify(self) -> None:
        if comment := self.a_comment():
            form = NoticeForm("It is a libel.", "Nora", "nora@example.org", False, False)
            send_notice(comment, form, None, "https://example.org/")

    def appeal(self) -> None:
        statement = self.any_of(Statement)
        case = case_of(statement.id) if statement else None
        if case is not None:
            appeal(case, "Why?")

    def answer(self) -> None:
        waiting = db.session.scalars(select(Appeal.id).where(Appeal.outcome.is_(None)).order_by(Appeal.id)).all()
        if waiting:
            outcome = self.random.choice([AppealOutcome.UPHELD, AppealOutcome.DECLINED])
            answer_appeal(self.random.choice(waiting), AnswerForm(outcome, "Because."), self.a_moderator())

    def sanction(self) -> None:
        kind = self.random.choice(list(Kind))
        impose(self.a_reader(), SanctionForm(kind, "Be kind.", 3 if kind == Kind.MUTE else 0), self.a_moderator())

    def let_go(self) -> None:
        if row := self.any_of(Sanction):
            release(row.id, db.session.get_one(Account, row.account_id), self.a_moderator())

    def a_reader(self) -> Account:
        return self.random.choice(self.readers)

    def a_moderator(self) -> Account:
        return self.random.choice(self.staff)

    def a_comment(self) -> Comment | None:
        return self.any_of(Comment)

    def any_of(self, table: type[Row]) -> Row | None:
        ids = db.session.scalars(select(table.id).order_by(table.id)).all()
        return db.session.get_one(table, self.random.choice(ids)) if ids else None

    def last(self, table: type[Decision]) -> Decision | None:
        return db.session.scalar(select(table).order_by(table.id.desc()).limit(1))
