"""A visitor without script: keeps its cookies and sends what a browser sends."""

from typing import Any

from flask import Flask, session
from werkzeug.test import TestResponse

from forum.accounts.credentials import open_session
from forum.accounts.models import Account
from forum.db import db
from forum.web import csrf

ADDRESS = "http://localhost:8000"


def told_of_writing(app: Flask) -> None:
    """A test writes as another process does, of which the site learns within a moment: it need not wait for that."""
    app.extensions["forum.pages"].changes.written()


class Visitor:
    """One browser. Every request has an application context of its own, as on a server."""

    def __init__(self, app: Flask, person: Account | None = None) -> None:
        self.app = app
        self.client = app.test_client()
        if person is not None:
            self.sign_in(person)

    def sign_in(self, person: Account, with_second: bool = False, **kept: str) -> None:
        """A session without the form: it is tested by itself, and passwords are slow. The cookie has `kept` too."""
        token = open_session(person, with_second=with_second)
        db.session.commit()
        with self.client.session_transaction(base_url=ADDRESS) as cookie:
            cookie.update(_user_id=token, **kept)

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.open(path, method="GET", **options)

    def post(self, path: str, **fields: str) -> TestResponse:
        """Send a form of a page of ours, with the session's token when there is a session."""
        token = self.csrf_token()
        data = {csrf.FIELD: token, **fields} if token else fields
        return self.open(path, method="POST", data=data, headers={"Origin": ADDRESS})

    def open(self, path: str, **options: Any) -> TestResponse:
        # What the test has done so far is to be seen, and its transaction out of the way.
        db.session.commit()
        told_of_writing(self.app)
        with self.app.app_context():
            return self.client.open(path, base_url=ADDRESS, **options)

    def csrf_token(self) -> str | None:
        with self.client.session_transaction(base_url=ADDRESS) as cookie:
            token = cookie.get("_user_id")
        with self.app.test_request_context(base_url=ADDRESS):
            if token:
                session["_user_id"] = token
            return csrf.token()
