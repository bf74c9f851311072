"""What people are shown who come from elsewhere, on a site of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from forum.issuers import Posting, Provider
from forum.sign_in_pages import SignInPage
from tests.factories import an_article, person, say
from tests.sso.newspaper import NEWSPAPER
from tests.visiting import Visitor

# As long as an owner may well call it; nobody listens there.
NAME = "Sign in with what The Courier and its sisters know of you"
PROVIDER = Provider("http://localhost:1", "courier", "a secret", NAME)
SIGNING = replace(NEWSPAPER, page=SignInPage("https://www.example/sign-in?next={next}", "Sign in with The Courier"))
REFUSED = {"provider-refused": 403, "provider-silent": 503, "token-refused": 400}


def answers_of_comers(app: Flask) -> dict[str, TestResponse]:
    """By name of the stop."""
    writer, reader, article = person("subscriber"), person("no-subscriber"), an_article("the-mill")
    say(writer, article, "It ground all night.")
    with _open_to(app, sso=SIGNING, oidc=PROVIDER):
        nobody = Visitor(app)
        answers = {
            "sign-in-elsewhere": nobody.get("/sign-in?next=/articles/the-mill"),
            "provider-silent": nobody.get("/sign-in/provider"),
            "provider-back": nobody.get("/sign-in/provider/back"),
            "provider-denied": nobody.get("/sign-in/provider/back?error=access_denied&state=1"),
            "provider-refused": nobody.post("/sign-in/provider/back", code="1", state="1"),
            "token": nobody.get("/sign-in/token?next=/articles/the-mill"),
            "token-refused": nobody.post("/sign-in/token", assertion="a.b.c"),
        }
    with _open_to(app, sso=NEWSPAPER, posting=Posting.CLAIM):
        answers["only-subscribers"] = Visitor(app, reader).get("/articles/the-mill")
    refused = {name: answer.status_code for name, answer in answers.items() if answer.status_code >= 400}
    assert refused == REFUSED
    return answers


@contextmanager
def _open_to(app: Flask, **others: Any) -> Iterator[None]:
    closed = app.extensions["forum.settings"]
    app.extensions["forum.settings"] = replace(closed, guests=False, **others)
    yield
    app.extensions["forum.settings"] = closed
