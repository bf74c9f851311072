"""Whether the process is alive, and whether readers can be sent to it."""

import pytest
from flask import Flask

from tests.discussion.test_page_cost import counted
from tests.security.breaking import away
from tests.visiting import Visitor


def test_the_process_is_alive_whatever_the_database_does(
    app: Flask, client: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counted() as cost:
        answer = client.get("/healthz")
    assert (answer.status_code, answer.text, cost.statements) == (200, "ok\n", 0)
    assert answer.headers["Cache-Control"] == "no-store"
    with away(monkeypatch):
        assert client.get("/healthz").status_code == 200


def test_it_is_ready_when_the_database_answers(client: Visitor) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"


def test_it_is_not_ready_while_the_database_does_not_answer(
    app: Flask, client: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with away(monkeypatch):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "forum doctor" in answer.text
    assert client.get("/readyz").status_code == 200
