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
from forum.db import db
from forum.ids import to_text
from forum.screening.models import Rule
from forum.sso.asking import Question, ask
from tests.databases import is_empty
from tests.factories import a_session, an_article, person, say
from tests.security.beginnings import FIRST, Beginning, Standing
from tests.security.openings import given_up, openings
from tests.security.past import past_of
from tests.security.people import everybody
from tests.security.routes import Route, fields_of
from tests.security.standing import bring_to, holds, let_stand
from tests.sso.newspaper import token
from tests.sso.program import Program, under_way
from tests.visiting import ADDRESS, Visitor

PASSWORD = "correct horse battery"


class World:
    """People in their roles, and the article and the comment that routes are tried on."""

    people: dict[str, Account]
    keys: dict[str, dict[str, str]]
    made: int
    question: Question

    def __init__(self, app: Flask, elsewhere: Program) -> None:
        """Where there are no rows yet, as another test has begun with it just now; else beside them."""
        self.app, self.elsewhere = app, elsewhere
        self.beginnings: dict[Standing, Beginning] = {}
        first = FIRST.get(db.engine) if is_empty() else None
        if first is not None and first.is_good():
            self._know(first.put_back())
        else:
            alone = is_empty()
            self._make()
            first = self._begun("first" if alone else "beside")
            if alone:
                FIRST[db.engine] = first
        self.beginnings["live", Openness.OPEN] = first

    def begin_again(self, state: str = "live", openness: Openness = Openness.OPEN) -> None:
        """All as in a new world, with a comment that stands at `state`. Nobody is signed in any more."""
        beginning = self.beginnings.get((state, openness))
        if beginning is not None and beginning.is_good():
            self._know(beginning.put_back())
            return
        if (state, openness) == ("live", Openness.OPEN):
            self._know(self.beginnings[state, openness].put_back())
            self.put(state)
            self.renew_keys()
        else:
            self.begin_again()
            self.put(state, openness)
        self.beginnings[state, openness] = self._begun(f"{state}_{openness}".replace("-", "_"))

    def _begun(self, name: str) -> Beginning:
        known = {field: kept for field, kept in vars(self).items() if field not in ("app", "beginnings", "elsewhere")}
        ids = {role: account.id for role, account in self.people.items()}
        return Beginning(self.app, name, {**known, "people": ids, "third": self.third.id})

    def _know(self, known: dict[str, Any]) -> None:
        made = getattr(self, "made", 0)  # what was numbered once is not numbered so again
        vars(self).update(known)
        accounts = {account.id: account for account in db.session.scalars(select(Account))}
        self.people = {role: accounts[number] for role, number in known["people"].items()}
        self.third = accounts[known["third"]]
        self.keys = {endpoint: dict(keys) for endpoint, keys in self.keys.items()}
        self.made = max(self.made, made)
        db.session.commit()  # nothing is held

    def _make(self) -> None:
        self.made = 0
        self.password_hash = hash_password(PASSWORD)
        self.own_handle = ""  # of who visited last
        self.people = everybody(self.password_hash)
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
        self.begin_again(state, Openness.CLOSED if route.endpoint == "moderation.reopen_article" else openness)

    def renew_keys(self) -> None:
        """Nothing that opens a door is used up, and two have a session elsewhere that may be ended."""
        self.made += 1
        article = db.session.scalars(select(Article).where(Article.slug == self.slug)).one()
        self.keys = openings(self.people, article, self.past)
        self.question = ask("/", again=False)
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
            "number": 1,
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
        if (
            route.endpoint == "sso.sign_in_by_provider"
        ):  # a code opens once, and nobody puts back what the provider knows
            own |= under_way(self.elsewhere, "reader", self.question)
        known = {**own, **self.keys.get(route.endpoint, {})}
        return {name: text.format(**known) for name, text in fields_of(route.endpoint)}

    def visitor(self, role: str) -> Visitor:
        who = self.people.get(role)
        self.own_handle = who.handle if who else ""
        visitor = Visitor(self.app)
        if who:  # and on their way back from the provider
            visitor.sign_in(who, question=self.question.sealed())
        if role == "answerer" and who:  # who has a passkey, has given it, and is in the middle of signing in once more
            visitor.sign_in(who, with_second=True, second=self.keys["accounts.give_second"]["ticket"])
        return visitor

    def send(self, visitor: Visitor, route: Route, **fields: str) -> TestResponse:
        """What a page of ours would send: its form, and `fields` in it."""
        if route.method == "GET":
            return visitor.get(self.address(route))
        return visitor.post(self.address(route), **self.fields(route) | fields)


def outcome(response: TestResponse) -> str:
    """A cell of a table: `ok`, `in` when one is sent to sign in first, else the status."""
    if response.status_code == 303:
        return "in" if urlsplit(response.location).path == "/sign-in" else "ok"
    return "ok" if response.status_code in (200, 204) else str(response.status_code)
