"""A small site that has one of everything a route may ask for, and a person in each role."""

import re
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Flask, url_for
from sqlalchemy import delete, select
from werkzeug.test import TestResponse

from forum import clock
from forum.accounts.credentials import SESSION_LIFE
from forum.accounts.keys import Failure, Passkey, Purpose
from forum.accounts.models import Account, Role
from forum.accounts.passwords import hash_password
from forum.accounts.tickets import code_of, link_token, make_sign_in_link, make_ticket
from forum.articles.models import Article, Openness, Section
from forum.config import Hold
from forum.db import Base, db
from forum.discussion.counting import change_state
from forum.discussion.deleting import delete_comment
from forum.discussion.drafts import keep_draft
from forum.discussion.models import Comment, State
from forum.ids import new_id, to_text
from forum.measures.drawing import is_drawn
from forum.moderation.models import Decision, Kind, Sanction, Verb
from forum.moderation.rule_form import RuleForm
from forum.moderation.trials import begin_trial
from forum.queue.models import Note, QueueView
from forum.redress.appealing import appeal
from forum.redress.finding import case_of
from forum.reporting.keys import key_to_notice
from forum.screening.models import Rule
from forum.statements.keys import key_to
from forum.statements.models import Reason, Statement
from forum.statements.published import Terms, TermsKind
from forum.transparency.forms import TermsForm
from forum.transparency.publishing import publish
from forum.transparency.versions import in_force
from tests.factories import a_session, an_article, decided, person, say
from tests.reporting.test_raising import a_notice
from tests.security.factors import keys_of_factors
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
        self.password_hash = hash_password(PASSWORD)
        self.own_handle = ""  # of who visited last
        self.people: dict[str, Account] = {
            "reader": person("rita", password_hash=self.password_hash, confirmed_at=clock.now()),
            "author": person("otto"),
            "moderator": person("mona", Role.MODERATOR),
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
        self._let_go()
        article = an_article(f"article-{self.made}")
        self.words = f"The canary sang {self.made} songs."
        comment = say(self.people["author"], article, self.words, holds=_holds(state))
        if _holds(state) == Hold.OPEN:
            _let_stand(comment)
        if state.endswith("-answered"):
            for _ in range(replies):
                _let_stand(say(self.people["answerer"], article, "Did it?", comment))
        self._bring_to(comment, state.removesuffix("-answered"))
        article.state = openness
        db.session.flush()
        self.slug, self.comment_id, self.version = article.slug, comment.id, comment.version
        db.session.commit()  # last of all, so that nothing is held

    def _let_go(self) -> None:
        """Nobody is kept from writing; there is a decision to take back, and something to release from."""
        author, moderator = self.people["author"], self.people["moderator"]
        db.session.execute(delete(Sanction))
        author.warned_at = None
        hold = Sanction(account_id=author.id, kind=Kind.HOLD, reason="It was late.", created_at=clock.now())
        db.session.add(hold)
        elsewhere = say(self.people["answerer"], an_article(f"elsewhere-{self.made}"), "Said elsewhere.")
        _let_stand(elsewhere)
        self.notice_id = a_notice(elsewhere).id
        self.decision_id = decided(elsewhere, Verb.REMOVE, moderator).id
        self.sanction_id = hold.id
        self.rules_id = (in_force(TermsKind.RULES) or self._published()).id
        self._state_why(author)
        db.session.execute(delete(QueueView))
        db.session.execute(delete(Reason))
        db.session.execute(delete(Section))
        db.session.add(Section(name="Gardens"))
        note = Note(account_id=author.id, by_id=moderator.id, body="Noted.", created_at=clock.now())
        view = QueueView(account_id=moderator.id, name="Links", query="has:link")
        db.session.add_all([note, view])
        db.session.flush()
        self.note_id, self.view_id = note.id, view.id
        rule = RuleForm.parse({"rule": "many-links", "enabled": "1", "ruling": "hold", "most": "9"})
        self.trial_id = begin_trial(rule, by=moderator).id

    def _published(self) -> Terms:
        return publish(TermsForm(TermsKind.RULES, "Be kind.", None), self.people["admin"])

    def _state_why(self, author: Account) -> None:
        """Somebody else decided twice about the author, who has appealed against one of it."""
        said = [say(author, an_article(f"stated-{self.made}-{n}"), "Said elsewhere.") for n in range(2)]
        for comment in said:
            _let_stand(comment)
            decided(comment, Verb.REMOVE, self.third)
        about = select(Statement.id).where(Statement.comment_id.in_([comment.id for comment in said]))
        self._draw(said[0])
        self.statement_id, other = db.session.scalars(about.order_by(Statement.id)).all()
        self.appeal_id = appeal(case_of(other), "Why?").id

    def _draw(self, comment: Comment) -> None:
        """A decision of the third moderator's that somebody else may look at again."""
        self.drawn_id = next(number for number in iter(new_id, None) if is_drawn(number))
        columns = {"comment_id": comment.id, "article_id": comment.article_id, "version_seen": comment.version}
        db.session.add(
            Decision(id=self.drawn_id, by_id=self.third.id, verb=Verb.REMOVE, created_at=clock.now(), **columns)
        )
        db.session.flush()

    def put_back(self, route: Route, state: str = "live", openness: Openness = Openness.OPEN) -> None:
        """What it all was before a form of `route` succeeded."""
        self.put(state, Openness.CLOSED if route.endpoint == "moderation.reopen_article" else openness)
        if route.endpoint in self.keys or route.endpoint.startswith("accounts."):
            self.renew_keys()

    def renew_keys(self) -> None:
        """Nothing that opens a door is used up, and two have a session elsewhere that may be ended."""
        self.keys = self._keys()
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

    def _keys(self) -> dict[str, dict[str, str]]:
        """By endpoint, what its address holds that nobody can guess, and the code that goes with it."""
        article = db.session.scalars(select(Article).where(Article.slug == self.slug)).one()
        draft = keep_draft(article, "Said by nobody yet.")
        sign_in = make_ticket(Purpose.SIGN_IN, email="rita@example.org")
        moving = make_ticket(Purpose.ADDRESS, account=self.people["reader"], email="rita@example.org")
        words = make_ticket(Purpose.WORDS, email="new@example.org", name="New", draft=draft)
        opening: list[tuple[tuple[str, ...], dict[str, str]]] = [
            (
                ("accounts.sign_in_link", "accounts.sign_in_by_link"),
                {"token": make_sign_in_link(self.people["reader"])},
            ),
            (("accounts.code_form", "accounts.sign_in_by_code"), {"ticket": sign_in.id, "code": code_of(sign_in)}),
            (
                ("accounts.address_code_form", "accounts.confirm_address_by_code"),
                {"ticket": moving.id, "code": code_of(moving)},
            ),
            (("accounts.address_link", "accounts.confirm_address_by_link"), {"token": link_token(moving)}),
            (("discussion.words", "discussion.say_who"), {"token": draft}),
            (
                ("redress.statement_by_link", "redress.appeal_form_by_link", "redress.appeal_by_link"),
                {"token": key_to(self.statement_id)},
            ),
            (("reporting.received",), {"token": key_to_notice(self.notice_id)}),
            (("discussion.confirm_form", "discussion.confirm_by_code"), {"ticket": words.id, "code": code_of(words)}),
            (("discussion.confirm_link", "discussion.confirm_by_link"), {"token": link_token(words)}),
        ]
        found = {endpoint: keys for endpoints, keys in opening for endpoint in endpoints}
        return {**found, **keys_of_factors(self.people)}

    @property
    def token(self) -> str:
        """Of the link that lets the reader in."""
        return self.keys["accounts.sign_in_link"]["token"]

    def address(self, route: Route, **arguments: Any) -> str:
        known: dict[str, Any] = {
            "slug": self.slug,
            "comment_id": self.comment_id,
            "handle": "otto",
            "session_id": self.session_id,
            "decision_id": self.decision_id,
            "passkey_id": self.passkey_id,
            "filename": "css/base.css",
            "name": "forum.js",
            "mail_id": self.comment_id,
            "note_id": self.note_id,
            "view_id": self.view_id,
            "statement_id": self.statement_id,
            "appeal_id": self.appeal_id,
            "trial_id": self.trial_id,
            "terms_id": self.rules_id,
            "year": clock.now().year,
            "drawn_id": self.drawn_id,
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
        own |= {"item": f"{to_text(self.comment_id)}~{self.version}", "sanction": to_text(self.sanction_id)}
        own |= {"rules": to_text(self.rules_id)}
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
        return "in" if urlsplit(response.location).path == "/sign-in" else "ok"
    return "ok" if response.status_code in (200, 204) else str(response.status_code)


def _holds(state: str) -> Hold:
    return Hold.ALL if state in ("held", "approved", "rejected") else Hold.OPEN


def _let_stand(comment: Comment) -> None:
    """Whatever the rules say of the same words again and again."""
    if comment.state != State.LIVE:
        change_state(comment, State.LIVE)
