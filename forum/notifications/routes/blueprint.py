"""The blueprint on which the modules beside this one hang their routes, and what templates may ask."""

from typing import Any

from flask import Blueprint

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.glance import Glance
from forum.markup.excerpt import excerpt
from forum.notifications.following import key_of, stance
from forum.notifications.inbox import glance
from forum.notifications.kinds import ALWAYS_TOLD, KINDS
from forum.notifications.models import Frequency, Place
from forum.notifications.permissions import may_follow_person

bp = Blueprint("notifications", __name__)

FREQUENCIES = {
    Frequency.AT_ONCE: "At once",
    Frequency.HOURLY: "Hourly",
    Frequency.DAILY: "Daily",
    Frequency.WEEKLY: "Weekly",
    Frequency.NEVER: "Never",
}


@bp.app_context_processor
def _template_words() -> dict[str, Any]:
    return {"glance_of": _glance_of, "follows_person": _follows_person, "may_follow_person": may_follow_person}


def words() -> dict[str, Any]:
    """What the pages of this blueprint say of kinds and of people's words."""
    return {"kinds": KINDS, "always_told": ALWAYS_TOLD, "frequencies": FREQUENCIES, "excerpt": excerpt}


def _glance_of(viewer: Account, article: Article | None = None) -> Glance:
    """Of the stand-in on a page that members share: holes."""
    drawn: Glance | None = getattr(viewer, "glance", None)
    return drawn or glance(viewer, article)


def _follows_person(viewer: Account, person: Account) -> bool:
    this = (Place.PERSON, key_of(person))
    return stance(viewer, this).get(this) is False
