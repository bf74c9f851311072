"""The queue: what waits, and one comment of it with all that helps to decide."""

from collections.abc import Sequence

from flask import render_template, request
from flask.typing import ResponseReturnValue

from forum import clock
from forum.accounts.permissions import may_moderate
from forum.accounts.viewer import login_required, somebody
from forum.db import db
from forum.discussion.models import Comment
from forum.discussion.queries import comment_or_404
from forum.errors import NotFound, Refusal, require
from forum.markup.excerpt import excerpt
from forum.moderation.decisions import PAST, Overtaken, ago
from forum.moderation.models import Decision
from forum.moderation.routes.deciding import instead_of
from forum.moderation.rules import sections
from forum.moderation.undoing import UNDO, can_be_taken_back
from forum.queue.filters import Filter
from forum.queue.finding import MANY, TITLES, Found, Tab, count, find
from forum.queue.items import Item, item_for
from forum.queue.leasing import look_at, lookers
from forum.queue.routes.blueprint import KEYS, LABELS, bp
from forum.queue.routes.where import Where, id_in, parse_tab
from forum.queue.views import views_of
from forum.reporting.forms import SHORT_CAUSES
from forum.reporting.queries import causes_of
from forum.screening.rulebook import RULES
from forum.statements.reasons import lines


@bp.get("/moderation/queue")
@login_required
def queue() -> ResponseReturnValue:
    require(may_moderate(somebody()))
    try:
        where = Where.parse(request.args)
        found = find(where.tab, where.wanted, where.after)
    except Refusal as refusal:
        # What was typed stays in its field, above everything that waits.
        where = Where(_tab(), Filter(), "")
        return queue_page(where, refusal=refusal), refusal.status
    at = id_in(request.args, "at")
    return queue_page(where, found, at if at is not None else _first(found.comments))


@bp.post("/moderation/queue/<id:comment_id>/lease")
@login_required
def lease(comment_id: int) -> ResponseReturnValue:
    require(may_moderate(somebody()))
    look_at(comment_or_404(comment_id, somebody()), by=somebody())
    db.session.commit()
    return "", 204


def queue_page(where: Where, found: Found | None = None, at: int | None = None, refusal: Refusal | None = None) -> str:
    """With `at` open, and the refusal above what it is about."""
    found = found or find(where.tab, where.wanted, where.after)
    item = _item(at)
    return render_template(
        "queue/queue.html",
        where=where,
        typed=request.values.get("q", str(where.wanted)),
        found=found,
        item=item,
        is_gone=at is not None and item is None,
        beside=_beside(found.comments, at),
        counts={tab: count(tab) for tab in Tab},
        many=MANY,
        titles=TITLES,
        looking=lookers([comment.id for comment in found.comments], but=somebody()),
        causes=causes_of([comment.id for comment in found.comments]),
        cause_words=SHORT_CAUSES,
        views=views_of(somebody()),
        sections=sections(),
        rules=RULES,
        reasons=lines(),
        keys=KEYS,
        labels=LABELS,
        words=lambda comment, limit=160: excerpt(comment.body_html, limit),
        past=PAST,
        ago=lambda moment: ago(moment, clock.now()),
        done=_done(),
        refusal=refusal,
        instead=instead_of(item.comment, item.verbs) if item and isinstance(refusal, Overtaken) else None,
    )


def _item(at: int | None) -> Item | None:
    try:
        return None if at is None else item_for(at, by=somebody())
    except NotFound:
        return None


def _beside(comments: Sequence[Comment], at: int | None) -> int | None:
    """What comes next, or before if it is the last."""
    numbers = [comment.id for comment in comments]
    if at not in numbers:
        return numbers[0] if numbers else None
    place = numbers.index(at)
    around = numbers[place + 1 : place + 2] or numbers[max(place - 1, 0) : place]
    return around[0] if around else None


def _done() -> Decision | None:
    """What they decided a moment ago, as long as it can be undone."""
    number = id_in(request.args, "done")
    decision = None if number is None else db.session.get(Decision, number)
    if decision is None or decision.by_id != somebody().id or clock.now() - decision.created_at > UNDO:
        return None
    return decision if can_be_taken_back(decision) else None


def _first(comments: Sequence[Comment]) -> int | None:
    return comments[0].id if comments else None


def _tab() -> Tab:
    try:
        return parse_tab(request.args.get("tab", ""))
    except Refusal:
        return Tab.NEEDS
