"""What is new to somebody since they were last at an article.

*Why what was seen is kept comment by comment.* A discussion is a tree that everybody sorts as they like and reads in
part. Who has had the latest comment before their eyes may not have seen an earlier one, further down or on another
page: a high-water mark would count it as read for good. So a comment is new that came after the visit before this one
began, was not seen since, and is not the reader's own.

*Why the line stands still during a visit.* Who follows a link and comes back, or loads the page again, still finds
what was new when they came. A visit is over when nothing was heard of it for as long as PAUSE.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, exists, select
from sqlalchemy.exc import IntegrityError

from forum import clock, ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import UNPUBLISHED, Comment, Visit

# Long enough for a telephone call or another article, shorter than a meal.
PAUSE = timedelta(minutes=30)
# So many are remembered, the newest: who comes back to more than that is lost in new ones anyway.
MOST_SEEN = 1_000


@dataclass(frozen=True)
class Since:
    """New is what was created after `before` and is not among `seen`, ids as they stand in addresses."""

    before: datetime
    seen: Sequence[str]


@dataclass(frozen=True)
class Own:
    """What one member alone has at an article."""

    unpublished: bool  # a comment that its author sees and others do not
    since: Since | None


# Both in one statement, since both are asked for with every page of who is signed in.
_OWN = (
    select(
        exists().where(
            Comment.author_id == bindparam("account"), Comment.article_id == bindparam("article"), UNPUBLISHED
        ),
        Visit,
    )
    .select_from(Account)
    .outerjoin(Visit, and_(Visit.account_id == Account.id, Visit.article_id == bindparam("article")))
    .where(Account.id == bindparam("account"))
)


def own_at(article: Article, account: Account, now: datetime) -> Own:
    unpublished, visit = db.session.execute(_OWN, {"account": account.id, "article": article.id}).one()
    return Own(unpublished, None if visit is None else _since(visit, now))


def since_last_visit(account: Account | None, article: Article, now: datetime) -> Since | None:
    """Where the new begins for `account`; None for a signed-out reader and on a first visit. Only looks."""
    visit = None if account is None else db.session.get(Visit, (account.id, article.id))
    return None if visit is None else _since(visit, now)


def _since(visit: Visit, now: datetime) -> Since:
    before = visit.began if _is_over(visit, now) else visit.before
    return Since(before, _later(visit.seen, before))


def note_visit(article: Article, by: Account, seen: Iterable[str], newest: datetime | None = None) -> None:
    """`by` is at the article and has seen these of its comments.

    `newest` says how far the page went that they came to: what was said after it, while the page was on its way to
    them and this note on its way back, was not there for them to see. Without it the visit begins now.
    """
    now = clock.now()
    began = min(newest or now, now)
    visit = _visit_to_change(article, by) or _first_visit(article, by, began, now)
    if _is_over(visit, now):
        visit.before, visit.began = visit.began, max(visit.began, began)
    visit.last_at = now
    visit.seen = _later([*visit.seen, *seen], visit.before)


def _is_over(visit: Visit, now: datetime) -> bool:
    return now - visit.last_at > PAUSE


def _later(names: Iterable[str], before: datetime) -> list[str]:
    """Of these ids the ones that were made after `before`, the newest if there are too many; the rest is old anyway."""
    later = {name for name in names if ids.moment_of(ids.from_text(name)) > before}
    return sorted(later)[-MOST_SEEN:]


def _visit_to_change(article: Article, by: Account) -> Visit | None:
    # Two tabs tell what they have shown at once: neither may overwrite what the other told.
    return db.session.get(Visit, (by.id, article.id), with_for_update=True, populate_existing=True)


def _first_visit(article: Article, by: Account, began: datetime, now: datetime) -> Visit:
    # The other tab may have been faster: then the key says that there is one visit, and that is the one.
    with suppress(IntegrityError), db.session.begin_nested():
        db.session.add(Visit(account_id=by.id, article_id=article.id, before=began, began=began, last_at=now, seen=[]))
    return db.session.get_one(Visit, (by.id, article.id), with_for_update=True, populate_existing=True)
