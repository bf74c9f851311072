"""A small site that has one of everything a route may ask for, and a person in each role."""

from typing import Any

from flask import Flask, url_for
from sqlalchemy import select
from werkzeug.test import TestResponse

from forum.accounts.passwords import hash_password
from forum.accounts.tickets import make_sign_in_link
from forum.accounts.models import Account, Role
from forum.articles.models import Openness
from forum.config import Hold
from forum.db import Base, db
from forum.discussion.counting import change_state
from forum.discussion.deleting import delete_comment
from forum.discussion.models import Comment, State
from forum.moderation.models import Verb
from tests.factories import an_article, decided, person, say
from tests.security.routes import Route, fields_of
from tests.visiting import ADDRESS, Visitor

ROLES = ("nobody", "reader", "author", "moderator", "admin")
NAME = "Ottokar Canary"
PASSWORD = "correct horse battery"

Rows = dict[str, dict[tuple[Any, ...], dict[str, Any]]]


class World:
    """People in their roles, and the article and the comment that routes are tried on."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.made = 0
        self.people: dict[str, Account] = {
            "reader": person("rita", password_hash=hash_password(PASSWORD)),
            "author": person("otto"),
            "moderator": person("mona", Role.MODERATOR),
            "admin": person("anna", Role.ADMIN),
            "answerer": person("nils"),
        }
        self.people["author"].display_name = NAME
        self.put("live")

    def put(self, state: str, openness: Openness = Openness.OPEN, replies: int = 1) -> None:
        """A new article with one comment that stands at `state`; it is what addresses lead to from now on."""
        self.made += 1
        article = an_article(f"article-{self.made}")
        self.words = f"The canary sang {self.made} songs."
        comment = say(self.people["author"], article, self.words, holds=_holds(state))
        if state.endswith("-answered"):
            for _ in range(replies):
                say(self.people["answerer"], article, "Did it?", comment)
        self._bring_to(comment, state.removesuffix("-answered"))
        article.state = openness
        db.session.flush()
        self.slug, self.comment_id, self.version = article.slug, comment.id, comment.version
        self.token = make_sign_in_link(self.people["reader"])
        db.session.commit()

    def address(self, route: Route, **arguments: Any) -> str:
        known: dict[str, Any] = {
            "slug": self.slug,
            "comment_id": self.comment_id,
            "handle": "otto",
            "token": self.token,
            "filename": "css/base.css",
            "name": "forum.js",
        } | arguments
        with self.app.test_request_context(base_url=ADDRESS):
            return url_for(route.endpoint, **{name: known[name] for name in route.arguments})

    def fields(self, route: Route) -> dict[str, str]:
        self.made += 1
        return {name: text.format(n=self.made, version=self.version) for name, text in fields_of(route.endpoint)}

    def visitor(self, role: str) -> Visitor:
        return Visitor(self.app, self.people.get(role))

    def send(self, visitor: Visitor, route: Route, **fields: str) -> TestResponse:
        """What a page of ours would send: its form, and `fields` in it."""
        if route.method == "GET":
            return visitor.get(self.address(route))
        return visitor.post(self.address(route), **self.fields(route) | fields)

    def _bring_to(self, comment: Comment, state: str) -> None:
        moderator = self.people["moderator"]
        match state:
            case "approved":
                decided(comment, Verb.APPROVE, moderator)
            case "rejected":
                decided(comment, Verb.REJECT, moderator)
            case "removed":
                decided(comment, Verb.REMOVE, moderator)
            case "deleted":
                delete_comment(comment, self.people["author"])
            case "unconfirmed" | "suspected":  # no verb leads there yet
                change_state(comment, State(state))
        assert comment.state == State(state)


def rows() -> Rows:
    """Every row of every table, by table and key."""
    db.session.commit()
    with db.engine.connect() as connection:
        return {
            table.name: {
                tuple(row[column] for column in table.primary_key): dict(row)
                for row in connection.execute(select(table)).mappings()
            }
            for table in Base.metadata.sorted_tables
        }


def outcome(response: TestResponse) -> str:
    """A cell of a table: `ok`, `in` when one is sent to sign in first, else the status."""
    if response.status_code == 303:
        return "in" if response.location.startswith("/sign-in") else "ok"
    return "ok" if response.status_code in (200, 204) else str(response.status_code)


def _holds(state: str) -> Hold:
    return Hold.ALL if state in ("held", "approved", "rejected") else Hold.OPEN
