"""Looking again, when mail is due, at everything that would speak against it: what has changed in ten minutes.

The facts of many notifications are fetched at once; whether one is still wanted is a pure function of its facts.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import and_, func, or_, select

from forum import clock, ids
from forum.accounts.models import Account
from forum.db import db
from forum.discussion.models import PUBLIC, Comment, Mute, Visit
from forum.mail.addresses import suppressed_among
from forum.mail.models import OPEN, Mail, State
from forum.notifications.choosing import Manners, manners_of
from forum.notifications.kinds import CLOSEST, Manner
from forum.notifications.models import Following, Frequency, Kind, Notification, Post
from forum.notifications.reaching import unreachable
from forum.notifications.telling import NOT_PICKED, SEEN, TAKEN_AWAY, UNWANTED
from forum.notifications.timing import DAY

READ = "You had read it on the site."
MUTED = "You have muted who said it."
SILENCED = "You do not want to hear of this thread or article."
REFUSED = "Your mail server refused mail to this address too often."
T = TypeVar("T", Account, Comment)


@dataclass(frozen=True)
class Facts:
    """What there is to know about one notification before it is mailed."""

    row: Notification
    person: Account
    comment: Comment | None
    manner: Manner
    seen: bool  # the comment, on its page
    muted: bool  # whoever said it
    silenced: bool  # where it stands
    suppressed: bool


def why_not(facts: Facts) -> str | None:
    """Why there is nothing to mail about it any more; None when there is."""
    if facts.row.read_at is not None:
        return READ
    return _why_not_them(facts) or _why_not_this(facts)


def _why_not_them(facts: Facts) -> str | None:
    if facts.suppressed:
        return REFUSED
    if facts.manner.mail == Frequency.NEVER:
        return UNWANTED
    return unreachable(facts.person)


def _why_not_this(facts: Facts) -> str | None:
    comment = facts.comment
    if comment is None or not comment.is_public:
        return TAKEN_AWAY
    if facts.row.kind == Kind.PICKED and not comment.is_picked:
        return NOT_PICKED
    if facts.seen:
        return SEEN
    if facts.muted:
        return MUTED
    return SILENCED if facts.silenced else None


@dataclass(frozen=True)
class Around:
    """What bears on many notifications at once, read anew in a handful of statements."""

    people: Mapping[int, Account]
    comments: Mapping[int, Comment]
    manners: Mapping[int, Manners]
    visits: Mapping[tuple[int, int], Visit]
    mutes: Collection[tuple[int, int]]
    silences: Collection[tuple[int, str]]
    suppressed: Collection[str]  # addresses

    def facts_of(self, row: Notification) -> Facts:
        person, comment = self.people[row.person_id], self.comments.get(row.comment_id or 0)
        visit = self.visits.get((row.person_id, row.article_id or 0))
        places = (ids.to_text(comment.article_id), ids.to_text(comment.root_id)) if comment else ()
        return Facts(
            row=row,
            person=person,
            comment=comment,
            manner=self.manners[person.id][Kind(row.kind)],
            seen=comment is not None and visit is not None and ids.to_text(comment.id) in visit.seen,
            muted=comment is not None and (person.id, comment.author_id) in self.mutes,
            silenced=any((person.id, place) in self.silences for place in places),
            suppressed=person.email in self.suppressed,
        )


def look_around(rows: Sequence[Notification]) -> Around:
    people = {row.person_id for row in rows}
    articles = {row.article_id for row in rows if row.article_id is not None}
    comments = _anew(Comment, {row.comment_id for row in rows if row.comment_id is not None})
    visits = select(Visit).where(Visit.account_id.in_(people), Visit.article_id.in_(articles))
    mutes = select(Mute.account_id, Mute.muted_id).where(Mute.account_id.in_(people))
    silences = select(Following.person_id, Following.key).where(Following.person_id.in_(people), Following.muted)
    accounts = _anew(Account, people)
    return Around(
        people={row.id: row for row in accounts},
        comments={row.id: row for row in comments},
        manners=manners_of(people),
        visits={(row.account_id, row.article_id): row for row in db.session.scalars(visits)},
        mutes={(row[0], row[1]) for row in db.session.execute(mutes)},
        silences={(row[0], row[1]) for row in db.session.execute(silences)},
        suppressed=suppressed_among([row.email for row in accounts]),
    )


def _anew(table: type[T], numbers: Collection[int]) -> Sequence[T]:
    rows = select(table).where(table.id.in_(numbers)).execution_options(populate_existing=True)
    return db.session.scalars(rows).all()


def told_since_their_visit(rows: Sequence[Notification], around: Around) -> set[tuple[int, int]]:
    """The pairs of person and article of which a mail went out, or will, since they were last there.

    Whoever comes back to one article may not have been at another, so each counts for itself. A mail that is still to
    go counts as long as its comment stands: of one that was taken away it will not go.
    """
    people, articles = {row.person_id for row in rows}, {row.article_id for row in rows if row.article_id is not None}
    went = or_(Mail.id.is_(None), Mail.state.in_((State.SENT, State.DOUBTFUL)))
    will_go = and_(Mail.state.in_(OPEN), Comment.state.in_(sorted(PUBLIC)))
    mailed = (
        select(Notification.person_id, Notification.article_id, func.max(Notification.mailed_at).label("at"))
        .outerjoin(Mail, Mail.id == Notification.mail_id)
        .join(Comment, Comment.id == Notification.comment_id)
        .where(Notification.person_id.in_(people), Notification.article_id.in_(articles))
        .where(Notification.kind.in_(CLOSEST), Notification.read_at.is_(None), Notification.post == Post.WRITTEN)
        .where(or_(went, will_go))
        .group_by(Notification.person_id, Notification.article_id)
    )
    spoke = _last_words(people, articles)
    told = set[tuple[int, int]]()
    for person_id, article_id, at in db.session.execute(mailed):
        pair = (person_id, article_id or 0)
        visit = around.visits.get(pair)
        here = [each for each in (visit.last_at if visit else None, spoke.get(pair)) if each is not None]
        if at is None or not any(moment >= at for moment in here):
            told.add(pair)
    return told


def _last_words(people: Collection[int], articles: Collection[int]) -> Mapping[tuple[int, int], datetime]:
    """When each of them last spoke on each of these articles: then they were there, whether or not visits are noted."""
    said = (
        select(Comment.author_id, Comment.article_id, func.max(Comment.created_at))
        .where(Comment.author_id.in_(people), Comment.article_id.in_(articles))
        .group_by(Comment.author_id, Comment.article_id)
    )
    return {(row[0], row[1]): row[2] for row in db.session.execute(said)}


def mailed_within_a_day(people: Collection[int]) -> Mapping[int, int]:
    """How many mails about notifications each of them was written in the last 24 hours."""
    since = clock.now() - DAY
    rows = (
        select(Notification.person_id, func.count(Notification.mail_id.distinct()))
        .where(Notification.person_id.in_(people), Notification.mailed_at > since)
        .group_by(Notification.person_id)
    )
    return {row[0]: row[1] for row in db.session.execute(rows)}
