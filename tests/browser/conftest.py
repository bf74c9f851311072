"""What tests in a browser share: a town's site, and a reader who stands at each stop of the tour in turn."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from forum import clock
from forum.accounts.keys import Passkey, Purpose, Ticket
from forum.accounts.passwords import hash_password
from forum.accounts.recovery import use_code
from forum.accounts.tickets import link_token
from forum.db import db
from forum.ids import to_text
from forum.mail.post import write
from tests.accounts.telephone import with_telephone
from tests.browser.by_mail import answers_of_links
from tests.browser.comers import answers_of_comers
from tests.browser.hostile import Laboratory, room
from tests.browser.moderators import answers_of_moderation
from tests.browser.newsroom import Newsroom, newsroom
from tests.browser.openly import answers_before_anything, answers_of_openness
from tests.browser.overseers import answers_of_measures
from tests.browser.owners import answers_of_the_post_room
from tests.browser.reader import Reader, Readers
from tests.browser.reporters import answers_of_reporting
from tests.browser.stop import Stop
from tests.browser.stops import STOPS
from tests.browser.tellers import answers_of_webhooks
from tests.browser.town import Town, settle
from tests.databases import site_on
from tests.factories import an_article, person
from tests.visiting import Visitor


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with newsroom(tmp_path_factory.mktemp("town"), FORUM_SITE_NAME="The Courier") as site:
        yield site


@pytest.fixture(scope="session")
def town(running: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Town:
    with running.behind():
        found = settle()
    return replace(found, aside=answers_of_an_empty_site(tmp_path_factory.mktemp("empty")))


@pytest.fixture(params=STOPS, ids=lambda stop: stop.name)
def stop(request: pytest.FixtureRequest) -> Stop:
    found: Stop = request.param
    return found


@pytest.fixture
def readers(browser: Browser, running: Newsroom) -> Iterator[Readers]:
    """Visitors with script, as most have."""
    with Readers(browser, running, script=True) as found:
        yield found


@pytest.fixture
def reader(readers: Readers, town: Town, stop: Stop) -> Reader:
    """Whoever looks at this stop, not yet there."""
    return readers(town.people[stop.who] if stop.who else None)


def answers_of_an_empty_site(folder: Path) -> dict[str, TestResponse]:
    """A site without articles, with a page that fails and one whose database is busy."""
    with site_on("sqlite", folder) as app, app.app_context():

        def fails() -> str:
            raise RuntimeError("out of ink")

        def busy() -> str:
            raise OperationalError("SELECT 1", {}, Exception("database is locked"))

        app.add_url_rule("/fails", view_func=fails)
        app.add_url_rule("/busy", view_func=busy)
        answers = {path: Visitor(app).get(path) for path in ("/", "/fails", "/busy")}
        app.extensions["forum.settings"] = replace(app.extensions["forum.settings"], demo=True, guests=True)
        answers |= answers_of_a_mailbox(app) | answers_of_second_factors(app) | answers_of_words_first(app)
        answers |= answers_before_anything(app) | answers_of_moderation(app) | answers_of_reporting(app)
        answers |= answers_of_webhooks(app) | answers_of_links(app) | answers_of_the_post_room(app)
        return answers | answers_of_openness(app) | answers_of_measures(app) | answers_of_comers(app)


def answers_of_a_mailbox(app: Flask) -> dict[str, TestResponse]:
    """The demonstration's, before there is mail, and with some."""
    visitor = Visitor(app)
    empty = visitor.get("/mailbox")
    mails = [write("test", "a-name-that-is-long-but-still-a-name-in-parts@a-host-with-many-letters.example.org", {})]
    mails.append(write("gone", "ada@example.org", {}))
    db.session.commit()
    path = f"/mailbox/{to_text(mails[0].id)}"
    return {"/mailbox": empty, "mails": visitor.get("/mailbox"), "mail": visitor.get(path)}


@pytest.fixture(scope="session")
def laboratory(browser: Browser) -> Iterator[Laboratory]:
    with room(browser) as found:
        yield found


def answers_of_second_factors(app: Flask) -> dict[str, TestResponse]:
    """Somebody with a telephone and a passkey signs in, and has few recovery codes left."""
    dora = person("dora", password_hash=hash_password("a long walk home"))
    _, codes = with_telephone(dora)
    key = {"credential_id": "key", "public_key": "", "sign_count": 0, "created_at": clock.now(), "last_used_at": None}
    db.session.add(Passkey(account_id=dora.id, name="The telephone with the cracked glass", **key))
    for code in codes[:7]:
        use_code(dora, code)
    visitor = Visitor(app)
    visitor.post("/sign-in", email="dora", password="a long walk home", next="/people/dora")
    answers = {"second": visitor.get("/sign-in/second"), "second-refused": visitor.post("/sign-in/second", code="0")}
    visitor.post("/sign-in/second", code=codes[7])
    answers["second-factor"] = visitor.get("/me/second-factor?next=/people/dora")
    return answers | {"codes": visitor.post("/me/second-factor/codes")}


def answers_of_words_first(app: Flask) -> dict[str, TestResponse]:
    """Somebody without an account says something, where mail can be sent and guests may comment."""
    article, visitor = an_article("the-bridge"), Visitor(app)
    words = visitor.post(f"/articles/{article.slug}/comments", body="The **ferry** is late.\n\n> Again?").location
    answers = {"who": visitor.get(words), "who-refused": visitor.post(words, name="The Moderators", email="cleo")}
    code = visitor.post(words, name="Cleo", email="cleo@example.org").location
    answers |= {"words-code": visitor.get(code), "words-code-refused": visitor.post(code, code="000000")}
    ticket = db.session.scalars(select(Ticket).where(Ticket.purpose == Purpose.WORDS)).one()
    answers["words-link"] = visitor.get(f"/words/link/{link_token(ticket)}")
    answers["waits"] = visitor.get(visitor.post(words, name="Cleo", guest="1").location)
    for path in ("/sign-in", "/register"):
        answers[path] = visitor.get(path)
    answers["code"] = visitor.get(visitor.post("/sign-in/mail", email="dora@example.org").location)
    return answers
