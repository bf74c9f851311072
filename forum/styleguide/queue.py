"""The queue with everything in it that can stand there."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from forum.discussion.models import Comment, State
from forum.discussion.reports import Cause, LegalNotice, Outcome, Report
from forum.errors import Conflict
from forum.ids import to_text
from forum.markup.excerpt import excerpt
from forum.markup.marking import marked
from forum.moderation.decisions import PAST, ago
from forum.moderation.history import Line
from forum.moderation.models import Decision, Verb
from forum.moderation.permissions import ON_COMMENTS, may_decide
from forum.queue.filters import Filter
from forum.queue.finding import MANY, TITLES, Found, Tab
from forum.queue.items import Item
from forum.queue.models import Note, QueueView
from forum.queue.records import Record, Similar, Why
from forum.queue.routes.where import Where
from forum.reporting.forms import SHORT_CAUSES
from forum.reporting.queries import Told
from forum.reporting.weighing import Accuracy
from forum.screening.rulebook import RULES
from forum.styleguide.cast import ADA, DON, JO, MARISOL, NOW, SAM, number, said

_ASKS = said("queue-asked", MARISOL, "Does anybody know who owns the harbour?")
OPEN = said(
    "queue-open",
    DON,
    "The casino owns it, and [so it says itself](https://casino.example/).",
    state=State.HELD,
    state_reason="A word in it is on a list.",
    parent_id=_ASKS.id,
    parent=_ASKS,
    depth=1,
    is_wrapped=True,
)
_SUSPECTED = said("queue-suspected", JO, "Watches, watches!", state=State.SUSPECTED, state_reason="Probably spam.")
_WAITS = said("queue-waits", ADA, "I was at the harbour.", state=State.HELD, state_reason="First comments wait.")
_GONE = said("queue-gone", DON, "Buy my book.", state=State.REMOVED)
_NOT = said("queue-not", DON, "Rubbish.", state=State.REJECTED)
_DONE = Decision(id=number("queue-done"), verb=Verb.REJECT, reason="spam", by_id=JO.id, created_at=NOW)
_DONE.created_at -= timedelta(seconds=4)
_NOTICE = LegalNotice(
    explanation="It says where I live, which the court forbade.",
    name="Nora Lind",
    email="nora@example.org",
    is_threat_to_life=True,
    is_of_child_abuse=False,
)


def reported(cause: Cause, hours: int, note: str = "", outcome: Outcome | None = None) -> Report:
    at = NOW - timedelta(hours=hours)
    return Report(cause=cause, revision=OPEN.revision, note=note, outcome=outcome, created_at=at)


ITEM = Item(
    comment=OPEN,
    verbs=[verb for verb in ON_COMMENTS if may_decide(SAM, OPEN, verb)],
    why=[
        Why("banned-words", "Banned words", "A banned word: casino.", ["casino"], holds=True),
        Why("new-account-links", "Links of new members", "A link by an account of 3 hours.", [], holds=False),
    ],
    words=marked(OPEN.body_html, ["casino"]),
    history=[Line(_DONE, f"{JO.display_name} rejected this 4 s ago (spam).", "reverse")],
    record=Record(
        published=12,
        waiting=1,
        refused=2,
        rightly_reported=1,
        last=[_WAITS, _SUSPECTED, _GONE, _NOT, said("queue-live", DON, "It is late.")],
    ),
    notes=[
        (Note(id=number("note"), by_id=SAM.id, body="Works for the harbour.", created_at=NOW - timedelta(days=2)), SAM),
        (Note(id=number("note-2"), by_id=JO.id, body="Polite when asked.", created_at=NOW - timedelta(days=1)), JO),
    ],
    similar=[Similar(_DONE, JO.display_name, "At the casino, every night.")],
    linked=[ADA],
    reports=[
        Told(reported(Cause.LEGAL, hours=1), _NOTICE, None, None),
        Told(reported(Cause.ATTACK, hours=2, note="He means my sister."), None, ADA, Accuracy(12, 15)),
        Told(reported(Cause.SPAM, hours=3, outcome=Outcome.DECLINED), None, None, None),
    ],
    disagreeing=4,
)


def words_of(comment: Comment, limit: int = 160) -> str:
    return excerpt(comment.body_html, limit)


def since(moment: datetime) -> str:
    return ago(moment, NOW)


FULL: Mapping[str, Any] = {
    "where": Where(Tab.NEEDS, Filter.parse({"q": "has:link"}), ""),
    "typed": "has:link",
    "found": Found([OPEN, _SUSPECTED, _WAITS], f"4~{to_text(OPEN.id)}"),
    "item": ITEM,
    "beside": _SUSPECTED.id,
    "causes": {OPEN.id: [(Cause.LEGAL, 1), (Cause.ATTACK, 3)]},
    "cause_words": SHORT_CAUSES,
    "looking": {_SUSPECTED.id: JO.display_name},
    "views": [QueueView(id=number("view"), name="With links", query="has:link")],
    "rules": RULES,
    "counts": {Tab.NEEDS: 3, Tab.ESCALATED: 1, Tab.REPORTED: 1, Tab.HELD: 2, Tab.UNSEEN: MANY + 1, Tab.EDITED: 0},
    "many": MANY,
    "titles": TITLES,
    "past": PAST,
    "words": words_of,
    "ago": since,
    "done": _DONE,
    "overtaken": Conflict(f"{JO.display_name} rejected this 4 s ago (spam)."),
}
