"""What everybody is shown of the rules and of what moderators did, on a site of its own that lays it all open."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from flask import Flask
from werkzeug.test import TestResponse

from forum import clock
from forum.accounts.models import Role
from forum.config import PublicLog
from forum.ids import to_text
from forum.moderation.models import Verb
from forum.statements.published import TermsKind
from forum.transparency.forms import TermsForm
from forum.transparency.listing import place_before
from forum.transparency.publishing import publish
from tests.factories import an_article, decided, person, say
from tests.visiting import Visitor

LOG, TERMS = "/moderation/log", "/moderation/terms"
RULES = """## Be kind

Argue with what somebody says, not with who they are.

- No threats, no insults.
- No advertising: a link has to *answer* somebody.
"""
REFUSED = {"terms-refused": 400, "terms-overtaken": 409, "terms-none": 404}


def answers_before_anything(app: Flask) -> dict[str, TestResponse]:
    with _laid_open(app, PublicLog.ON):
        return {"public-log-empty": Visitor(app).get(LOG)}


def answers_of_openness(app: Flask) -> dict[str, TestResponse]:
    """By name of the stop."""
    admin, nobody, year = Visitor(app, owner := person("ottilie", Role.ADMIN)), Visitor(app), clock.now().year
    answers = {"terms-first": admin.get(TERMS), "terms-none": nobody.get("/rules")}
    answers["terms-preview"] = admin.post(TERMS, kind="rules", body=RULES, preview="1")
    answers["terms-refused"] = admin.post(TERMS, kind="rules", body="")
    with clock.stopped_at(clock.now() - timedelta(days=90)):
        older = publish(TermsForm(TermsKind.RULES, "Be kind.", None), owner)
    admin.post(TERMS, kind="terms", body="Whoever writes here is at least sixteen.")
    admin.post(TERMS, kind="rules", body=RULES, instead_of=to_text(older.id))
    answers["terms-overtaken"] = admin.post(TERMS, kind="rules", body="Be kinder.", instead_of=to_text(older.id))
    answers |= {"terms-form": admin.get(TERMS), "rules": nobody.get("/rules"), "terms": nobody.get("/terms")}
    answers["terms-older"] = nobody.get(f"/terms/{to_text(older.id)}")
    rude = person("very-rude")
    decided(fools := say(rude, an_article("the-weir"), "You are all fools."), Verb.REMOVE, owner)
    answers["statement-with-rules"] = Visitor(app, rude).get(f"/c/{to_text(fools.id)}/why", follow_redirects=True)
    answers["report"] = admin.get(f"/moderation/report/{year}")
    answers["report-empty"] = admin.get(f"/moderation/report/{year - 4}")
    with _laid_open(app, PublicLog.NAMES):
        answers["public-log"] = nobody.get(LOG)
        answers["public-log-end"] = nobody.get(f"{LOG}?before={place_before(0)}")
        answers["public-log-for-staff"] = admin.get(f"{LOG}/public")
    refused = {name: answer.status_code for name, answer in answers.items() if answer.status_code >= 400}
    assert refused == REFUSED
    return answers


@contextmanager
def _laid_open(app: Flask, how: PublicLog) -> Iterator[None]:
    closed = app.extensions["forum.settings"]
    app.extensions["forum.settings"] = replace(closed, public_log=how)
    yield
    app.extensions["forum.settings"] = closed
