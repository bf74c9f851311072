"""The blueprint on which the modules beside this one hang their routes, and what its templates may ask."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint

from forum.moderation.models import Verb
from forum.moderation.permissions import may_decide
from forum.moderation.sanctions import unread_warnings

bp = Blueprint("moderation", __name__)
# In a comment's own menu: what needs no reason and no second thought.
QUICK: Mapping[Verb, str] = {
    Verb.APPROVE: "Approve",
    Verb.SPOILER: "Hide as a spoiler",
    Verb.UNSPOILER: "Show it again",
    Verb.PICK: "Editors’ pick",
    Verb.UNPICK: "Take the pick away",
    Verb.PIN: "Pin",
    Verb.UNPIN: "Unpin",
    Verb.LOCK: "Lock the thread",
    Verb.UNLOCK: "Unlock the thread",
}


@bp.app_context_processor
def _template_words() -> dict[str, Any]:
    return {"may_decide": may_decide, "quick_verbs": QUICK, "unread_warnings": unread_warnings}
