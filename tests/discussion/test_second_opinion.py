"""A program of the owner's own is asked about what went out, and may have it wait."""

import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock, handlers
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.editing import edit_comment
from forum.discussion.events import WordsPublished
from forum.discussion.models import State
from forum.discussion.queries import comment_to_change
from forum.hosts import Check
from forum.moderation.models import Verb
from forum.outbox.dispatch import dispatch_next
from forum.outbox.models import Fact
from forum.queue.filters import Filter
from forum.queue.finding import Tab, find
from forum.queue.records import why
from tests.factories import decided, say

SECRET = "a secret that both sides share, 32"


@dataclass
class Oracle:
    """The program elsewhere: a real server that answers what it is told to."""

    answers: list[bytes | int] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    before_answering: Callable[[], None] = lambda: None
    address: str = ""

    def heard(self, request: BaseHTTPRequestHandler) -> bytes | int:
        body = request.rfile.read(int(request.headers["Content-Length"]))
        signed = f"{request.headers['X-Forum-Timestamp']}.".encode() + body
        expected = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
        assert request.headers["X-Forum-Signature"] == f"sha256={expected}"
        self.asked.append(json.loads(body))
        self.before_answering()
        return self.answers.pop(0)


@pytest.fixture
def oracle(settings_are: Callable[..., None]) -> Iterator[Oracle]:
    found = Oracle()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer = found.heard(self)
            self.send_response(200 if isinstance(answer, bytes) else answer)
            self.send_header("Location", "http://localhost:9/")
            self.end_headers()
            self.wfile.write(answer if isinstance(answer, bytes) else b"")

        def log_message(self, format: str, *words: object) -> None:
            """It has nothing to say."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        found.address = f"http://127.0.0.1:{server.server_port}/check?site=1"
        settings_are(check=Check(found.address, SECRET))
        yield found
        server.shutdown()


def follow_up() -> None:
    db.session.commit()
    while dispatch_next(handlers.HANDLERS):
        pass
    db.session.expire_all()


def ruling(ruling: str, reason: str = "It names a minor.") -> bytes:
    return json.dumps({"ruling": ruling, "reason": reason}).encode()


@pytest.mark.parametrize(
    ("said", "state"),
    [("publish", State.LIVE), ("note", State.LIVE), ("hold", State.HELD), ("suspect", State.SUSPECTED)],
)
def test_what_it_says_is_done_and_told_to_moderators(
    oracle: Oracle, ada: Account, article: Article, said: str, state: State
) -> None:
    oracle.answers = [ruling(said)]
    comment = say(ada, article, "Hello, *all*.")
    assert comment.state == State.LIVE
    follow_up()
    assert (comment.state, article.comment_count) == (state, 1 if state == State.LIVE else 0)
    (question,) = oracle.asked
    assert (question["text"], question["html"]) == ("Hello, *all*.", "<p>Hello, <em>all</em>.</p>\n")
    assert question["author"]["handle"] == "ada" and question["article"]["slug"] == "the-bridge"
    assert "example.org" not in json.dumps(question)  # nobody's address
    told = [(each.title, each.reason) for each in why(comment)]
    assert told == ([] if said == "publish" else [("Outside check", "It names a minor.")])
    waits = find(Tab.NEEDS, Filter.parse({"q": "rule:outside-check"})).comments
    assert waits == ([comment] if state in (State.HELD, State.SUSPECTED) else [])


def test_what_waits_already_is_not_asked_about_and_an_edit_is(oracle: Oracle, ada: Account, article: Article) -> None:
    say(ada, article, "It waits.", holds=Hold.ALL)
    follow_up()
    assert oracle.asked == []
    oracle.answers = [ruling("publish"), ruling("hold")]
    comment = say(ada, article, "Harmless.")
    follow_up()
    edit_comment(comment, "No longer harmless.", ada, Hold.OPEN)
    follow_up()
    assert [question["text"] for question in oracle.asked] == ["Harmless.", "No longer harmless."]
    assert comment.state == State.HELD


def test_who_decided_meanwhile_is_not_overruled(
    app: Flask, oracle: Oracle, ada: Account, sam: Account, article: Article
) -> None:
    """While the other side thinks, nothing is held: a moderator decides, in another connection."""
    comment = say(ada, article)
    db.session.commit()
    comment_id, sam_id = comment.id, sam.id

    def decide_now() -> None:
        with app.app_context():
            moderator = db.session.get_one(Account, sam_id)
            decided(comment_to_change(comment_id, moderator), Verb.APPROVE, moderator)
            db.session.commit()

    oracle.before_answering, oracle.answers = decide_now, [ruling("hold")]
    follow_up()
    assert comment.state == State.APPROVED
    assert why(comment) == []


@pytest.mark.parametrize(
    "answer", [500, 301, b"", b"{}", b'{"ruling": "burn"}', b"[]", b'{"ruling": "refuse"}', b"\xff"]
)
def test_what_is_no_answer_is_noted_and_asked_again(
    oracle: Oracle, ada: Account, article: Article, answer: bytes | int
) -> None:
    oracle.answers = [answer, ruling("hold")]
    comment = say(ada, article)
    follow_up()
    (fact,) = db.session.scalars(select(Fact))
    assert (fact.tries, comment.is_public, "127.0.0.1 answered" in (fact.last_error or "")) == (1, True, True)
    with clock.stopped_at(clock.now() + timedelta(minutes=1)):
        follow_up()
    assert comment.state == State.HELD
    assert db.session.scalars(select(Fact)).all() == []


def test_who_is_not_there_is_asked_again(settings_are: Callable[..., None], ada: Account, article: Article) -> None:
    settings_are(check=Check("http://127.0.0.1:9/", SECRET))
    comment = say(ada, article)
    follow_up()
    (fact,) = db.session.scalars(select(Fact))
    assert "did not answer: ConnectionRefusedError" in (fact.last_error or "")
    assert comment.state == State.LIVE


def test_nobody_is_asked_where_no_owner_named_anybody(ada: Account, article: Article) -> None:
    say(ada, article)
    assert db.session.scalars(select(Fact).where(Fact.name == WordsPublished.__name__)).all() == []
