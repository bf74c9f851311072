"""The document: what a standard's own schema asks of it, and that it says what the code does."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from forum.api.routes.blueprint import OPERATIONS
from tests.api.program import Page

pytestmark = pytest.mark.one_database


@pytest.fixture
def document(page: Callable[..., Page]) -> Any:
    return page().get("/openapi.json").get_json()


def test_it_describes_every_route_and_nothing_else(app: Flask, document: Any) -> None:
    there = {
        (method, re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule.removeprefix("/api/v1")))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint.startswith("api.") and rule.endpoint != "api.document"
    }
    described = {(method.upper(), path) for path, each in document["paths"].items() for method in each}
    assert described == there
    assert len(OPERATIONS) == len(there)


def test_it_names_nothing_that_it_does_not_hold(document: Any) -> None:
    assert document["openapi"] == "3.1.0"
    assert document["servers"] == [{"url": "http://localhost:8000/api/v1"}]
    named = set(re.findall(r"'#/components/(\w+)/(\w+)'", repr(document)))
    held = {(kind, name) for kind in ("schemas", "responses") for name in document["components"][kind]}
    assert named == held


def test_what_stands_beneath_a_field_is_said_of_it(document: Any) -> None:
    schemas = document["components"]["schemas"]
    assert schemas["Problem"]["properties"]["field"]["description"] == "What of the request it is about."
    assert schemas["Placed"]["properties"]["is_muted"] == schemas["Comment"]["properties"]["is_muted"]
    assert "description" in schemas["Placed"]["properties"]["is_muted"]
    assert schemas["NewComment"]["additionalProperties"] is False


def test_every_refusal_is_a_problem(document: Any) -> None:
    for response in document["components"]["responses"].values():
        assert list(response["content"]) == ["application/problem+json"]
    for path in document["paths"].values():
        for each in path.values():
            assert {"400", "401", "503"} <= each["responses"].keys()
