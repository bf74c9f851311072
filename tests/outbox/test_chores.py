"""What the clock sets off."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock, handlers
from forum.accounts.models import Account
from forum.db import db
from forum.ids import new_id
from forum.mail.addresses import SUPPRESSED_FOR
from forum.mail.events import MailWritten
from forum.mail.models import Mail, State, Undeliverable
from forum.mail.pruning import KEPT_FOR
from forum.outbox.dispatch import Handlers
from forum.outbox.record import record
from forum.outbox.worker import Chore, Worker


def test_a_change_that_a_chore_makes_is_there_afterwards(app: Flask, ada: Account) -> None:
    ada_id = ada.id

    def rename() -> None:
        db.session.get_one(Account, ada_id).display_name = "Ada, seen to"

    db.session.commit()
    Worker(app, {}, [Chore(timedelta(hours=1), rename)]).run_chores()
    db.session.remove()
    assert db.session.get_one(Account, ada_id).display_name == "Ada, seen to"


def test_a_chore_that_fails_leaves_nothing_behind_is_told_of_and_keeps_no_other_from_its_turn(
    app: Flask, ada: Account, caplog: pytest.LogCaptureFixture
) -> None:
    ada_id, done = ada.id, []

    def rename_and_fail() -> None:
        db.session.get_one(Account, ada_id).display_name = "Half done"
        db.session.flush()
        raise ZeroDivisionError

    db.session.commit()
    hourly = [Chore(timedelta(hours=1), rename_and_fail), Chore(timedelta(hours=1), lambda: done.append(1))]
    worker, now = Worker(app, {}, hourly), clock.now()
    for minutes in (0, 59, 60, 61):
        with clock.stopped_at(now + timedelta(minutes=minutes)):
            worker.run_chores()
    db.session.remove()
    assert db.session.get_one(Account, ada_id).display_name == "Ada"
    assert len(done) == 2
    assert [entry.levelname for entry in caplog.records] == ["ERROR"] * 2
    assert "rename_and_fail failed" in caplog.text


def test_chores_have_their_turn_however_busy_the_outbox_is(app: Flask) -> None:
    """A raid or a slow mail server must not keep a decision's mail, which is due by the clock."""
    order = list[str]()
    for number in range(3):
        record(MailWritten(number))
    db.session.commit()
    by_turns: Handlers = {MailWritten: (lambda written, turn: order.append("fact"),)}
    worker = Worker(app, by_turns, [Chore(timedelta(seconds=5), lambda: order.append("chore"))])
    now = clock.now()
    for second in range(0, 15, 5):
        with clock.stopped_at(now + timedelta(seconds=second)):
            worker.go_once(with_chores=True)
    assert order == ["chore", "fact"] * 3


def test_a_chore_that_has_more_to_do_goes_on_in_steps_that_others_see(app: Flask) -> None:
    left = [3, 2, 1]
    Worker(app, {}, [Chore(timedelta(hours=1), lambda: left.pop() < 3)]).run_chores()
    assert left == []


def test_mails_that_have_an_end_and_old_refusals_are_forgotten_in_time(app: Flask) -> None:
    now = clock.now()
    with clock.stopped_at(now):
        for days, state in ((31, State.SENT), (31, State.WAITING), (29, State.SENT), (31, State.DOUBTFUL)):
            a_mail(KEPT_FOR + timedelta(days=days - 30), state)
        for name, days in (("old@example.org", 1), ("new@example.org", -1)):
            last_at = now - SUPPRESSED_FOR - timedelta(days=days)
            db.session.add(Undeliverable(address=name, score=4, last_reply="550 Gone", last_at=last_at))
        db.session.commit()
        Worker(app, {}, handlers.CHORES).run_chores()
    db.session.remove()
    left = db.session.execute(select(Mail.state, Mail.created_at).order_by(Mail.created_at)).all()
    assert [(state, (now - created_at).days) for state, created_at in left] == [(State.WAITING, 31), (State.SENT, 29)]
    assert list(db.session.scalars(select(Undeliverable.address))) == ["new@example.org"]


def a_mail(age: timedelta, state: State) -> None:
    number = new_id()
    words = {"message_id": f"<{number}@localhost>", "purpose": "test", "recipient": "ada@example.org", "payload": {}}
    db.session.add(Mail(id=number, created_at=clock.now() - age, state=state, **words))
