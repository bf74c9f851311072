"""The door: a request for a shared page is answered here, without the application if its last answer is still true."""

import threading
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.test import create_environ

from forum.clock import now
from forum.transactions import SAFE_METHODS
from forum.web.pages.addresses import Address, Addresses
from forum.web.pages.asking import Answer, Environ, ask, neutral
from forum.web.pages.changes import Changes
from forum.web.pages.finished import Answers, Finished, asked_by
from forum.web.pages.kept import ENCODINGS, Kept, best_encoding, names_tag, plain_headers
from forum.web.pages.pace import Pace
from forum.web.pages.shelf import Shelf
from forum.web.telling import PATH, ROUTE, told_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

# Who comes first to a page that nobody has made yet waits no longer for another who is making it, in seconds.
WAIT = 5.0
# How long readers get the last page of a database that does not answer, in seconds.
OUTAGE = 300.0
# How long a page is not looked at again that changes faster than it may be made anew, in seconds.
REST = 0.1


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
        self._one_lock_each = threading.Lock()
        self._answers = Answers(None, None)

    def __call__(self, environ: Environ, start_response: "StartResponse") -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._written(environ, start_response)
        ready = self.ready(environ)
        if ready is not None:
            return ready.send(start_response)
        answers, signed_in = self._answers, self._is_signed_in(environ)
        address = self._addresses.of(environ)
        if address is None or (signed_in and not address.for_members):
            return self._application(environ, start_response)
        # A host that is not ours is refused by the application, so that nothing is ever kept under its name. (No header
        # holds a newline: whatever stands in the two, no other two make the same name.)
        name = f"{address.name}\n{environ.get('HTTP_HOST', '')}"
        environ[ROUTE], environ[PATH] = address.route, address.path
        kept = self.shelf.get(name)
        found = kept if kept and self._is_true(kept) else self._look_again(name, address, kept, environ)
        if isinstance(found, Answer):
            start_response(found.status, found.headers)
            return [] if environ["REQUEST_METHOD"] == "HEAD" else [found.body]
        answer = self._finished(name, found, environ)
        if found.token == answers.token:
            answers.keep(asked_by(environ, signed_in), answer)
        self.handed_out += 1
        return answer.send(start_response)

    def ready(self, environ: Environ) -> Finished | None:
        """The answer to what was asked before in the same words, if nothing at all was written since."""
        answers, token, content = self._answers, self.changes.token(), self.shelf.content
        if answers.token != token or answers.content is not content:
            self._answers = Answers(token, content)
            return None
        found = answers.known.get(asked_by(environ, self._is_signed_in(environ)))
        if found is None or (found.until is not None and now() >= found.until):
            return None
        self.handed_out += 1
        return found

    def make_ready(self, path: str, base_url: str) -> None:
        """Make the page at `path`, and with it whatever is only made once, before somebody asks."""
        environ = create_environ(path, base_url=base_url, headers={"Accept-Encoding": ENCODINGS[0]})
        self(environ, lambda status, headers, error=None: lambda data: None)

    def _written(self, environ: Environ, start_response: "StartResponse") -> Iterable[bytes]:
        try:
            return self._application(environ, start_response)
        finally:
            if environ["REQUEST_METHOD"] not in SAFE_METHODS:
                self.changes.written()

    def _finished(self, name: str, kept: Kept, environ: Environ) -> Finished:
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        grows = encoding not in kept.packed
        packed = kept.as_(encoding)
        if grows:
            self.shelf.weigh_again(name, kept)
        known, until = environ.get("HTTP_IF_NONE_MATCH"), kept.terms.until
        if known is not None and names_tag(known, packed.tag):
            return Finished("304 NOT MODIFIED", packed.unchanged, b"", until, told_of(environ, "304"))
        body = b"" if environ["REQUEST_METHOD"] == "HEAD" else packed.body
        return Finished("200 OK", packed.headers, body, until, told_of(environ, "200"))

    def _is_signed_in(self, environ: Environ) -> bool:
        return self._cookie in environ.get("HTTP_COOKIE", "")

    def _is_true(self, kept: Kept) -> bool:
        if self.changes.is_paused():
            return _will_do(kept)
        until = kept.terms.until
        if kept.token == self.changes.token():
            return until is None or now() < until
        return time.monotonic() < kept.rests_until

    def _look_again(self, name: str, address: Address, last: Kept | None, environ: Environ) -> Kept | Answer:
        """One looks whether the page is still true and makes it anew if not; all others get the last one meanwhile."""
        with self._one_lock_each:
            lock = self._locks.setdefault(name, threading.Lock())
        if not lock.acquire(timeout=0 if last else WAIT):
            return last or ask(self._application, environ, address)[0]
        try:
            newer = self.shelf.get(name)
            if newer is not None and self._is_true(newer):
                return newer
            # Taken before looking: what is written meanwhile is looked for again.
            token = self.changes.token()
            if newer is not None and self._still_stands(newer, token, environ):
                return newer
            if newer is not None and not newer.pace.take():
                newer.rests_until = time.monotonic() + REST
                return newer
            return self._made_anew(name, address, newer, token, environ)
        finally:
            lock.release()

    def _still_stands(self, kept: Kept, token: object, environ: Environ) -> bool:
        terms = kept.terms
        if terms.article_id is None or (terms.until is not None and now() >= terms.until):
            return False
        try:
            # With a session of its own, whatever comes of it.
            with self._app.app_context(), self._app.request_context(neutral(environ)):
                version = self._version_of(terms.article_id)
        except SQLAlchemyError:
            self.changes.pause()
            return _will_do(kept)
        if version != terms.version:
            return False
        kept.token, kept.confirmed = token, time.monotonic()
        return True

    def _made_anew(
        self, name: str, address: Address, last: Kept | None, token: object, environ: Environ
    ) -> Kept | Answer:
        answer, slot = ask(self._application, environ, address)
        if slot.terms is None or not answer.status.startswith("200"):
            # Busy, or away. (What fails otherwise is a fault of ours, and the last page known to be out of date.)
            if answer.status.startswith("503"):
                self.changes.pause()
                if last is not None and _will_do(last):
                    return last
            self.shelf.drop(name)
            return answer
        pace = last.pace if last else Pace()
        kept = Kept(slot.terms, plain_headers(answer.headers), answer.body, pace, token, time.monotonic())
        self.made += 1
        kept.as_(best_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
        self.shelf.put(name, kept)
        return kept


def _will_do(kept: Kept) -> bool:
    """Whether a last page will do while the database does not answer."""
    return time.monotonic() - kept.confirmed < OUTAGE
