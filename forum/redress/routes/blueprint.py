"""The blueprint on which the modules beside this one hang their routes, and what its templates may ask."""

from typing import Any

from flask import Blueprint, url_for

from forum.accounts.models import Account
from forum.accounts.viewer import current
from forum.errors import Refusal
from forum.redress.listing import MANY, count_waiting
from forum.redress.waiting import usual_wait
from forum.statements import terms
from forum.statements.published import version

bp = Blueprint("redress", __name__)


class SignedOut(Refusal):
    """What was typed is on the page that says so, to be sent again."""

    status = 401

    def __init__(self, page: str) -> None:
        super().__init__("You are not signed in any more. Your words are below: sign in in another tab, and send them.")
        self.sign_in = url_for("accounts.sign_in_form", next=page)


def author(page: str) -> Account:
    """Who sends words, on a route that must not lose them; `page` is where to be after signing in."""
    account = current()
    if account is None:
        raise SignedOut(page)
    return account


@bp.app_context_processor
def _template_words() -> dict[str, Any]:
    return {
        "usual_wait": usual_wait,
        "appeals_waiting": count_waiting,
        "many_appeals": MANY,
        "terms": terms,
        "rules_of": version,
    }
