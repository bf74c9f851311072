"""The application, put together: the only module that knows every other."""

import logging
import sys

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from forum import clock, transactions
from forum.accounts import routes as accounts
from forum.accounts import viewer
from forum.accounts.credentials import SESSION_LIFE
from forum.api import routes as api
from forum.api.routes.asking import asker
from forum.articles import routes as articles
from forum.articles.queries import newest, version_of
from forum.assets import STATIC, TEMPLATES, static_version
from forum.config import Log, Settings, Worker, load
from forum.db import db
from forum.discussion import routes as discussion
from forum.embed import routes as embed
from forum.handlers import CHORES, HANDLERS
from forum.mail.gauges import gauges
from forum.mailbox import routes as mailbox
from forum.measures import routes as measures
from forum.moderation import routes as moderation
from forum.notifications import inbox
from forum.notifications import routes as notifications
from forum.outbox.worker import start_in_background
from forum.people import routes as people
from forum.postroom import routes as postroom
from forum.previews import routes as previews
from forum.privacy import routes as privacy
from forum.queue import routes as queue
from forum.redress import routes as redress
from forum.reporting import routes as reporting
from forum.rounds import routes as rounds
from forum.sso import routes as sso
from forum.styleguide import routes as styleguide
from forum.transparency import routes as transparency
from forum.web import (
    addresses,
    bundles,
    csrf,
    errors,
    headers,
    health,
    jinja,
    limits,
    metrics,
    observing,
    rates,
    replies,
)
from forum.web.logs import JsonHandler, Lines
from forum.web.metrics import Metrics
from forum.web.observing import Observed, request_id
from forum.web.pages.changes import changes_of
from forum.web.pages.front import SharedPages
from forum.web.pages.shelf import Shelf
from forum.web.programs import asks_program
from forum.webhooks import routes as webhooks


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
        SECRET_KEY_FALLBACKS=list(settings.old_secret_keys),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        # What readers wrote is never printed with a statement that failed.
        SQLALCHEMY_ENGINE_OPTIONS={**transactions.POOL, "hide_parameters": True},
        # The prefix makes browsers insist on https, the whole path and no domain; on plain http they refuse it.
        SESSION_COOKIE_NAME="__Host-forum" if settings.https else "forum",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=SESSION_LIFE,
    )
    db.init_app(app)
    transactions.init_app(app)
    # Limits come first: nothing else looks at a request that is not text. Then who sends it, then who they are, and
    # only then how often: what another site forges is not counted against the reader.
    for part in (observing, addresses, limits, csrf, viewer, headers, replies, errors, jinja, bundles, health, api):
        part.init_app(app)
    rates.init_app(app, account_id=_account_id)
    of_readers = (articles, accounts, sso, discussion, reporting, redress, notifications, transparency)
    of_staff = (moderation, queue, rounds, measures, people, postroom, previews, webhooks)
    for routes in (*of_readers, *of_staff, privacy, mailbox, styleguide, api, embed):
        app.register_blueprint(routes.bp)
    app.context_processor(lambda: {"viewer": viewer.current(), "now": clock.now()})
    app.extensions |= {"forum.glance": inbox.glance, "forum.seen": inbox.mark_read}
    _put_in_front(app, settings)
    return app


# How long a thread computes before another that waits gets its turn, in seconds. A comment takes some milliseconds to
# post, a kept page some millionths of a second to hand out: who reads shall not wait for Python's usual five.
TURN = 0.0005
# How many discussions are ready when the site starts.
READY = 3


def served() -> Flask:
    """The application of the environment's settings, as a server runs it: it writes its log to standard error."""
    sys.setswitchinterval(TURN)
    settings = load()
    lines = Lines()
    logger = logging.getLogger()
    logger.addHandler(JsonHandler(lines, request_id))
    logger.setLevel(logging.INFO)
    app = create_app(settings)
    app.extensions["forum.observed"].write_to(lines, each_request=settings.log == Log.REQUESTS)
    return app


def warmed() -> Flask:
    """The same, with the newest discussions ready: the first reader after a start waits no longer than the next.

    For a server that does not fork afterwards: the database is open then, and the worker's threads run.
    """
    app = served()
    _make_ready(app)
    if app.extensions["forum.settings"].worker == Worker.ON:
        start_in_background(app, HANDLERS, CHORES)
    return app


def _make_ready(app: Flask) -> None:
    try:
        with app.app_context():
            slugs = [article.slug for article in newest()[:READY]]
    except SQLAlchemyError as error:
        # Whoever comes is told by the page that they ask for.
        logging.getLogger(__name__).warning("nothing was made ready: %s", getattr(error, "orig", None) or error)
        return
    for path in ("/", *(f"/articles/{slug}" for slug in slugs)):
        app.extensions["forum.pages"].make_ready(path, app.extensions["forum.settings"].base_url)


def _put_in_front(app: Flask, settings: Settings) -> None:
    """What a request comes by before the application: its line in the log, then the pages that everyone shares."""
    pages = SharedPages(
        app,
        changes_of(settings.database_url),
        settings.page_cache_mb * 1_000_000 // 2,
        version_of,
        app.config["SESSION_COOKIE_NAME"],
    )
    observed = Observed(pages, Metrics(), pages.ready)
    metrics.init_app(app, observed.metrics)
    tell = observed.metrics.add_gauge
    tell("forum_pages_kept", "Shared pages that are ready.", lambda: len(pages.shelf))
    tell("forum_pages_kept_bytes", "What they take.", lambda: pages.shelf.bytes)
    tell("forum_pages_made", "Shared pages made since the start.", lambda: pages.made)
    observed.metrics.add_rows(gauges)
    app.extensions |= {"forum.pages": pages, "forum.observed": observed}
    app.extensions["forum.members"] = Shelf(settings.page_cache_mb * 1_000_000 // 2)
    app.wsgi_app = observed  # type: ignore[method-assign]


def _account_id() -> int | None:
    account = asker() if asks_program() else viewer.current()
    return account.id if account else None
