"""The page of all specimens."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from forum.discussion.models import State
from forum.errors import Invalid
from forum.moderation.models import Verb
from forum.queue.routes.blueprint import KEYS, LABELS
from forum.statements.reasons import DEFAULT_LINES
from forum.styleguide import boxes, comments, measuring, moderating, notifications, queue, redress, threads
from forum.styleguide.cast import ADA, IRONWAKE, MARISOL, NO_MARKS, NOW, QUIET, SAM, page_of, said

bp = Blueprint("styleguide", __name__)

# A field of a form, and what is wrong with what stands there.
WRONG = Invalid("Somebody is called that already. Choose another handle.", "handle")
UNREASONED = Invalid("Choose a reason: the author is told, and readers see it where the comment was.", "reason")
WORDS = "I have seen the call sheet, and it says *autumn*."


@bp.get("/styleguide")
def styleguide() -> ResponseReturnValue:
    return render_template(
        "styleguide/page.html",
        published_texts=dict,  # nothing that was kept
        now=NOW,
        ironwake=IRONWAKE,
        quiet=QUIET,
        page=page_of(threads.NODES),
        folded=threads.FOLDED,
        marks=NO_MARKS,
        plain=comments.PLAIN,
        waiting=comments.WAITING,
        written=comments.WRITTEN,
        menus=comments.MENUS,
        boxes=boxes.BOXES,
        box_words=boxes.WORDS,
        too_often=boxes.TOO_OFTEN,
        edited=said("edited-in-place", ADA, WORDS),
        undone=said("undone", ADA, WORDS),
        undecided=said("undecided", ADA, WORDS, state=State.HELD, state_reason=comments.WAITS),
        above=said("above", ADA, WORDS),
        beneath=said("beneath", MARISOL, "Of which year?"),
        ada=ADA,
        sam=SAM,
        wrong=WRONG,
        unreasoned=UNREASONED,
        verbs=[Verb.APPROVE, Verb.REJECT],
        reasons=DEFAULT_LINES,
        queue=queue.FULL,
        moderating=moderating.FULL,
        redress=redress.FULL,
        told=notifications.FULL,
        glance_of=lambda *_: notifications.GLANCE,  # nor counted
        usual_wait=lambda: redress.FULL["usual_wait"],
        appeals_waiting=lambda: 1,
        measuring=measuring.FULL,
        keys=KEYS,
        labels=LABELS,
    )
