"""A site to try a fault on: the real server, its people and articles, and what its rows say afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select, text

from forum import ids
from forum.accounts.models import Account, Role
from forum.app import create_app
from forum.articles.models import Article
from forum.config import load
from forum.db import db
from forum.discussion.models import Comment
from forum.discussion.recount import article_ids, recount_article
from forum.migrations.upgrading import bring_up_to_date
from tests.factories import an_article, person, say
from tests.faults.cluster import cluster
from tests.faults.ledger import Reckoning, Said
from tests.faults.reader import Reader
from tests.faults.server import Server
from tests.visiting import Visitor


@dataclass
class Site:
    """The server, and the same application in this process, on the same database."""

    server: Server
    app: Flask

    @contextmanager
    def rows(self) -> Iterator[None]:
        """What happens in here happened on the site."""
        with self.app.app_context():
            db.session().expire_on_commit = False
            yield
            db.session.commit()
            db.session.remove()
            db.engine.dispose()

    @contextmanager
    def looking(self) -> Iterator[None]:
        """What is only read in here, as by a page: nobody who writes is kept waiting."""
        with self.app.test_request_context():
            db.session().expire_on_commit = False
            yield
            db.session.remove()
            db.engine.dispose()

    def article(self, slug: str) -> str:
        """A new article; its path."""
        with self.rows():
            an_article(slug)
        return f"/articles/{slug}"

    def reader(self, handle: str, role: Role = Role.READER) -> Reader:
        """Somebody signed in, without the form: hashing a password for each takes too long."""
        return self.readers([handle], role)[0]

    def readers(self, handles: list[str], role: Role = Role.READER) -> list[Reader]:
        with self.rows():
            return [self._signed_in(person(handle, role)) for handle in handles]

    def comment(self, slug: str, by: str, words: str = "I was there.", parent: str | None = None) -> str:
        """Something said before; its name in addresses."""
        with self.rows():
            author = db.session.scalars(select(Account).where(Account.handle == by)).one()
            above = db.session.get_one(Comment, ids.from_text(parent)) if parent else None
            article = db.session.scalars(select(Article).where(Article.slug == slug)).one()
            return ids.to_text(say(author, article, words, above).id)

    def bodies(self, slug: str) -> list[str]:
        """What stands under an article."""
        with self.rows():
            of = select(Comment.body_source).join(Comment.article).where(Article.slug == slug)
            return list(db.session.scalars(of.order_by(Comment.id)))

    def reckon(self, said: Said) -> Reckoning:
        """The rows beside what the readers wrote down."""
        with self.rows():
            bodies = db.session.execute(select(Comment.id, Comment.body_source)).all()
            wrong = [line for number in article_ids() for line in recount_article(number)]
            db.session.rollback()
            orphans = db.session.scalar(select(func.count()).where(Comment.parent_id.not_in(select(Comment.id))))
            wrong += [f"{orphans} comments answer nothing"] if orphans else []
            return said.reckon({ids.to_text(number): body for number, body in bodies}, wrong, _integrity())

    def _signed_in(self, account: Account) -> Reader:
        visitor = Visitor(self.app, account)
        cookie = visitor.client.get_cookie(self.app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        return Reader(self.server.address, account.handle, f"{cookie.key}={cookie.value}", visitor.csrf_token() or "")


def _integrity() -> str:
    """What SQLite finds wrong with its file; PostgreSQL would have refused to start."""
    if db.engine.dialect.name != "sqlite":
        return "ok"
    return str(db.session.scalar(text("PRAGMA integrity_check")))


@contextmanager
def site_of(folder: Path, database: str = "sqlite", **settings: str) -> Iterator[Site]:
    """A site with an empty database of that kind; the server is not started yet."""
    folder.mkdir(parents=True, exist_ok=True)
    with cluster() if database == "postgresql" else _file() as url:
        settings = settings | ({"FORUM_DATABASE_URL": url} if url else {})
        app = create_app(
            load({"FORUM_DATA_DIR": str(folder), "FORUM_RATE_LIMITS": "0", "FORUM_HOLD": "open", **settings})
        )
        with app.app_context():
            bring_up_to_date(lambda sentence: None)
            db.engine.dispose()
        server = Server(folder, settings)
        try:
            yield Site(server, app)
        finally:
            server.stop()
            with app.app_context():
                db.engine.dispose()


@contextmanager
def _file() -> Iterator[str]:
    yield ""
