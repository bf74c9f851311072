"""Comments as they were when they were said, with what a rule knew of their authors at that moment.

Looked up for many at once, and only what the one rule asks for: rules of the text alone ask for nothing.

*What is not kept* cannot be seen again: words that their author took back, and how they were before an edit that left
no history (within five minutes, or while they waited). Who is staff, who is trusted and at which address is of today.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.facts import LATELY, MANY, OF_LATELY, TURNED_DOWN, Facts
from forum.discussion.judging import Words, submitted
from forum.discussion.leading import hosts_of, shared_hosts
from forum.discussion.models import PUBLIC, Comment, Revision, State
from forum.moderation.catches import HOLDS, IS_APPROVED
from forum.moderation.earlier import Earlier
from forum.moderation.models import Decision
from forum.screening.checks.text import SHORT
from forum.screening.models import KeptVerdict
from forum.screening.options import Terms
from forum.screening.submission import Place, Submission

_FIRST = Comment.created_at, Comment.id


@dataclass(frozen=True)
class Said:
    """A comment as it was said."""

    id: int
    author_id: int
    at: datetime
    words: Words
    section: str | None
    is_approved: bool


def said(*among: ColumnElement[bool], most: int) -> tuple[Sequence[int], Sequence[Said]]:
    """The numbers of the newest comments, and those among them that are still there."""
    columns = (*_FIRST, Comment.author_id, Comment.state, Comment.edited_at, Comment.body_source, Comment.body_html)
    query = select(*columns, Article.section_name, IS_APPROVED.label("is_approved")).join(Article)
    rows = db.session.execute(query.where(*among).order_by(Comment.id.desc()).limit(most)).all()
    former = _former_words([row.id for row in rows if row.edited_at is not None])
    there = [row for row in rows if row.state != State.DELETED]
    return [row.id for row in rows], [_said(row, former.get(row.id)) for row in there]


def submissions(comments: Sequence[Said], rule: str, terms: Terms) -> Sequence[Submission]:
    """What the rule's check would have been shown of each, in their order."""
    people = select(Account).where(Account.id.in_({one.author_id for one in comments}))
    authors = {account.id: account for account in db.session.scalars(people)}
    published, rejections, lately = dict[int, int](), dict[int, int](), dict[int, tuple[str, ...]]()
    match rule if comments else "":
        case "first-comments":
            published = _published(comments, terms.options.number("count"))
        case "recent-rejections":
            rejections = _rejections(comments, timedelta(days=terms.options.number("days")))
        case "repeat" | "near-repeat":
            lately = _lately([one for one in comments if len(one.words.body) >= SHORT])
    found = []
    for one in comments:
        by, hosts = authors[one.author_id], hosts_of(one.words.html) if rule == "shared-host" else ()
        shared = shared_hosts(hosts, by, terms, one.at, before=one.id) if hosts else ()
        facts = Facts((), published.get(one.id), rejections.get(one.id, 0), lately.get(one.id, ()), None)
        found.append(submitted(one.words, by, facts, Place(), shared, one.at))
    return found


def _said(row: Any, former: Sequence[Any] | None) -> Said:
    body, html = (former[0].body_source, former[0].body_html) if former else (row.body_source, row.body_html)
    return Said(row.id, row.author_id, row.created_at, Words(body, html), row.section_name, row.is_approved)


def _former_words(comment_ids: Sequence[int]) -> Mapping[int, Sequence[Any]]:
    """By comment, the texts that it had before, the first of them first."""
    found = defaultdict(list)
    columns = (Revision.comment_id, Revision.written_at, Revision.body_source, Revision.body_html)
    query = select(*columns).where(Revision.comment_id.in_(comment_ids))
    for row in db.session.execute(query.order_by(Revision.written_at, Revision.id)) if comment_ids else ():
        found[row.comment_id].append(row)
    return found


def _published(comments: Sequence[Said], most: int) -> dict[int, int]:
    """How many of their author's comments everybody could read, for those who had fewer than `most`."""
    begin = min(one.at for one in comments)
    settled = select(Comment.id).where(Comment.author_id == Account.id, Comment.created_at < begin)
    settled = settled.where(
        Comment.state.in_(PUBLIC), ~exists().where(Decision.comment_id == Comment.id).correlate(Comment)
    )
    count = select(func.count()).select_from(settled.correlate(Account).limit(most).subquery()).scalar_subquery()
    authors = {one.author_id for one in comments}
    known = set(db.session.scalars(select(Account.id).where(Account.id.in_(authors), count >= most)))
    fresh = [one for one in comments if one.author_id not in known]
    past = _past(fresh, [])
    return {one.id: min(most, _count(one, past, PUBLIC)) for one in fresh}


def _rejections(comments: Sequence[Said], within: timedelta) -> dict[int, int]:
    begin = min(one.at for one in comments) - within
    one_of = aliased(Decision)
    ever = exists().where(one_of.comment_id == Comment.id, one_of.state_after.in_(TURNED_DOWN)).correlate(Comment)
    past = _past(comments, [Comment.created_at > begin, or_(Comment.state.in_(TURNED_DOWN), ever)])
    return {one.id: min(MANY, _count(one, past, TURNED_DOWN, one.at - within)) for one in comments}


def _count(one: Said, past: Mapping[int, Sequence[Earlier]], states: Any, since: datetime | None = None) -> int:
    """How many of what its author said before, and after `since`, were in one of `states` then."""
    theirs = [each for each in past.get(one.author_id, ()) if each.place < (one.at, one.id)]
    return sum(each.state_at(one.at) in states for each in theirs if since is None or each.place[0] > since)


def _past(comments: Sequence[Said], among: Sequence[ColumnElement[bool]]) -> Mapping[int, Sequence[Earlier]]:
    """By author, what they had said until the last of `comments`, and what was decided about it."""
    if not comments:
        return {}
    theirs = [Comment.author_id.in_({one.author_id for one in comments}), Comment.state != State.DELETED, *among]
    theirs.append(Comment.created_at <= max(one.at for one in comments))
    found, by_author = dict[int, Earlier](), defaultdict[int, list[Earlier]](list)
    for row in db.session.execute(select(*_FIRST, Comment.author_id, Comment.state).where(*theirs)):
        found[row.id] = Earlier((row.created_at, row.id), State(row.state))
        by_author[row.author_id].append(found[row.id])
    _tell_what_became(found, theirs)
    return by_author


def _tell_what_became(of: Mapping[int, Earlier], among: Sequence[ColumnElement[bool]]) -> None:
    waits = select(KeptVerdict.comment_id, KeptVerdict.created_at).join(Comment, Comment.id == KeptVerdict.comment_id)
    for comment_id, at in db.session.execute(waits.where(*among, KeptVerdict.ruling.in_(HOLDS))):
        of[comment_id].waits.append(at)
    columns = (Decision.comment_id, Decision.created_at, Decision.state_before, Decision.state_after)
    decided = select(*columns).join(Comment, Comment.id == Decision.comment_id).where(*among)
    decided = decided.where(Decision.state_after.is_not(None)).order_by(Decision.created_at, Decision.id)
    for number, at, before, after in db.session.execute(decided):
        of[number or 0].decisions.append((at, State(str(before)), State(str(after))))


def _lately(comments: Sequence[Said]) -> dict[int, tuple[str, ...]]:
    """What their author had said elsewhere within a day, as it read then, the newest first."""
    if not comments:
        return {}
    moments = [one.at for one in comments]
    theirs = Comment.author_id.in_({one.author_id for one in comments}), Comment.state != State.DELETED
    columns = (*_FIRST, Comment.author_id, Comment.edited_at, Comment.body_source)
    query = select(*columns).where(*theirs, Comment.created_at.between(min(moments) - LATELY, max(moments)))
    rows = defaultdict(list)
    for row in db.session.execute(query.order_by(*_FIRST)):
        rows[row.author_id].append(row)
    edited = [row.id for theirs in rows.values() for row in theirs if row.edited_at is not None]
    former = _former_words(edited)
    found = {}
    for one in comments:
        before = rows[one.author_id]
        end = bisect_left(before, (one.at, one.id), key=lambda row: (row.created_at, row.id))
        recent = [row for row in before[max(0, end - OF_LATELY) : end] if row.created_at > one.at - LATELY]
        found[one.id] = tuple(_as_read(row, former.get(row.id, ()), one.at) for row in reversed(recent))
    return found


def _as_read(row: Any, former: Sequence[Any], at: datetime) -> str:
    if not former or row.edited_at <= at:
        return str(row.body_source)
    return str(next((each for each in reversed(former) if each.written_at <= at), former[0]).body_source)
