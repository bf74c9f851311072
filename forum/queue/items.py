"""One comment as a moderator has it before them, with all that helps to decide."""

from collections.abc import Sequence
from dataclasses import dataclass

from forum import clock
from forum.accounts.models import Account
from forum.accounts.permissions import may_moderate
from forum.discussion.models import Comment
from forum.discussion.queries import comment_or_404
from forum.errors import require
from forum.markup.marking import marked
from forum.moderation.history import Line, decisions_on
from forum.moderation.linked import linked_with
from forum.moderation.models import Verb
from forum.moderation.permissions import ON_COMMENTS, may_decide
from forum.queue.models import Note
from forum.queue.notes import notes_about
from forum.queue.records import Record, Similar, Why, record_of, similar_to, why
from forum.reporting.queries import Told, disagreeing, reports_on


@dataclass(frozen=True)
class Item:
    comment: Comment  # with author, article and parent at hand
    verbs: Sequence[Verb]  # that are open on it
    why: Sequence[Why]
    words: str  # HTML, with what the rules found in it marked
    history: Sequence[Line]
    record: Record
    notes: Sequence[tuple[Note, Account]]
    similar: Sequence[Similar]
    linked: Sequence[Account]
    reports: Sequence[Told]
    disagreeing: int


def item_for(comment_id: int, by: Account) -> Item:
    """NotFound when there is no such comment."""
    require(may_moderate(by))
    comment = comment_or_404(comment_id, by)
    said = why(comment)
    return Item(
        comment=comment,
        verbs=[verb for verb in ON_COMMENTS if may_decide(by, comment, verb)],
        why=said,
        words=marked(comment.body_html, [word for each in said for word in each.matched]),
        history=decisions_on(comment, clock.now(), by),
        record=record_of(comment.author, but=comment),
        notes=notes_about(comment.author),
        similar=similar_to(comment, said[0].rule) if said else (),
        linked=linked_with(comment.author, by),
        reports=reports_on(comment),
        disagreeing=disagreeing(comment),
    )
