"""A worker's process is killed while it tells somebody: they are told at least once, under one number."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from flask import Flask

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.outbox.claiming import LEASE
from forum.webhooks.names import State
from tests.factories import say
from tests.fetching.elsewhere import answers
from tests.webhooks.conftest import Telling

ENDS_WITHIN = 30.0


@pytest.fixture
def environ(app: Flask, tmp_path: Path) -> Iterator[dict[str, str]]:
    """For a process of its own on the same rows, with the same key."""
    inherited = {name: text for name, text in os.environ.items() if not name.startswith("FORUM_")}
    yield inherited | {
        "FORUM_DATA_DIR": str(tmp_path),
        "FORUM_DATABASE_URL": db.engine.url.render_as_string(hide_password=False),
        "FORUM_SECRET_KEY": app.extensions["forum.settings"].secret_key,
    }


@pytest.mark.parametrize("when", ["before it was answered", "as it was answered"])
def test_killed_while_it_tells(
    telling: Telling, ada: Account, article: Article, environ: dict[str, str], when: str
) -> None:
    telling.hook("comment.published")
    say(ada, article)
    db.session.commit()
    running: list[subprocess.Popen[bytes]] = []

    def kills(handler: BaseHTTPRequestHandler) -> None:
        if when == "as it was answered":
            answers(200)(handler)
        running[0].send_signal(signal.SIGKILL)

    telling.there.manners = [kills]
    command = [sys.executable, "-c", "from forum.cli.main import main; main()", "worker"]
    with subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL) as worker:
        running.append(worker)
        try:
            assert worker.wait(ENDS_WITHIN) == -signal.SIGKILL
        finally:
            worker.kill()
    with clock.stopped_at(clock.now() + LEASE + timedelta(seconds=5)):
        telling.follow_up()
    told = telling.calls("comment.published")
    assert len(told) == 2 if when == "before it was answered" else len(told) in (1, 2)
    assert len({each.headers["Forum-Delivery"] for each in told}) == 1
    assert [each.state for each in telling.deliveries()] == [State.DELIVERED]
