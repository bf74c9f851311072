"""The real server with its database within reach, so that a visit can begin in the middle of a story."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import inspect

from forum import ids
from forum.accounts.models import Account
from forum.app import create_app
from forum.articles.models import Article
from forum.config import load
from forum.db import Base, db
from tests.databases import empty
from tests.serving import serving
from tests.visiting import Visitor

WIDE, NARROW = 1280, 375
HEIGHT = 800


@dataclass(frozen=True)
class Newsroom:
    """A site that runs, and the same application in this process, on the same database."""

    address: str
    app: Flask

    @contextmanager
    def behind(self, *rows: Base) -> Iterator[None]:
        """What happens in here happened on the site; `rows` of earlier are as they stand now."""
        with self.app.app_context():
            db.session().expire_on_commit = False  # names and numbers are still asked for afterwards
            for row in rows:
                db.session.add(row)
                db.session.refresh(row, [column.key for column in inspect(row).mapper.column_attrs])
            yield
            db.session.commit()

    def empty(self) -> None:
        with self.app.app_context():
            empty()

    def cookie_of(self, account: Account) -> str:
        """A session's cookie, as the form would set it; hashing a password for each takes too long."""
        with self.behind(account):
            visitor = Visitor(self.app, account)
        cookie = visitor.client.get_cookie(self.app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        return cookie.value

    def sign_in(self, context: BrowserContext, account: Account) -> None:
        name = self.app.config["SESSION_COOKIE_NAME"]
        context.add_cookies([{"name": name, "value": self.cookie_of(account), "url": self.address}])


@contextmanager
def newsroom(folder: Path, **settings: str) -> Iterator[Newsroom]:
    # The staff come in by a cookie, without a telephone; that they need one is a journey of its own.
    settings = {"FORUM_SECOND_FACTOR": "nobody", **settings}
    with serving(folder, **settings) as address:
        app = create_app(
            load({"FORUM_DATA_DIR": str(folder), "FORUM_RATE_LIMITS": "0", "FORUM_HOLD": "open", **settings})
        )
        yield Newsroom(address, app)
        with app.app_context():
            db.engine.dispose()


def by_mail(port: int) -> dict[str, str]:
    """Settings of a site that hands its mail to a server on this machine."""
    return {"FORUM_MAIL_URL": f"smtp://localhost:{port}", "FORUM_MAIL_FROM": "The Forum <forum@example.org>"}


@contextmanager
def tab(browser: Browser, address: str, width: int = WIDE, script: bool = True) -> Iterator[Page]:
    """A tab of a fresh browser."""
    with browser.new_context(
        base_url=address, java_script_enabled=script, viewport={"width": width, "height": HEIGHT}
    ) as context:
        context.set_default_timeout(6_000)
        yield context.new_page()


def page_of(comment_id: int) -> str:
    return f"/c/{ids.to_text(comment_id)}"


def path_of(article: Article) -> str:
    return f"/articles/{article.slug}"
