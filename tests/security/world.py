"""A small site that has one of everything a route may ask for, and a person in each role."""

import re
from dataclasses import asdict
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Flask, url_for
from sqlalchemy import delete, select
from werkzeug.test import TestResponse

from forum import clock
from forum.accounts.credentials import SESSION_LIFE
from forum.accounts.keys import Failure, Passkey
from forum.accounts.models import Account, Role
from forum.accounts.passwords import hash_password
from forum.articles.models import Article, Openness
from forum.config import Hold
from forum.db import Base, db
from forum.ids import to_text
from forum.screening.models import Rule
from tests.factories import a_session, an_article, person, say
from tests.security.openings import given_up, openings
from tests.security.past import past_of
from tests.security.reread import Rows, known_of
from tests.security.routes import Route, fields_of
from tests.security.standing import bring_to, holds, let_stand
from tests.sso.newspaper import token
from tests.visiting import ADDRESS, Visitor

ROLES = ("nobody", "reader", "author", "moderator", "admin")
NAME = "Ottokar Canary"
PASSWORD = "correct horse battery"


class World:
    """People in their roles, and the article and the comment that routes are tried on."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.made = 0
        self.password_hash = hash_password(PASSWORD)
        self.own_handle = ""  # of who visited last
        self.people: dict[str, Account] = {
            "reader": person("rita", password_hash=self.password_hash, confirmed_at=clock.now()),
            "author": person("otto"),
            "moderator": person("mona", Role.MODERATOR, confirmed_at=clock.now()),
            "admin": person("anna", Role.ADMIN),
            "answerer": person("nils"),
        }
        self.people["author"].display_name = NAME
        self.third = person("theo", Role.MODERATOR)
        # Here one person is rejected more often than any other has ever been.
        off: dict[str, object] = {"count": 20, "days": 1}
        spared = Rule(name="recent-rejections", enabled=False, ruling="hold", options=off, changed_at=clock.now())
        db.session.add(spared)
        self.put("live")
        self.renew_keys()

    def put(self, state: str, openness: Openness = Openness.OPEN, replies: int = 1) -> None:
        """A new article with one comment that stands at `state`; it is what addresses lead to from now on."""
        self.made += 1
        # As before, whatever a form has made of it.
        self.people["reader"].password_hash = self.password_hash
        db.session.execute(delete(Failure))
        self.past = past_of(self.people, self.third, self.made)
        article = an_article(f"article-{self.made}")
        self.words = f"The canary sang {self.made} songs."
        comment = say(self.people["author"], article, self.words, holds=holds(state))
        if holds(state) == Hold.OPEN:
            let_stand(comment)
        if state.endswith("-answered"):
            for _ in range(replies):
                let_stand(say(self.people["answerer"], article, "Did it?", comment))
        bring_to(comment, state.removesuffix("-answered"), self.people["author"], self.people["moderator"])
        article.state = openness
        db.session.flush()
        self.slug, self.article_id = article.slug, article.id
        self.comment_id, self.version = comment.id, comment.version
        db.session.commit()  # last of all, so that nothing is held

    def put_back(self, route: Route, state: str = "live", openness: Openness = Openness.OPEN) -> None:
        """What it all was before a form of `route` succeeded."""
        self.put(state, Openness.CLOSED if route.endpoint == "moderation.reopen_article" else openness)
        if route.endpoint in self.keys or route.endpoint.startswith("accounts."):
            self.renew_keys()

    def renew_keys(self) -> None:
        """Nothing that opens a door is used up, and two have a session elsewhere that may be ended."""
        article = db.session.scalars(select(Article).where(Article.slug == self.slug)).one()
        self.keys = openings(self.people, article, self.past)
        self.mail_id, address = given_up()
        self.keys |= {"postroom.again": {}, "postroom.allow": {"address": address}}
        self.passkey_id = db.session.scalars(select(Passkey.id)).one()
        elsewhere = [
            a_session(f"elsewhere {self.made} {of}", self.people[of], clock.now()) for of in ("reader", "author")
        ]
        for session in elsewhere:
            session.expires_at += SESSION_LIFE
        db.session.add_all(elsewhere)
        db.session.flush()
        self.session_id = elsewhere[0].id
        self.keys["people.end_session"] = {"session": to_text(elsewhere[1].id)}
        db.session.commit()

    @property
    def token(self) -> str:
        """Of the link that lets the reader in."""
        return self.keys["accounts.sign_in_link"]["token"]

    def address(self, route: Route, **arguments: Any) -> str:
        known: dict[str, Any] = {
            "slug": self.slug,
            "article_id": self.article_id,
            "comment_id": self.comment_id,
            "handle": "otto",
            "session_id": self.session_id,
            "passkey_id": self.passkey_id,
            "filename": "css/base.css",
            "name": "forum.js",
            "mail_id": self.mail_id,
            "year": clock.now().year,
            "kind": "reply",
            "purpose": "test",
            "sample": 0,
            **asdict(self.past),
            **self.keys.get(route.endpoint, {}),
        } | arguments
        with self.app.test_request_context(base_url=ADDRESS):
            return url_for(route.endpoint, **{name: known[name] for name in route.arguments})

    def address_of_anything(self, route: Route, text: str) -> str:
        """The route's address with `text` wherever it has an argument, which a page of ours would never make."""
        with self.app.test_request_context(base_url=ADDRESS):
            rules = self.app.url_map.iter_rules(route.endpoint)
            rule = next(rule.rule for rule in rules if route.method in (rule.methods or ()))
            return re.sub("<[^>]*>", quote(text), rule)

    def fields(self, route: Route) -> dict[str, str]:
        self.made += 1
        own = {"n": self.made, "version": self.version, "own_handle": self.own_handle}
        own |= {"item": f"{to_text(self.comment_id)}~{self.version}", "sanction": to_text(self.past.sanction_id)}
        own |= {"challenge": "c" * 43}  # as long as a digest
        own |= {"rules": to_text(self.past.terms_id), "told": to_text(self.past.notification_id)}
        own |= {"assertion": token()}
        known = {**own, **self.keys.get(route.endpoint, {})}
        return {name: text.format(**known) for name, text in fields_of(route.endpoint)}

    def visitor(self, role: str) -> Visitor:
        who = self.people.get(role)
        self.own_handle = who.handle if who else ""
        visitor = Visitor(self.app, who)
        if role == "answerer" and who:  # who has a passkey, has given it, and is in the middle of signing in once more
            visitor.sign_in(who, with_second=True, second=self.keys["accounts.give_second"]["ticket"])
        return visitor

    def send(self, visitor: Visitor, route: Route, **fields: str) -> TestResponse:
        """What a page of ours would send: its form, and `fields` in it."""
        if route.method == "GET":
            return visitor.get(self.address(route))
        return visitor.post(self.address(route), **self.fields(route) | fields)


def rows() -> Rows:
    """Every row of every table, by table and key. They are not to be changed: what nobody wrote to is read once."""
    db.session.commit()
    known = known_of(db.engine)
    with db.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            if table.name not in known:
                known[table.name] = {
                    tuple(row[column] for column in table.primary_key): dict(row)
                    for row in connection.execute(select(table)).mappings()
                }
    return dict(known)


def outcome(response: TestResponse) -> str:
    """A cell of a table: `ok`, `in` when one is sent to sign in first, else the status."""
    if response.status_code == 303:
        return "in" if urlsplit(response.location).path == "/sign-in" else "ok"
    return "ok" if response.status_code in (200, 204) else str(response.status_code)
