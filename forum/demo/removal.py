"""Taking the demonstration away again, without a trace.

*Why so.* Under an article of the demonstration everything goes, also what people of the site's own said there: a
discussion cannot stand without what it is about. Their accounts stay. The demonstration's people go with all they
did, unless something of theirs would be torn out of what stays: who has said or decided something under another
article stays there, as a reader without a way in.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, and_, delete, exists, func, or_, select

from forum.accounts.credentials import void_sign_ins
from forum.accounts.models import DEMO_DOMAIN, Account, Role
from forum.articles.models import Article, Section
from forum.articles.queries import article_to_change
from forum.db import Base, db
from forum.demo import script
from forum.discussion.counting import count_recommendations
from forum.discussion.models import Comment, Mute, Recommendation
from forum.discussion.reports import Report
from forum.moderation.log import ERASE, Happened, erase_words, spoken_of
from forum.moderation.models import Decision
from forum.moderation.records import LogEntry
from forum.outbox.queries import forget_facts_about
from forum.statements.models import Appeal, Statement


@dataclass(frozen=True)
class Removed:
    """What went, in numbers, and who stays."""

    articles: int
    comments: int
    comments_by_others: int  # of the comments, those by people of the site's own
    people: int
    staying: Sequence[str]  # handles

    def __bool__(self) -> bool:
        return bool(self.articles or self.people)


def remove() -> Removed:
    """Take all of the demonstration away; nothing happens where nothing of it is."""
    articles = db.session.scalars(select(Article.id).where(_of_the_demonstration()).order_by(Article.id)).all()
    people = db.session.scalars(select(Account.id).where(Account.email_key.endswith("@" + DEMO_DOMAIN))).all()
    for article_id in articles:
        article_to_change(article_id)
    here = Comment.article_id.in_(articles)
    comments = _number_of(here)
    by_others = _number_of(and_(here, Comment.author_id.not_in(people)))
    _take_back_praise(people, articles)
    _unstate(articles, people)
    _clear(articles)
    staying = _disarmed(people)
    gone = [person for person in people if person not in {account.id for account in staying}]
    db.session.execute(delete(Account).where(Account.id.in_(gone)))
    # That staff did something stays in the log, which is only added to; what it was goes.
    erase_words(*(Happened(ERASE, None, article_id=number) for number in spoken_of(LogEntry.article_id, articles)))
    erase_words(*(Happened(ERASE, None, person_id=number) for number in spoken_of(LogEntry.person_id, gone)))
    return Removed(len(articles), comments, by_others, len(gone), [account.handle for account in staying])


def _of_the_demonstration() -> ColumnElement[bool]:
    scenes = script.scenes()
    # Before the articles had keys, the one that there was could be told by its address and its moment.
    keyless = (and_(Article.slug == scene.slug, Article.created_at == scene.published) for scene in scenes)
    return or_(Article.key.in_([scene.key for scene in scenes]), and_(Article.key.is_(None), or_(*keyless)))


def _number_of(comments: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(Comment).where(comments)) or 0


def _take_back_praise(people: Sequence[int], articles: Sequence[int]) -> None:
    """What nobody real recommended elsewhere is not recommended any more, and counted so."""
    praise = (
        select(Recommendation, Comment)
        .join(Comment, Comment.id == Recommendation.comment_id)
        .where(Recommendation.account_id.in_(people), Comment.article_id.not_in(articles))
    )
    elsewhere = db.session.scalars(praise.with_only_columns(Comment.article_id).distinct()).all()
    for article in map(article_to_change, sorted(elsewhere)):
        theirs = praise.where(Comment.article_id == article.id).execution_options(populate_existing=True)
        for recommendation, comment in db.session.execute(theirs).all():
            db.session.delete(recommendation)
            count_recommendations(comment, -1)
    db.session.flush()


def _unstate(articles: Sequence[int], people: Sequence[int]) -> None:
    """What readers reported here, what was stated of it or of nobody real, and what they answered."""
    here = select(Comment.id).where(Comment.article_id.in_(articles))
    of_decisions = Statement.decision_id.in_(select(Decision.id).where(Decision.comment_id.in_(here)))
    stated = or_(of_decisions, and_(Statement.decision_id.is_(None), Statement.person_id.in_(people)))
    for statement in (
        delete(Report).where(Report.comment_id.in_(here)),
        delete(Appeal).where(Appeal.statement_id.in_(select(Statement.id).where(stated))),
        delete(Statement).where(stated),
    ):
        db.session.execute(statement.execution_options(synchronize_session=False))


def _clear(articles: Sequence[int]) -> None:
    """The articles go, with everything beneath them, and the sections that are left without a use."""
    listed = Article.id.in_(articles)
    sections = db.session.scalars(select(Article.section_name).where(listed, Article.section_name.is_not(None))).all()
    beneath = select(Comment.id).where(Comment.article_id.in_(articles))
    forget_facts_about("comment_id", set(db.session.scalars(beneath)))
    for statement in (
        delete(Decision).where(or_(Decision.comment_id.in_(beneath), Decision.article_id.in_(articles))),
        # Histories, recommendations and drafts go with these.
        delete(Comment).where(Comment.article_id.in_(articles)),
        delete(Article).where(listed),
        # A section that has neither an article nor a limit says nothing; it is made anew when it is next named.
        delete(Section).where(
            Section.name.in_(sections),
            Section.closes_after_days.is_(None),
            ~exists().where(Article.section_name == Section.name),
        ),
    ):
        db.session.execute(statement.execution_options(synchronize_session=False))


def _disarmed(people: Sequence[int]) -> Sequence[Account]:
    """Those who have to stay, with nothing left to them but what they said."""
    held = or_(*(exists().where(column == Account.id) for column in _holding_a_person()))
    staying = db.session.scalars(select(Account).where(Account.id.in_(people), held).order_by(Account.handle_key)).all()
    for account in staying:
        account.role = Role.READER
        void_sign_ins(account)
        db.session.execute(delete(Mute).where(Mute.account_id == account.id))
    return staying


def _holding_a_person() -> Sequence[Column[object]]:
    """Every column that names a person and does not go with them, in whatever package it was declared."""
    columns = (column for table in Base.metadata.sorted_tables for column in table.columns)
    return [
        column
        for column in columns
        if any(key.column.table.name == "account" and key.ondelete != "CASCADE" for key in column.foreign_keys)
    ]
