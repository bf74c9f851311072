"""The blueprint on which the modules beside this one hang their routes, and what its templates may ask."""

from typing import Any

from flask import Blueprint

from forum import clock
from forum.discussion import permissions
from forum.discussion.ranking import ORDERS

bp = Blueprint("discussion", __name__)


@bp.app_context_processor
def _template_words() -> dict[str, Any]:
    """The predicates of the verbs, so that a button is shown to whom the verb would say yes."""
    return {
        "may_read": permissions.may_read,
        "may_post": permissions.may_post,
        "may_reply": permissions.may_reply,
        "may_edit": permissions.may_edit,
        "may_delete": permissions.may_delete,
        "may_recommend": permissions.may_recommend,
        "may_mute": permissions.may_mute,
        "now": clock.now(),
        "orders": ORDERS,
    }
