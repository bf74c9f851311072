"""Putting sites on the list, changing what their pages may do, and taking them off it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from forum import clock
from forum.accounts.models import Account
from forum.db import db
from forum.errors import Conflict, Invalid, require
from forum.moderation.log import Happened, log
from forum.origins.addresses import parse_origin
from forum.origins.forms import OriginForm
from forum.origins.models import Origin
from forum.origins.permissions import may_manage_origins
from forum.web.site import origin_is_ours

# Far more than a newsroom has; each of them may have readers sign in.
MOST = 100


def add_origin(given: str, form: OriginForm, by: Account) -> Origin:
    """Invalid when it is no other site's address; Conflict when it is listed already."""
    require(may_manage_origins(by))
    origin = parse_origin(given)
    if origin_is_ours(origin):
        raise Invalid("That is this site itself: its own pages need no listing.", "origin")
    if (db.session.scalar(select(func.count()).select_from(Origin)) or 0) >= MOST:
        raise Conflict(f"There are {MOST} sites already. Remove one first.")
    row = Origin(
        origin=origin, opens_articles=form.opens_articles, stance=form.stance, added_at=clock.now(), by_id=by.id
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise Conflict(f"{origin} is on the list already.") from None
    _log("origin-added", row, by, after=_facts(row))
    return row


def change_origin(row: Origin, form: OriginForm, by: Account) -> None:
    """For articles that are opened from now on; those that are there stay as they are."""
    require(may_manage_origins(by))
    before = _facts(row)
    row.opens_articles, row.stance = form.opens_articles, form.stance
    if before != _facts(row):
        _log("origin", row, by, before=before, after=_facts(row))


def remove_origin(row: Origin, by: Account) -> None:
    """Its articles and what was said under them stay, on our own pages."""
    require(may_manage_origins(by))
    _log("origin-removed", row, by)
    db.session.delete(row)
    db.session.flush()


def _facts(row: Origin) -> dict[str, Any]:
    return {"opens_articles": row.opens_articles, "stance": row.stance}


def _log(
    kind: str,
    row: Origin,
    by: Account,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    log(Happened(kind, by.id, before=before, after=after, more={"origin": row.origin}))
