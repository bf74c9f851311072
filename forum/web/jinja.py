"""What templates can say, and the one door through which HTML enters a page unescaped.

`rendered` is that door. It is given only what `forum.markup` made and a row kept. A test fails when `Markup(` or
`|safe` stands anywhere else, since a second door would have to be watched as well. Data for programs goes through
Jinja's own `tojson`, which writes every <, >, & and ' by its number: no word in it ends the element that it stands in.
"""

from datetime import UTC, date, datetime

from flask import Flask
from markupsafe import Markup

from forum import ids
from forum.web import csrf
from forum.web.returning import this_page
from forum.web.site import absolute, settings


def init_app(app: Flask) -> None:
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    # As it is sent, not as it is looked at.
    app.jinja_env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    app.jinja_env.filters |= {
        "rendered": rendered,
        "id": ids.to_text,
        "moment": moment,
        "minute": minute,
        "day": day,
        "iso": iso,
    }
    app.jinja_env.globals |= {
        "csrf_token": csrf.token,
        "csrf_field": csrf.FIELD,
        "site": settings,
        "absolute": absolute,
        "this_page": this_page,
    }


def rendered(html: str) -> Markup:
    """What forum.markup made of somebody's words, as it is."""
    return Markup(html)  # noqa: S704


def iso(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(at: datetime) -> str:
    """A moment as everybody reads it alike; script makes it relative to the reader."""
    return f"{day(at)}, {at.astimezone(UTC):%H:%M} UTC"


def minute(at: datetime) -> str:
    """The same in UTC, as short as a byline wants it: 3 Dec 2015, 18:15."""
    on = at.astimezone(UTC)
    return f"{on.day} {on:%b %Y, %H:%M}"


def day(at: datetime | date | str) -> str:
    """3 December 2015. Of a text in ISO 8601 the day is taken as it was written, in no zone."""
    on = date.fromisoformat(at[:10]) if isinstance(at, str) else at
    return f"{on.day} {on:%B %Y}"
