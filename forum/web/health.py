"""For whoever watches the site: whether it is alive, and whether it can be sent readers."""

from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from forum.db import db

PLAIN = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


def init_app(app: Flask) -> None:
    app.add_url_rule("/healthz", view_func=healthz)
    app.add_url_rule("/readyz", view_func=readyz)


def healthz() -> ResponseReturnValue:
    """The process answers. To start it again is no help when only the database is away."""
    return "ok\n", PLAIN


def readyz() -> ResponseReturnValue:
    """The database answers, and has our tables."""
    try:
        db.session.execute(text("SELECT 1 FROM alembic_version"))
    except SQLAlchemyError:
        db.session.rollback()
        return "The database does not answer, or has no tables. Ask: forum doctor\n", 503, {**PLAIN, "Retry-After": "5"}
    return "ok\n", PLAIN
