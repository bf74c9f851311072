"""A site of one page, whose making and whose version a test has in its hands, behind the same door as the real one."""

from collections.abc import Callable

from flask import Flask, Response
from flask.typing import ResponseReturnValue
from werkzeug.test import Client, TestResponse

from forum.web.pages.changes import Changes
from forum.web.pages.front import SharedPages
from forum.web.pages.sharing import depends_on, mark_shared, shared


class ByHand(Changes):
    """Something was written when a test says so."""

    def token(self) -> object:
        return self._own


class Tiny:
    """`page` makes the page; it stands at `version`, and says so unless a test puts something else into `look`."""

    def __init__(self, page: Callable[[], ResponseReturnValue] | None = None) -> None:
        self.version = 1
        self.look: Callable[[], int | None] = lambda: self.version
        self.page = page or (lambda: f"version {self.version}")
        self.changes = ByHand()
        app = Flask("tiny")
        app.add_url_rule("/page", "page", shared("n")(lambda: self._page()))
        app.after_request(_marked)
        self.pages = SharedPages(app, self.changes, 1_000_000, lambda article_id: self.look(), "forum")

    def change(self) -> None:
        self.version += 1
        self.changes.written()

    def ask(self, path: str = "/page", **headers: str) -> TestResponse:
        return Client(self.pages).get(path, headers=headers)

    def _page(self) -> ResponseReturnValue:
        depends_on(1, self.version)
        return self.page()


def _marked(response: Response) -> Response:
    mark_shared(response)
    return response
