"""What stands in a feed: the newest comments of a place or a person that everybody can read, one statement each."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Account
from forum.articles.models import Article, Section
from forum.db import db
from forum.discussion.latest import newest_of
from forum.discussion.models import Comment, Mute
from forum.discussion.permissions import readable_by
from forum.errors import NotFound
from forum.notifications.models import Kind, Notification

# A program asks every hour or so; more than that is said in an hour by nobody's readers but a newspaper's.
MOST = 50


def of_article(article: Article) -> Sequence[Comment]:
    return _found(newest_of(article.id, MOST))


def of_site() -> Sequence[Comment]:
    return _found(_newest())


def of_section(name: str) -> Sequence[Comment]:
    """NotFound when there is no such section.

    By way of the articles in which something was said last; and of none is more read than can be among the newest.
    """
    if db.session.get(Section, name) is None:
        raise NotFound("There is no such section.")
    said = _newest(Comment.article_id == Article.id).with_only_columns(Comment.id).limit(1)
    last, fiftieth = said.scalar_subquery(), said.offset(MOST - 1).scalar_subquery()
    in_it = Article.section_name == name, Article.comment_count > 0
    ranked = select(Article.id, fiftieth.label("fiftieth")).where(*in_it).order_by(last.desc())
    lively = ranked.limit(MOST).cte("lively")
    since = select(func.coalesce(func.max(lively.c.fiftieth), 0)).scalar_subquery()
    return _found(_newest(Comment.article_id.in_(select(lively.c.id)), Comment.id >= since))


def by_person(person: Account) -> Sequence[Comment]:
    """NotFound of somebody who left."""
    if person.erased_at is not None:
        raise NotFound("This member left.")
    theirs = select(Comment).where(Comment.author_id == person.id, readable_by(None))
    return _found(theirs.order_by(Comment.created_at.desc(), Comment.id.desc()).limit(MOST))


def replies_to(person: Account) -> Sequence[Comment]:
    """Of what they were told, on the site or not: nothing of whom they mute or of what they silenced."""
    told = Notification.person_id == person.id, Notification.kind == Kind.REPLY
    muted = exists().where(Mute.account_id == person.id, Mute.muted_id == Comment.author_id)
    answers = select(Comment).join(Notification, Notification.comment_id == Comment.id).where(*told, readable_by(None))
    return _found(answers.where(~muted).order_by(Notification.id.desc()).limit(MOST))


def _newest(*where: ColumnElement[bool]) -> Select[Comment]:
    return select(Comment).where(readable_by(None), *where).order_by(Comment.id.desc()).limit(MOST)


def _found(query: Select[Comment]) -> Sequence[Comment]:
    return db.session.scalars(query.options(joinedload(Comment.author), joinedload(Comment.article))).all()
