"""The door: a request for a shared page is answered here, without the application if its last answer is still true."""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from forum.clock import now
from forum.db import SAFE_METHODS
from forum.web.observing import PATH, ROUTE
from forum.web.pages.addresses import Address, Addresses
from forum.web.pages.changes import Changes
from forum.web.pages.kept import HeaderList, Kept, best_encoding, for_nginx, names_tag, plain_headers
from forum.web.pages.pace import Pace
from forum.web.pages.sharing import SLOT, Slot
from forum.web.pages.shelf import Shelf

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

Environ = dict[str, Any]
# Who comes first to a page that nobody has made yet waits no longer for another who is making it, in seconds.
WAIT = 5.0
# How long readers get the last page of a database that does not answer, in seconds.
OUTAGE = 300.0
# What a shared answer may depend on; the rest of a request is its reader's own.
NEUTRAL = {"HTTP_HOST"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the application answered, when that is not to be kept."""

    status: str
    headers: HeaderList
    body: bytes


class SharedPages:
    """A WSGI application in front of another. `version_of` tells an article's version, None when there is none."""

    def __init__(
        self, app: Flask, changes: Changes, most_bytes: int, version_of: Callable[[int], int | None], cookie: str
    ) -> None:
        self.shelf: Shelf[Kept] = Shelf(most_bytes)
        self.changes = changes
        self.made = self.handed_out = 0
        self._app = app
        self._application: WSGIApplication = app.wsgi_app
        self._addresses = Addresses(app)
        self._version_of = version_of
        self._cookie = f"{cookie}="
        self._locks: WeakValueDictionary[str, threading.Lock] = WeakValueDictionary()

    def __call__(self, environ: Environ, start_response: "StartResponse") -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._written(environ, start_response)
        address = self._addresses.of(environ)
        if address is None or (self._cookie in environ.get("HTTP_COOKIE", "") and not address.for_members):
            return self._application(environ, start_response)
        # A host that is not ours is refused by the application, so that nothing is ever kept under its name.
        name = environ.get("HTTP_HOST", "") + address.name
        environ[ROUTE], environ[PATH] = address.route, environ["PATH_INFO"]
        kept = self.shelf.get(name)
        found = kept if kept and self._is_true(kept) else self._look_again(name, address, kept, environ)
        if isinstance(found, Answer):
            start_response(found.status, found.headers)
            return [] if environ["REQUEST_METHOD"] == "HEAD" else [found.body]
        return self._hand_out(name, found, environ, start_response)

    def _written(self, environ: Environ, start_response: "StartResponse") -> Iterable[bytes]:
        try:
            return self._application(environ, start_response)
        finally:
            if environ["REQUEST_METHOD"] not in SAFE_METHODS:
                self.changes.written()

    def _hand_out(self, name: str, kept: Kept, environ: Environ, start_response: "StartResponse") -> Iterable[bytes]:
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        grows = encoding not in kept.packed
        packed = kept.as_(encoding)
        if grows:
            self.shelf.put(name, kept)
        self.handed_out += 1
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None and names_tag(known, packed.tag):
            start_response("304 NOT MODIFIED", [*packed.unchanged, for_nginx()])
            return []
        start_response("200 OK", [*packed.headers, for_nginx()])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [packed.body]

    def _is_true(self, kept: Kept) -> bool:
        until = kept.terms.until
        return kept.token == self.changes.token() and (until is None or now() < until)

    def _look_again(self, name: str, address: Address, last: Kept | None, environ: Environ) -> Kept | Answer:
        """One looks whether the page is still true and makes it anew if not; all others get the last one meanwhile."""
        lock = self._locks.setdefault(name, threading.Lock())
        if not lock.acquire(timeout=0 if last else WAIT):
            return last or self._asked(environ, address)[0]
        try:
            newer = self.shelf.get(name)
            if newer is not None and self._is_true(newer):
                return newer
            # Taken before looking: what is written meanwhile is looked for again.
            token = self.changes.token()
            if newer is not None and (self._still_stands(newer, token, environ) or not newer.pace.take()):
                return newer
            return self._made_anew(name, address, newer, token, environ)
        finally:
            lock.release()

    def _still_stands(self, kept: Kept, token: object, environ: Environ) -> bool:
        terms = kept.terms
        if terms.article_id is None or (terms.until is not None and now() >= terms.until):
            return False
        try:
            with self._app.request_context(_neutral(environ)):
                version = self._version_of(terms.article_id)
        except SQLAlchemyError:
            return self._is_out(kept, token)
        if version != terms.version:
            return False
        kept.token, kept.confirmed = token, time.monotonic()
        return True

    def _made_anew(
        self, name: str, address: Address, last: Kept | None, token: object, environ: Environ
    ) -> Kept | Answer:
        answer, slot = self._asked(environ, address)
        if slot.terms is None or not answer.status.startswith("200"):
            if last is not None and answer.status.startswith("5") and self._is_out(last, token):
                return last
            self.shelf.drop(name)
            return answer
        pace = last.pace if last else Pace()
        kept = Kept(slot.terms, plain_headers(answer.headers), answer.body, pace, token, time.monotonic())
        self.made += 1
        kept.as_(best_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
        self.shelf.put(name, kept)
        return kept

    def _is_out(self, kept: Kept, token: object) -> bool:
        """Whether the last page will do while the database does not answer."""
        self.changes.pause()
        kept.token = self.changes.token()
        return time.monotonic() - kept.confirmed < OUTAGE

    def _asked(self, environ: Environ, address: Address) -> tuple[Answer, Slot]:
        """What the application answers to the address alone, whoever asks."""
        slot = Slot(address.for_members)
        started: list[Any] = []

        def start(status: str, headers: HeaderList, _: object = None) -> Callable[[bytes], object]:
            started[:] = status, headers
            return started.append

        asking = _neutral(environ) | {"QUERY_STRING": address.query, SLOT: slot}
        body = self._application(asking, start)
        try:
            read = b"".join(body)
        finally:
            if hasattr(body, "close"):
                body.close()
        return Answer(started[0], started[1], read), slot


def _neutral(environ: Environ) -> Environ:
    """The request without whatever its reader's browser adds: their cookies, languages, conditions."""
    plain = {name: value for name, value in environ.items() if not name.startswith("HTTP_") or name in NEUTRAL}
    return plain | {"REQUEST_METHOD": "GET"}
