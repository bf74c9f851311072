"""The yearly report: as a page, as JSON, and as a table for a spreadsheet."""

from collections.abc import Callable
from functools import wraps

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from forum import clock
from forum.accounts.viewer import current, login_required
from forum.config import PublicLog
from forum.errors import require
from forum.transparency.permissions import may_read_report
from forum.transparency.report import report_of, years
from forum.transparency.routes.blueprint import bp
from forum.transparency.spelling import as_csv, as_json
from forum.web.replies import json_reply
from forum.web.site import settings

Route = Callable[[int], ResponseReturnValue]


def for_whoever_may(route: Route) -> Route:
    """Everybody where the log is public; else staff, who sign in first."""

    @wraps(route)
    def guarded(year: int) -> ResponseReturnValue:
        require(may_read_report(current(), settings().public_log))
        return route(year)

    for_staff = login_required(guarded)

    @wraps(route)
    def either(year: int) -> ResponseReturnValue:
        return (for_staff if settings().public_log == PublicLog.OFF else guarded)(year)

    return either


@bp.get("/moderation/report/<int:year>")
@for_whoever_may
def report(year: int) -> ResponseReturnValue:
    found = report_of(year)
    return render_template(
        "transparency/report.html", report=found, years=years(), is_over=found.year < clock.now().year
    )


@bp.get("/moderation/report/<int:year>.json")
@for_whoever_may
def report_as_json(year: int) -> ResponseReturnValue:
    return json_reply(as_json(report_of(year)))


@bp.get("/moderation/report/<int:year>.csv")
@for_whoever_may
def report_as_csv(year: int) -> ResponseReturnValue:
    answer = Response(as_csv(report_of(year)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="moderation-{year}.csv"'
    return answer
