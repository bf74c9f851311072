"""A page of another site that asks the API, as a browser sends it: with its origin, and a token when it has one."""

import base64
import hashlib
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from forum import clock
from forum.accounts.credentials import open_session
from forum.accounts.models import Account, Session
from forum.api.tokens import hand_over, issue
from forum.db import db
from forum.origins.models import Origin
from tests.visiting import ADDRESS, told_of_writing

BLOG = "https://blog.example"
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
NONCE = "n" * 43


def listed(origin: str = BLOG, opens_articles: bool = True) -> str:
    """`origin` is on the list from now on."""
    db.session.merge(Origin(origin=origin, opens_articles=opens_articles, added_at=clock.now()))
    db.session.commit()
    return origin


def session_of(person: Account) -> Session:
    """A browser in which they are signed in."""
    known = set(db.session.scalars(select(Session.token_hash).where(Session.account_id == person.id)))
    open_session(person)
    db.session.flush()
    mine = select(Session).where(Session.account_id == person.id, Session.token_hash.not_in(known))
    return db.session.scalars(mine).one()


def token_for(app: Flask, person: Account, origin: str = BLOG, session: Session | None = None) -> str:
    """By a session of its own, if by none that is named."""
    with app.test_request_context(base_url=ADDRESS, method="POST"):
        token = issue(person, session or session_of(person), origin).token
        db.session.commit()
    return token


def handed_over(
    app: Flask,
    person: Account,
    origin: str = BLOG,
    nonce: str = NONCE,
    challenge: str = CHALLENGE,
    session: Session | None = None,
) -> str:
    """The code that a sign-in on our own page leaves for the page that began it."""
    with app.test_request_context(base_url=ADDRESS, method="POST", environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        code = hand_over(person, session or session_of(person), origin, challenge, nonce)
        db.session.commit()
    return code


def by_code(code: str, verifier: str = VERIFIER) -> dict[str, str]:
    return {"grant": "code", "code": code, "code_verifier": verifier}


class Page:
    """One page on `origin`; `page.sign_in(ada)` gives it a token of hers."""

    def __init__(self, app: Flask, origin: str | None = BLOG, person: Account | None = None) -> None:
        self.app = app
        self.client = app.test_client()
        self.origin = origin
        self.token = token_for(app, person, origin or BLOG) if person is not None else None

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.ask("GET", path, **options)

    def post(self, path: str, body: object = None, **options: Any) -> TestResponse:
        return self.ask("POST", path, body, **options)

    def ask(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None, **options: Any
    ) -> TestResponse:
        """Of /api/v1; a page sends its origin with everything, and nothing that it does not know."""
        given = {"Origin": self.origin} if self.origin else {}
        given |= {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if body is not None:
            options["json"] = body
        db.session.commit()
        told_of_writing(self.app)
        with self.app.app_context():
            options |= {"base_url": ADDRESS, "headers": given | (headers or {})}
            return self.client.open(f"/api/v1{path}", method=method, **options)
