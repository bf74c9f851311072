"""The site's log, read at the other end of a pipe."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from werkzeug.test import Client, TestResponse

from forum.db import db
from forum.web.logs import Lines
from forum.web.metrics import Metrics
from forum.web.observing import Observed
from tests.visiting import ADDRESS

# A pipe holds 64 kB; what a test writes must fit in.
MOST = 65_536


class Log:
    """Lines that go into a pipe, and the site that writes one for each request."""

    def __init__(self, app: Flask, into: int, out_of: int) -> None:
        self.app = app
        self.lines = Lines(into)
        self._out_of = out_of
        pages = app.extensions["forum.pages"]
        observed = Observed(pages, Metrics(), pages.ready)
        observed.write_to(self.lines, each_request=True)
        self._client = Client(observed, use_cookies=False)

    def open(self, path: str, method: str = "GET", **options: Any) -> TestResponse:
        db.session.commit()
        with self.app.app_context():
            return self._client.open(path, method=method, base_url=ADDRESS, **options)

    def raw(self) -> str:
        """What was written since the last time."""
        # So that there is something to read even if nothing was.
        self.lines.put('{"event":"end"}')
        read = b""
        while not read.endswith(b'{"event":"end"}\n'):
            self.lines.flush()
            read += os.read(self._out_of, MOST)
        return read.decode("ascii").removesuffix('{"event":"end"}\n')

    def told(self) -> list[dict[str, Any]]:
        """Line by line; each has to be one object."""
        told = [json.loads(line) for line in self.raw().split("\n")[:-1]]
        assert all(isinstance(one, dict) for one in told)
        return told


@contextmanager
def log_of(app: Flask) -> Iterator[Log]:
    out_of, into = os.pipe()
    try:
        yield Log(app, into, out_of)
    finally:
        os.close(into)
        os.close(out_of)
