"""A provider of sign-ins: a real program of its own make, served on loopback, with whatever manners a test asks for."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import flask
import oidc_provider_mock
from authlib import jose
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from forum.issuers import Provider
from forum.sso.asking import Question, address_for
from forum.sso.provider import Line
from tests.visiting import ADDRESS, Visitor

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Manner = Callable[[flask.Response], None]


@dataclass
class Program:
    """What it was asked, and by path what becomes of its answers."""

    port: int = 0
    asked: list[tuple[str, dict[str, str], dict[str, str]]] = field(default_factory=list)  # path, form, headers
    manners: dict[str, Manner] = field(default_factory=dict)
    storage: Any = None

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.port}"

    def known(self, **more: Any) -> Provider:
        """As the settings have it."""
        return Provider(self.issuer, "courier", "a secret: with / signs", "Sign in with Example", **more)

    def times(self, path: str) -> int:
        return sum(asked == path for asked, _, _ in self.asked)

    def say_of(self, subject: str, **claims: Any) -> None:
        """Whatever is not set again is no longer said."""
        self.send("PUT", f"/users/{subject}", json.dumps(claims), {"Content-Type": "application/json"})

    def change_keys(self) -> None:
        """From now on it signs with another key, and shows that one alone."""
        self.storage.jwk = jose.RSAKey.generate_key(is_private=True)

    def send(self, method: str, address: str, body: str = "", headers: dict[str, str] | None = None) -> str:
        """Where it sends one on to, if it does."""
        parts = urlsplit(address)
        connection = HTTPConnection("localhost", self.port, timeout=10)
        try:
            connection.request(method, f"{parts.path}?{parts.query}", body, headers or {})
            answer = connection.getresponse()
            answer.read()
            assert answer.status < 400, answer.status
            return answer.headers.get("Location", "")
        finally:
            connection.close()

    def lets_in(self, subject: str, address: str) -> str:
        """Somebody signs in there; the way back, as a path of ours."""
        return on_our_site(self.send("POST", address, urlencode({"sub": subject}), FORM))

    def denies(self, address: str) -> str:
        return on_our_site(self.send("POST", address, urlencode({"action": "deny"}), FORM))


def on_our_site(address: str) -> str:
    parts = urlsplit(address)
    assert f"{parts.scheme}://{parts.netloc}" == ADDRESS, address
    return f"{parts.path}?{parts.query}"


def asked_in(address: str) -> dict[str, str]:
    return {name: texts[0] for name, texts in parse_qs(urlsplit(address).query).items()}


def go(visitor: Visitor, destination: str = "/me", **more: str) -> str:
    """The button of the sign-in page; where it leads."""
    answer = visitor.get("/sign-in/provider", query_string={"next": destination, **more})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def brought(visitor: Visitor, back: str) -> dict[str, str]:
    """What the page holds that somebody comes back to."""
    found = re.findall(r'<input type="hidden" name="(code|state|iss)" value="([^"]*)">', visitor.get(back).text)
    return {name: unescape(text) for name, text in found}


def comes_in(
    visitor: Visitor, program: "Program", subject: str = "ada", destination: str = "/me", **more: str
) -> TestResponse:
    """All of the way there and back."""
    back = program.lets_in(subject, go(visitor, destination, **more))
    return visitor.post("/sign-in/provider/back", **brought(visitor, back))


def under_way(program: Program, subject: str, question: Question) -> dict[str, str]:
    """What somebody brings who has signed in there, stands before our door and has the question in their cookie."""
    line = Line(program.known())
    back = asked_in(program.lets_in(subject, address_for(question, line, f"{ADDRESS}/sign-in/provider/back")))
    return {"code": back["code"], "state": back["state"]}


@contextmanager
def program() -> Iterator[Program]:
    found, app = Program(), oidc_provider_mock.app(require_nonce=True)

    def note() -> None:
        request = flask.request
        found.storage = flask.g.oidc_provider_mock_storage
        found.asked.append((request.path, request.form.to_dict(), dict(request.headers)))

    def answer(response: flask.Response) -> flask.Response:
        if flask.request.path in found.manners:
            found.manners[flask.request.path](response)
        return response

    app.before_request(note)
    app.after_request(answer)
    server = make_server("localhost", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    found.port = server.server_port
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
