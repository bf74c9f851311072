"""The blueprint on which the modules beside this one hang their routes, and the form that most of them show."""

from typing import Any

from flask import Blueprint, render_template, request, url_for

from forum.accounts.viewer import current
from forum.errors import Refusal
from forum.mail.post import is_possible as mail_is_possible
from forum.web.returning import local_path

bp = Blueprint("accounts", __name__)


@bp.app_context_processor
def _template_words() -> dict[str, Any]:
    return {"mail_is_possible": mail_is_possible}


def page(template: str, refusal: Refusal | None = None, **facts: Any) -> str:
    """A form, with what was typed (never the password) and what is wrong with it.

    `again` is said to whoever is signed in and has to show anew who they are.
    """
    asked = {"next": destination(url_for("articles.front")), "again": asks_again()}
    return render_template(template, **asked | facts, typed=request.form, refusal=refusal)


def asks_again() -> bool:
    return bool(request.values.get("again")) and current() is not None


def destination(default: str = "/") -> str:
    """The page of ours that was wanted."""
    return local_path(request.values.get("next"), default)
