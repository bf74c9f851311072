"""The public log, for everybody where the site has one."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from forum.config import PublicLog
from forum.errors import NotFound
from forum.syndication.atom import KIND
from forum.transparency.feed import feed_of_log
from forum.transparency.listing import page_of_done
from forum.transparency.report import years
from forum.transparency.routes.blueprint import bp
from forum.web.site import settings


@bp.get("/moderation/log/public")
def public_log() -> ResponseReturnValue:
    """Also what `/moderation/log` shows to whoever does not moderate; staff see here what others see."""
    _require_public()
    shown, before = page_of_done(request.args.get("before"), _with_names())
    return render_template(
        "transparency/log.html", shown=shown, before=before, is_first="before" not in request.args, years=years()
    )


@bp.get("/moderation/log.atom")
def feed() -> ResponseReturnValue:
    _require_public()
    shown, _ = page_of_done(None, _with_names())
    return Response(feed_of_log(shown), content_type=KIND)


def _require_public() -> None:
    if settings().public_log == PublicLog.OFF:
        raise NotFound("What moderators did is not public here.")


def _with_names() -> bool:
    return settings().public_log == PublicLog.NAMES
