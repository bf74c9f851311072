"""The blueprint on which the modules beside this one hang their routes, and what its templates may ask."""

from typing import Any

from flask import Blueprint

from forum.articles.closing import is_closed
from forum.discussion import permissions
from forum.discussion.cursors import cursor_after
from forum.discussion.forms import LURE, MAX_BODY
from forum.discussion.keys import new_key
from forum.discussion.ranking import ORDERS

bp = Blueprint("discussion", __name__)


@bp.app_context_processor
def _template_words() -> dict[str, Any]:
    """The predicates of the verbs, so that a button is shown to whom the verb would say yes."""
    return {
        "may_read": permissions.may_read,
        "takes_replies": permissions.takes_replies,
        "may_edit": permissions.may_edit,
        "may_delete": permissions.may_delete,
        "may_mute": permissions.may_mute,
        "why_no_box": permissions.why_no_box,
        "is_closed": is_closed,
        "cursor_after": cursor_after,
        "new_key": new_key,
        "lure": LURE,
        "orders": ORDERS,
        "most": MAX_BODY,
    }
