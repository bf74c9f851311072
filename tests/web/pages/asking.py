"""Asking for a page just so: without cookies that one did not send, and without telling that a test has written."""

from flask import Flask
from werkzeug.test import TestResponse

from forum.db import db
from forum.web.pages.front import SharedPages
from tests.visiting import ADDRESS, told_of_writing


def ask(app: Flask, path: str, method: str = "GET", query: str | None = None, **headers: str) -> TestResponse:
    """`ask(app, "/", Accept_Encoding="br")`; `query` goes to the server byte for byte."""
    db.session.commit()
    with app.app_context():
        return app.test_client(use_cookies=False).open(
            path,
            method=method,
            base_url=ADDRESS,
            headers=[(name.replace("_", "-"), text) for name, text in headers.items()],
            environ_overrides={} if query is None else {"QUERY_STRING": query},
        )


def shared_pages(app: Flask) -> SharedPages:
    found = app.extensions["forum.pages"]
    assert isinstance(found, SharedPages)
    return found


def seen(app: Flask, path: str) -> str:
    """What a signed-out reader sees now. (What a test writes is written by another process, as it were.)"""
    db.session.commit()
    told_of_writing(app)
    answer = ask(app, path)
    assert answer.status_code == 200, path
    return answer.text
