"""What moderators see of reports, which nobody else does; and the receipt of who sent a notice."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.discussion.reports import Cause, LegalNotice, Outcome, Report
from forum.errors import NotFound
from forum.reporting.weighing import Accuracy, accuracy_of

# Nobody reads more before deciding.
SHOWN = 20
COUNTED = 1_000


@dataclass(frozen=True)
class Told:
    """One report as moderators read it."""

    report: Report
    notice: LegalNotice | None
    reporter: Account | None  # None: who was not signed in
    accuracy: Accuracy | None


def reports_on(comment: Comment) -> Sequence[Told]:
    """Those that nobody has answered first, then the others, the latest first; without mere disagreement."""
    query = select(Report, LegalNotice, Account).outerjoin(LegalNotice, LegalNotice.report_id == Report.id)
    query = query.outerjoin(Account, Account.id == Report.reporter_id)
    query = query.where(Report.comment_id == comment.id, Report.cause != Cause.DISAGREE)
    rows = db.session.execute(query.order_by(Report.outcome.is_not(None), Report.id.desc()).limit(SHOWN)).all()
    known = accuracy_of({row[2].id for row in rows if row[2] is not None})
    return [Told(row[0], row[1], row[2], known.get(row[2].id) if row[2] else None) for row in rows]


def disagreeing(comment: Comment) -> int:
    """How many said that they do not agree with it, which is no report."""
    said = select(func.count()).where(Report.comment_id == comment.id, Report.cause == Cause.DISAGREE)
    return db.session.scalar(said) or 0


def causes_of(comment_ids: Collection[int]) -> Mapping[int, Sequence[tuple[Cause, int]]]:
    """By comment, of what it is reported now, and how often; the most often said first."""
    unanswered = (Report.comment_id.in_(comment_ids), Report.outcome.is_(None))
    said = select(Report.comment_id, Report.cause, func.count()).where(*unanswered)
    found: dict[int, list[tuple[Cause, int]]] = {}
    for row in db.session.execute(said.group_by(Report.comment_id, Report.cause)):
        found.setdefault(row[0], []).append((row[1], row[2]))
    return {number: sorted(causes, key=lambda each: (-each[1], each[0])) for number, causes in found.items()}


@dataclass(frozen=True)
class Received:
    """What whoever holds the key to a notice is shown of it: nothing of who they are, nor of what they wrote."""

    number: int
    article: Article
    is_mailed: bool  # who stays unnamed has neither a receipt nor the decision by mail
    is_decided: bool


def received_notice(report_id: int) -> Received:
    about = select(Report, Article).join(Comment, Comment.id == Report.comment_id)
    about = about.join(Article, Article.id == Comment.article_id).where(Report.cause == Cause.LEGAL)
    found = db.session.execute(about.where(Report.id == report_id)).first()
    if found is None:
        raise NotFound("There is no such notice any more.")
    report, article = found
    return Received(report.id, article, report.wants_word, report.outcome is not None)


def rightly_reported(person: Account) -> int:
    """How many of their comments a moderator did something about because of a report; at most COUNTED."""
    upheld = select(Report.comment_id).join(Comment, Comment.id == Report.comment_id)
    theirs = upheld.where(Comment.author_id == person.id, Report.outcome == Outcome.UPHELD).distinct().limit(COUNTED)
    return db.session.scalar(select(func.count()).select_from(theirs.subquery())) or 0
