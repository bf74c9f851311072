"""The application, put together: the only module that knows every other."""

from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from forum import clock
from forum.accounts import routes as accounts
from forum.accounts import viewer
from forum.accounts.credentials import SESSION_LIFE
from forum.articles import routes as articles
from forum.assets import STATIC, TEMPLATES, static_version
from forum.config import Settings, load
from forum.db import POOL, db
from forum.discussion import routes as discussion
from forum.moderation import routes as moderation
from forum.styleguide import routes as styleguide
from forum.web import addresses, bundles, csrf, errors, headers, jinja, limits, rates, replies


def create_app(settings: Settings | None = None) -> Flask:
    """The WSGI application for `settings`, or for those of the environment."""
    settings = settings or load()
    app = Flask(
        "forum",
        template_folder=str(TEMPLATES),
        static_folder=str(STATIC),
        static_url_path=f"/static/{static_version()}",
    )
    app.extensions["forum.settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        # What readers wrote is never printed with a statement that failed.
        SQLALCHEMY_ENGINE_OPTIONS={**POOL, "hide_parameters": True},
        # The prefix makes browsers insist on https, the whole path and no domain; on plain http they refuse it.
        SESSION_COOKIE_NAME="__Host-forum" if settings.https else "forum",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=SESSION_LIFE,
    )
    db.init_app(app)
    # Limits come first: nothing else looks at a request that is not text. Then who sends it, then who they are, and
    # only then how often: what another site forges is not counted against the reader.
    for part in (addresses, limits, csrf, viewer, headers, replies, errors, jinja, bundles):
        part.init_app(app)
    rates.init_app(app, account_id=_account_id)
    for routes in (articles, accounts, discussion, moderation, styleguide):
        app.register_blueprint(routes.bp)
    app.add_url_rule("/healthz", view_func=healthz)
    app.context_processor(lambda: {"viewer": viewer.current(), "now": clock.now()})
    return app


def _account_id() -> int | None:
    account = viewer.current()
    return account.id if account else None


def healthz() -> ResponseReturnValue:
    """Alive, and the database answers."""
    db.session.execute(text("SELECT 1"))
    return "ok\n", {"Content-Type": "text/plain; charset=utf-8"}
