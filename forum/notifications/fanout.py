"""Telling people of a comment: what follows when one appears, or is given other words."""

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum import clock, ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.events import CommentEdited, CommentStood
from forum.discussion.models import PUBLIC, Comment, Visit
from forum.ids import new_id
from forum.notifications.choosing import Manners, manners_of, site_manners
from forum.notifications.deciding import tell_of_state
from forum.notifications.models import Kind
from forum.notifications.recipients import Said, Tie, recipients
from forum.notifications.telling import free_those_behind, give_another_chance, insert_new, mailing_of, note_answered
from forum.notifications.ties import close_ties, deaf_among, following_ties, following_ties_of
from forum.notifications.timing import WAIT
from forum.outbox.dispatch import Turn

# Between two slices others may write: as long as the slice took, and no longer than this, in seconds. (Whoever waits
# for SQLite's lock looks for it every tenth of a second, and would never find it free.)
LONGEST_REST = 0.2


def tell_of_comment(happened: CommentStood, turn: Turn) -> None:
    """Everybody who would want to know that it appeared, each once; and its author what was decided."""
    comment = _comment(happened.comment_id)
    if comment is None:
        return
    tell_of_state(comment, happened)
    if happened.was in PUBLIC and happened.became not in PUBLIC:
        free_those_behind(comment)
    if happened.became not in PUBLIC or happened.was in PUBLIC or not comment.is_public:
        return
    note_answered(comment)
    give_another_chance(ids.to_text(comment.id), WAIT)
    site = site_manners()
    close = close_ties(comment)
    # Their other reasons as well: the slices below find them told already.
    _tell(comment, [*close, *following_ties_of(comment, {tie.person_id for tie in close})], site)
    turn.settle()
    for ties in following_ties(comment):
        began = time.monotonic()
        _tell(comment, ties, site)
        turn.settle()
        time.sleep(min(time.monotonic() - began, LONGEST_REST))


def tell_of_edit(happened: CommentEdited, turn: Turn) -> None:
    """Whoever is named in the new words and was not in the old."""
    comment = _comment(happened.comment_id)
    if comment is not None and comment.is_public:
        _tell(comment, [tie for tie in close_ties(comment) if tie.kind == Kind.MENTION], site_manners())


def _comment(comment_id: int) -> Comment | None:
    whole = joinedload(Comment.parent), joinedload(Comment.article)
    found = select(Comment).where(Comment.id == comment_id).options(*whole)
    return db.session.scalar(found.execution_options(populate_existing=True))


def _tell(comment: Comment, ties: Sequence[Tie], site: Manners) -> None:
    people = {tie.person_id for tie in ties}
    if not people:
        return
    # The article before its people, as everybody holds them: the rows below lean on both.
    article = select(Article.id).where(Article.id == comment.article_id)
    db.session.execute(article.with_for_update(read=True, key_share=True))
    told = recipients(Said(comment.author_id, comment.is_public), ties, deaf_among(comment, people))
    insert_new(list(_rows(comment, told, site)))


def _rows(comment: Comment, told: Mapping[int, Sequence[Kind]], site: Manners) -> Iterable[dict[str, Any]]:
    now = clock.now()
    # In one order, whoever else tells of the same at the same moment.
    accounts = db.session.scalars(select(Account).where(Account.id.in_(told)).order_by(Account.id)).all()
    manners, seen = manners_of(told.keys(), site), _seen(comment, told)
    for person in accounts:
        kinds = told[person.id]
        # How it is told goes by the closest reason alone: who wants no mail of replies gets none of one in a thread
        # that they follow.
        manner = manners[person.id][kinds[0]]
        yield {
            "id": new_id(),
            "person_id": person.id,
            "occasion": ids.to_text(comment.id),
            "kind": kinds[0],
            "reasons": [str(kind) for kind in kinds],
            "comment_id": comment.id,
            "article_id": comment.article_id,
            "created_at": now,
            "in_inbox": manner.inbox,
            "read_at": now if person.id in seen else None,
            **mailing_of(person, kinds[0], manner, now, was_seen=person.id in seen),
        }


def _seen(comment: Comment, people: Collection[int]) -> frozenset[int]:
    """Who has had it before their eyes already, while its word was on the way to them."""
    visits = select(Visit.account_id, Visit.seen).where(Visit.article_id == comment.article_id)
    name = ids.to_text(comment.id)
    return frozenset(
        row.account_id for row in db.session.execute(visits.where(Visit.account_id.in_(people))) if name in row.seen
    )
