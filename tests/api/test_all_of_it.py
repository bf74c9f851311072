"""The whole API as its document has it: whatever the document allows, and what it does not, is answered as it says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi import checks

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.ids import to_text
from tests.api.program import BLOG, Page
from tests.factories import say

pytestmark = pytest.mark.one_database

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]
HOW = settings(
    max_examples=20,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
MOSTLY = st.sampled_from([True, True, True, False])
# What succeeds only after something else (a sign-in, a deletion), or with a name that nobody guesses.
NEEDS_MORE = {"find", "make_token", "open_one", "renew_token", "restore"}

Operation = schemathesis.APIOperation[Any, Any, Any, Any]


def operations(app: Flask) -> Iterator[Operation]:
    for found in schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app).get_all_operations():
        assert isinstance(found, Ok), found
        yield found.ok()


def known(article: Article, ada: Account, ben: Account) -> Mapping[str, list[str]]:
    """What there is, and what there is not, of everything that stands in a path."""
    mine, others, gone = (say(by, article, f"The words of {by.handle}.") for by in (ben, ada, ada))
    reply = say(ben, article, "An answer.", others)
    db.session.delete(gone)
    names = [to_text(each.id) for each in (mine, others, gone, reply)]
    return {
        "comment_id": names,
        "article_id": [to_text(article.id)],
        "handle": ["ada", "ben", "nobody-here"],
        "nonce": ["n" * 43],
    }


def test_whatever_the_document_allows_is_answered_as_it_says(
    app: Flask, page: Callable[..., Page], article: Article, ada: Account, ben: Account
) -> None:
    there = known(article, ada, ben)
    for operation in operations(app):
        seen = ask(app, operation, GenerationMode.POSITIVE, there, page(ben).token or "")
        if operation.definition.raw["operationId"] not in NEEDS_MORE:
            assert any(status < 300 for status in seen), (operation.label, seen)


def test_whatever_the_document_forbids_is_answered_as_it_says(
    app: Flask, page: Callable[..., Page], article: Article, ada: Account, ben: Account
) -> None:
    there = known(article, ada, ben)
    for operation in operations(app):
        if operation.body or operation.query or operation.path_parameters or operation.headers:
            ask(app, operation, GenerationMode.NEGATIVE, there, page(ben).token or "")


def ask(
    app: Flask, operation: Operation, mode: GenerationMode, there: Mapping[str, list[str]], token: str
) -> Sequence[int]:
    """The statuses of many requests to one operation, most of them by a reader and about what there is."""
    named = [parameter.name for parameter in operation.path_parameters]
    paths = st.fixed_dictionaries({name: st.sampled_from(there[name]) for name in named})
    # Something must be left to be wrong.
    may_be_real = named and (mode == GenerationMode.POSITIVE or bool(operation.body or operation.query))
    seen: list[int] = []

    @HOW
    @given(data=st.data(), path=paths, is_reader=MOSTLY, is_real=MOSTLY)
    def send(data: Any, path: dict[str, str], is_reader: bool, is_real: bool) -> None:
        real = path if is_real and may_be_real else None
        case = data.draw(operation.as_strategy(mode, path_parameters=real))
        headers = {"Origin": BLOG} | ({"Authorization": f"Bearer {token}"} if is_reader else {})
        with app.app_context():
            seen.append(case.call_and_validate(headers=headers, checks=CHECKS).status_code)

    send()
    return seen
