"""What staff did, for staff to read."""

from collections.abc import Iterable

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from forum.accounts.models import Account
from forum.accounts.permissions import may_moderate
from forum.accounts.queries import account_or_404
from forum.accounts.viewer import login_required, somebody
from forum.db import db
from forum.errors import Invalid, require
from forum.moderation.log import kinds, page_of_log
from forum.moderation.routes.blueprint import bp


@bp.get("/moderation/log")
@login_required
def log() -> ResponseReturnValue:
    require(may_moderate(somebody()))
    asked = {name: request.args.get(name, "").strip().removeprefix("@") for name in ("actor", "person", "kind")}
    actor, person = (account_or_404(asked[name]).id if asked[name] else None for name in ("actor", "person"))
    entries, before = page_of_log(actor, person, asked["kind"], _number(request.args.get("before")))
    people = _people({number for entry, _ in entries for number in (entry.actor_id, entry.person_id) if number})
    return render_template(
        "moderation/log.html", entries=entries, before=before, people=people, kinds=kinds(), asked=asked
    )


def _people(numbers: Iterable[int]) -> dict[int, Account]:
    found = db.session.scalars(select(Account).where(Account.id.in_(sorted(numbers))))
    return {person.id: person for person in found}


def _number(text: str | None) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Invalid("This address does not lead to a page. Go back to the beginning of the log.")
    return int(text)
