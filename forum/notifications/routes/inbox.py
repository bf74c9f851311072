"""The inbox, and what in it was read."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum import clock, ids
from forum.accounts.models import Account
from forum.accounts.viewer import login_required, somebody
from forum.db import db
from forum.errors import Invalid
from forum.notifications.choosing import zone_of
from forum.notifications.explaining import notification_or_404
from forum.notifications.inbox import Item, mark_all_read, mark_one_read
from forum.notifications.inbox import inbox as inbox_of
from forum.notifications.routes.blueprint import bp, words
from forum.web.jinja import day
from forum.web.returning import last_page


@bp.get("/notifications")
@login_required
def inbox() -> ResponseReturnValue:
    unread_only = "unread" in request.args
    found = inbox_of(somebody(), _number(request.args.get("before")), unread_only)
    return render_template(
        "notifications/inbox.html",
        **words(),
        days=list(_by_day(found.items, somebody())),
        items=found.items,
        older=found.older,
        unread_only=unread_only,
        is_later=bool(request.args.get("before")),
    )


@bp.post("/notifications/read")
@login_required
def read_all() -> ResponseReturnValue:
    up_to = _number(request.form.get("up_to"))
    if up_to is None:
        raise Invalid("Open your notifications, and press the button there.", "up_to")
    mark_all_read(somebody(), up_to)
    db.session.commit()
    return redirect(url_for("notifications.inbox"), code=303)


@bp.post("/notifications/<id:notification_id>/read")
@login_required
def read(notification_id: int) -> ResponseReturnValue:
    return _mark(notification_id, is_read=True)


@bp.post("/notifications/<id:notification_id>/unread")
@login_required
def unread(notification_id: int) -> ResponseReturnValue:
    return _mark(notification_id, is_read=False)


def _mark(notification_id: int, is_read: bool) -> ResponseReturnValue:
    notification_or_404(notification_id, somebody())
    mark_one_read(somebody(), notification_id, is_read)
    db.session.commit()
    page = last_page(url_for("notifications.inbox"))
    return redirect(f"{page}#n{ids.to_text(notification_id)}", code=303)


def _number(text: str | None) -> int | None:
    try:
        return ids.from_text(text) if text else None
    except ValueError:
        return None


def _by_day(items: Sequence[Item], person: Account) -> Iterator[tuple[str, list[Item]]]:
    """Under the name of each day, as days begin where they live."""
    zone = zone_of(person)
    today = clock.now().astimezone(zone).date()

    def named(on: date) -> str:
        return {today: "Today", today - timedelta(days=1): "Yesterday"}.get(on) or day(on)

    for on, those in groupby(items, lambda item: item.notification.created_at.astimezone(zone).date()):
        yield named(on), list(those)
