"""How somebody wants to be told: the one page on which all of it stands."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.models import Account
from forum.accounts.viewer import login_required, somebody
from forum.db import db
from forum.errors import NotFound, Refusal
from forum.mail.addresses import suppressed_until
from forum.mail.post import is_possible
from forum.notifications.choosing import choose, forget_choices, manners_of, set_time_zone, zones
from forum.notifications.followed import heeded_by, section_names
from forum.notifications.forms import parse_manners
from forum.notifications.kinds import ALWAYS_TOLD, KINDS, Manner
from forum.notifications.models import Frequency, Kind
from forum.notifications.routes.blueprint import bp, words
from forum.web.returning import last_page


@bp.get("/me/notifications")
@login_required
def settings() -> ResponseReturnValue:
    return _page()


@bp.post("/me/notifications")
@login_required
def save_settings() -> ResponseReturnValue:
    me = somebody()
    try:
        now = manners_of([me.id])[me.id]
        for kind, manner in parse_manners(request.form).items():
            # What was left as it is goes on with the site's defaults.
            if manner != now[kind] and kind in kinds_for(me):
                choose(me, kind, manner)
        set_time_zone(me, request.form.get("time_zone", me.time_zone or ""))
    except Refusal as refusal:
        db.session.rollback()
        return _page(refusal), refusal.status
    db.session.commit()
    return redirect(url_for("notifications.settings", said="saved"), code=303)


@bp.post("/me/notifications/defaults")
@login_required
def forget_settings() -> ResponseReturnValue:
    forget_choices(somebody())
    db.session.commit()
    return redirect(url_for("notifications.settings", said="defaults"), code=303)


@bp.post("/me/notifications/<kind>/no-mail")
@login_required
def no_mail(kind: str) -> ResponseReturnValue:
    """From where somebody reads why they got a mail."""
    found = next((each for each in kinds_for(somebody()) if each == kind and each not in ALWAYS_TOLD), None)
    if found is None:
        raise NotFound("There is no such kind of notification.")
    me = somebody()
    choose(me, found, Manner(manners_of([me.id])[me.id][found].inbox, Frequency.NEVER))
    db.session.commit()
    return redirect(last_page(url_for("notifications.settings")), code=303)


def kinds_for(person: Account) -> Sequence[Kind]:
    return [kind for kind, described in KINDS.items() if person.is_staff or not described.of_staff]


def _page(refusal: Refusal | None = None) -> str:
    me = somebody()
    return render_template(
        "notifications/settings.html",
        **words(),
        shown=kinds_for(me),
        manners=manners_of([me.id])[me.id],
        regions=_regions(),
        zone=me.time_zone,
        heeded=heeded_by(me),
        sections=section_names(),
        mail=is_possible(),
        is_refused=bool(me.email) and suppressed_until(me.email) is not None,
        said=request.args.get("said"),
        refusal=refusal,
    )


def _regions() -> Mapping[str, Sequence[str]]:
    """By the part of the world its time zones."""
    return {region: list(names) for region, names in groupby(zones(), lambda name: name.partition("/")[0])}
