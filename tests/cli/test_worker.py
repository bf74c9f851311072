"""The worker in `forum serve`: mail goes, and whoever stops the server does not cut it off in the middle."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from forum import clock, ids
from forum.db import db
from forum.mail.events import MailWritten
from forum.mail.models import Mail, State
from forum.outbox.record import record
from forum.outbox.worker import LANES
from tests.faults.site import Site, site_of
from tests.mail.servers import Postbox, free_port, serving_mail

WITHIN = 30.0
# What a server's own process does first.
START = "import threading; from forum.app import warmed; warmed(); "
COUNT = "print(sum(thread.name.startswith('outbox-') for thread in threading.enumerate()))"


@pytest.fixture
def box() -> Postbox:
    return Postbox()


@pytest.fixture
def site(box: Postbox, tmp_path: Path) -> Iterator[Site]:
    port = free_port()
    there = {"FORUM_MAIL_URL": f"smtp://localhost:{port}", "FORUM_MAIL_FROM": "forum@courier.example"}
    with serving_mail(box, port), site_of(tmp_path, **there) as site:
        site.server.start()
        yield site


def write(site: Site, to: str) -> None:
    with site.rows():
        number = ids.new_id()
        words = {"message_id": f"<{number}@localhost>", "purpose": "test", "recipient": to, "payload": {}}
        db.session.add(Mail(id=number, created_at=clock.now(), **words))
        record(MailWritten(number))


def states(site: Site) -> list[State]:
    with site.rows():
        return list(db.session.scalars(select(Mail.state).order_by(Mail.id)))


def until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + WITHIN
    while not done():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)


def test_what_was_written_is_sent_and_the_end_of_a_conversation_is_waited_for(site: Site, box: Postbox) -> None:
    write(site, "ada@example.org")
    until(lambda: states(site) == [State.SENT])
    box.answers.clear()
    write(site, "ben@example.org")
    until(lambda: len(box.arrived) == 2)
    site.server.ask_to_stop()
    until(lambda: not site.server.answers())
    assert site.server.runs
    box.answers.set()
    until(lambda: not site.server.runs)
    assert states(site) == [State.SENT, State.SENT]
    assert [mail["To"] for mail in box.taken] == ["ada@example.org", "ben@example.org"]


# The thread more waits for the end of the process.
@pytest.mark.parametrize(
    ("worker", "threads"),
    [({}, LANES + 1), ({"FORUM_WORKER": "off"}, 0)],
    ids=["on", "off"],
)
def test_a_server_works_unless_it_is_told_that_others_do(tmp_path: Path, worker: dict[str, str], threads: int) -> None:
    environ = {name: text for name, text in os.environ.items() if not name.startswith("FORUM_")}
    environ |= {"FORUM_DATA_DIR": str(tmp_path), **worker}
    command = [sys.executable, "-c", START + COUNT]
    started = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=WITHIN)
    assert int(started.stdout) == threads, started.stderr
