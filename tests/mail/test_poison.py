"""F27: a mail that cannot be made keeps no other, and somebody is told; what was given up can be tried again."""

from collections.abc import Mapping
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from jinja2 import TemplateError
from sqlalchemy import delete, select, update

from forum import clock, ids
from forum.db import db
from forum.errors import Conflict
from forum.hosts import MailServer, Tls
from forum.mail.gauges import gauges
from forum.mail.models import Mail, State
from forum.mail.queries import unwritten
from forum.mail.resending import retry_troubled, send_again
from forum.outbox.dispatch import MOST_TRIES
from forum.outbox.models import Fact
from forum.outbox.queries import set_aside_count
from tests.between import meanwhile
from tests.mail.conftest import Site
from tests.mail.servers import SILENT, Postbox, free_port, serving_mail

HOUR = timedelta(hours=1)


def raises(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    raise ZeroDivisionError("no such number")


def template_fails(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    raise TemplateError("no such word")


# A template that is not there, one that asks for words which are not given, and words that cannot be made.
POISON = {"unwritten": lambda facts: facts, "hold": lambda facts: {}, "test": raises, "words": template_fails}


def passes(site: Site, hours: int) -> None:
    """A worker looks every two hours."""
    now = clock.now()
    for hour in range(0, hours, 2):
        with clock.stopped_at(now + hour * HOUR):
            site.deliver()


@pytest.mark.parametrize("purpose", sorted(POISON))
def test_f27_a_mail_whose_words_cannot_be_made_is_set_aside_with_an_alarm_and_others_go(
    site: Site, purpose: str, caplog: pytest.LogCaptureFixture
) -> None:
    box = Postbox()
    with serving_mail(box) as server:
        site.uses(server)
        site.purposes({**POISON, "change": lambda facts: facts})
        poison = site.write("ada@example.org", purpose)
        told = {"name": "Ben", "what": "A change", "at": "today", "sign_in": "x", "sessions": "y"}
        site.write("ben@example.org", "change", **told)
        assert site.deliver() == 2
        assert [mail["To"] for mail in box.taken] == ["ben@example.org"]
        passes(site, 40)
        site.postman.exchange.hang_up(unused_for=0)
    assert [mail["To"] for mail in box.taken] == ["ben@example.org"]
    assert site.states() == [State.WAITING, State.SENT]
    assert set_aside_count() == 1
    assert list(unwritten()) == [poison]
    alarms = [entry.getMessage() for entry in caplog.records if entry.levelname == "ERROR"]
    assert alarms == [f"MailWritten was set aside after {MOST_TRIES} tries: forum outbox list"]
    shown = {sample.name: sample.value for metric in gauges() for sample in metric.samples}
    assert shown["forum_outbox_set_aside"] == 1


def test_a_poisonous_mail_is_sent_once_its_words_can_be_made(site: Site) -> None:
    box = Postbox()
    with serving_mail(box) as server:
        site.uses(server)
        site.purposes({"test": raises})
        site.write()
        passes(site, 40)
        site.purposes({})
        send_again(site.mails()[0])
        db.session.commit()
        with pytest.raises(Conflict, match="tried again already"):
            send_again(site.mails()[0])
        site.deliver()
        site.postman.exchange.hang_up(unused_for=0)
    assert site.states() == [State.SENT]
    assert len(box.taken) == 1


def test_what_nobody_took_is_tried_again_as_if_written_now(site: Site) -> None:
    port = free_port()
    site.uses(MailServer("localhost", port, Tls.NEVER))
    with clock.stopped_at(clock.now() - 100 * HOUR):
        site.write("ada@example.org")
        site.write("ben@example.org")
    site.deliver()
    assert site.states() == [State.SET_ASIDE] * 2
    send_again(site.mails()[0])
    assert retry_troubled() == 1
    db.session.commit()
    box = Postbox()
    with serving_mail(box, port):
        site.deliver()
        site.postman.exchange.hang_up(unused_for=0)
    assert site.states() == [State.SENT] * 2
    assert sorted(mail["To"] for mail in box.taken) == ["ada@example.org", "ben@example.org"]
    with pytest.raises(Conflict):
        send_again(site.mails()[0])


def test_what_is_set_aside_while_others_are_tried_again_is_tried_with_them_or_stays(site: Site) -> None:
    site.uses(MailServer("localhost", free_port(), Tls.NEVER))
    first, second = site.write("ada@example.org"), site.write("ben@example.org")
    db.session.execute(update(Mail).where(Mail.id == first).values(state=State.SET_ASIDE))
    db.session.execute(delete(Fact))
    db.session.commit()
    with meanwhile("UPDATE mail", update(Mail).where(Mail.id == second).values(state=State.SET_ASIDE)):
        count = retry_troubled()
    db.session.commit()
    tried = {fact.payload["mail_id"] for fact in db.session.scalars(select(Fact).where(Fact.name == "MailWritten"))}
    assert tried == {mail.id for mail in site.mails() if mail.state == State.WAITING} and len(tried) == count


def test_what_is_doubtful_is_sent_once_more_under_the_same_name_and_no_more(site: Site) -> None:
    box, now = Postbox(texts=(SILENT,) * 4), clock.now()
    with serving_mail(box) as server:
        site.uses(server)
        site.write()
        for hour in (1, 6):
            with clock.stopped_at(now + hour * HOUR):
                site.deliver()
        assert site.states() == [State.DOUBTFUL]
        assert retry_troubled() == 0
        for count in (3, 4):
            send_again(site.mails()[0])
            db.session.commit()
            for hour in range(20, 40, 5):
                with clock.stopped_at(now + hour * HOUR):
                    site.deliver()
            assert (len(box.arrived), site.states()) == (count, [State.DOUBTFUL])
        site.postman.exchange.hang_up(unused_for=0)
    names = {next(line for line in text.splitlines() if b"Message-ID" in line) for text in box.arrived}
    assert len(names) == 1


def test_f24_of_four_workers_each_mail_is_sent_by_one(app: Flask, site: Site) -> None:
    box = Postbox()
    with serving_mail(box) as server:
        site.uses(server)
        for number in range(80):
            site.write(f"reader-{number}@example.org")

        def work() -> None:
            with app.app_context():
                site.deliver()

        workers = [Thread(target=work) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        site.postman.exchange.hang_up(unused_for=0)
    assert sorted(mail["To"] for mail in box.taken) == sorted(f"reader-{number}@example.org" for number in range(80))
    assert site.states() == [State.SENT] * 80
    assert [mail["Message-ID"] for mail in box.taken] != []
    assert {mail["Message-ID"] for mail in box.taken} == {mail.message_id for mail in site.mails()}
    assert all(ids.to_text(mail.id) in mail.message_id for mail in db.session.query(Mail))
    assert box.greeted > 1
