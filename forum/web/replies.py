"""Answers to script, and which answers are nobody's in particular."""

import json
from typing import Any

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from forum.web.programs import asks_program

KIND = "application/json; charset=utf-8"


class Sessions(SecureCookieSessionInterface):
    """Flask's own, except that what caches keep for everybody neither bears nor depends on anybody's cookie.

    Nor does what a program is told: its page may be another site's.
    """

    def save_session(self, app: Flask, session: SessionMixin, response: Any) -> None:
        if not response.cache_control.public and not asks_program():
            super().save_session(app, session, response)


def init_app(app: Flask) -> None:
    app.session_interface = Sessions()


def json_reply(facts: object) -> Response:
    return Response(json.dumps(facts, separators=(",", ":")), content_type=KIND)


def for_every_site(response: Response) -> Response:
    """Let pages of any site read it: it is everybody's, and no cookie that a browser might send counts for it."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
