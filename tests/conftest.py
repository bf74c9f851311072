"""What tests share: both databases, people by name, an article, a visitor, a browser."""

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.db import db
from tests.bytecode import keep_bytecode
from tests.databases import empty, forget_pages, site_on
from tests.factories import an_article, person
from tests.memory import leave_memory, stand_in_memory
from tests.serving import chromium, serving
from tests.visiting import Visitor


def pytest_configure(config: pytest.Config) -> None:
    keep_bytecode(config)
    stand_in_memory(config)


def pytest_unconfigure(config: pytest.Config) -> None:
    leave_memory(config)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What stands now stays to the end, and need not be looked through for garbage again and again."""
    gc.collect()
    gc.freeze()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """On both databases; `one_database` marks what would be seen twice, since it stands before any of them."""
    if "each_database" in metafunc.fixturenames:
        both = metafunc.definition.get_closest_marker("one_database") is None
        names = ["sqlite", "postgresql"] if both else ["sqlite"]
        metafunc.parametrize("each_database", names, indirect=True, scope="session")


@pytest.fixture(scope="session")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application, its database made once a session; `app` is what tests ask for."""
    with site_on("sqlite", tmp_path_factory.mktemp("sqlite")) as app:
        yield app


@pytest.fixture(scope="session")
def on_postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with site_on("postgresql", tmp_path_factory.mktemp("postgresql")) as app:
        yield app


@pytest.fixture(scope="session")
def each_database(request: pytest.FixtureRequest) -> Flask:
    """Each in turn. Both stay: in parallel runs every file goes from one to the other."""
    found: Flask = request.getfixturevalue(f"on_{request.param}")
    return found


@pytest.fixture
def app(each_database: Flask) -> Iterator[Flask]:
    """The application on each database in turn, empty, inside its context."""
    with each_database.app_context():
        yield each_database
        empty()
        forget_pages(each_database)


@pytest.fixture
def settings_are(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Other settings for this test alone: `settings_are(hold=Hold.ALL)`."""

    def change(**changes: Any) -> None:
        monkeypatch.setitem(app.extensions, "forum.settings", replace(app.extensions["forum.settings"], **changes))

    return change


@pytest.fixture
def nowhere_yet(app: Flask, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables, on each of the two in turn."""
    if db.engine.dialect.name == "sqlite":
        yield f"sqlite:///{tmp_path / 'fresh.sqlite3'}"
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CREATE DATABASE fresh")
        yield db.engine.url.set(database="fresh").render_as_string(hide_password=False)
        connection.exec_driver_sql("DROP DATABASE fresh WITH (FORCE)")


@pytest.fixture
def ada(app: Flask) -> Account:
    """A reader."""
    return person("ada")


@pytest.fixture
def ben(app: Flask) -> Account:
    """Another reader."""
    return person("ben")


@pytest.fixture
def sam(app: Flask) -> Account:
    """A moderator."""
    return person("sam", Role.MODERATOR)


@pytest.fixture
def eve(app: Flask) -> Account:
    """The editor, who may do everything."""
    return person("eve", Role.ADMIN)


@pytest.fixture
def article(app: Flask) -> Article:
    return an_article()


@pytest.fixture
def client(app: Flask) -> Visitor:
    """A signed-out visitor; `client.sign_in(ada)` makes it Ada's."""
    return Visitor(app)


@pytest.fixture
def visitor(app: Flask) -> Callable[[Account | None], Visitor]:
    """As many visitors as a test needs: `visitor(ada)`, `visitor(None)`."""

    def visit(person: Account | None = None) -> Visitor:
        db.session.flush()
        return Visitor(app, person)

    return visit


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real server, with the demo's article, people and sign-ins."""
    with serving(tmp_path_factory.mktemp("live"), FORUM_DEMO="1") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, live: str) -> Iterator[Page]:
    """A tab of a fresh browser on the live site."""
    with browser.new_context(base_url=live) as context:
        yield context.new_page()


@pytest.fixture
def page_without_script(browser: Browser, live: str) -> Iterator[Page]:
    with browser.new_context(base_url=live, java_script_enabled=False) as context:
        yield context.new_page()
