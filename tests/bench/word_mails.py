"""Mails of notices, written and delivered by the real worker, and the same bytes by a bare loop of smtplib."""

import smtplib
from pathlib import Path
from time import perf_counter

from sqlalchemy import delete, insert, select, update

from forum import clock
from forum.db import db
from forum.handlers import PURPOSES
from forum.mail.letter import packed, render
from forum.mail.models import Mail, State
from forum.mail.purposes import NotNeeded
from forum.notifications.mailing import mail_what_is_due
from forum.notifications.models import Choice, Frequency, Kind, Notification, Post
from forum.outbox.dispatch import run_chore
from forum.outbox.models import Fact
from forum.web.site import settings
from tests.bench.sink import sink
from tests.factories import an_article, say
from tests.faults.mail import postman, still_open, until
from tests.faults.news import follow_all, members, proved, spread
from tests.faults.site import Site, site_of

ROUNDS = 3
FROM = "forum@example.org"


def measured_mails(folder: Path, number: int) -> tuple[list[float], list[float], list[float]]:
    """How many a second are written, delivered by the worker, and sent by the loop: round by round."""
    with sink() as port:
        there = {"FORUM_MAIL_URL": f"smtp://localhost:{port}", "FORUM_MAIL_FROM": FROM}
        with site_of(folder, **there) as site:
            _notices(site, number)
            written, ours, bare = list[float](), list[float](), list[float]()
            for _ in range(ROUNDS):
                written.append(number / _write(site))
                letters = _letters(site)
                ours.append(_delivered(site))
                bare.append(len(letters) / _sent(port, letters))
            return written, ours, bare


def _notices(site: Site, number: int) -> None:
    """So many want mail of the one comment that is said."""
    with site.rows():
        article, people = an_article("mailed"), members("reader", number)
        follow_all(article, people)
        wants = {"kind": Kind.ARTICLE, "inbox": True, "mail": Frequency.AT_ONCE}
        db.session.execute(insert(Choice), [{"person_id": person_id, **wants} for person_id in people])
        say(proved("speaker"), article, "The bridge should stay. " * 20)
    spread(site)


def _write(site: Site) -> float:
    """As if ten minutes had gone by, and nothing had been mailed before; the seconds that writing takes."""
    with site.rows():
        for rows in (Mail, Fact):
            db.session.execute(delete(rows))
        waits = {"post": Post.WAITS, "mail_due_at": clock.now(), "mail_id": None, "mailed_at": None}
        db.session.execute(update(Notification).values(waits))
    with site.app.app_context():
        began = perf_counter()
        while run_chore(mail_what_is_due):
            pass
        took = perf_counter() - began
        db.engine.dispose()
    return took


def _letters(site: Site) -> list[tuple[str, bytes]]:
    """Each mail as it will travel."""
    letters = []
    with site.rows():
        for mail in db.session.scalars(select(Mail)).all():
            words = PURPOSES[mail.purpose](mail.payload)
            assert not isinstance(words, NotNeeded), words.reason
            letter = render(mail, words, settings())
            message = packed(letter, mail, settings(), words["to_name"], words["headers"])
            letters.append((mail.recipient, message.as_bytes()))
    return letters


def _delivered(site: Site) -> float:
    """Mails a second, from the end of the first to the end of the last: that the worker begins is not counted."""
    with postman(site):
        until(lambda: not still_open(site), every=0.5)
    with site.looking():
        ends = [at for at in db.session.scalars(select(Mail.sent_at).where(Mail.state == State.SENT)) if at]
    return (len(ends) - 1) / (max(ends) - min(ends)).total_seconds()


def _sent(port: int, letters: list[tuple[str, bytes]]) -> float:
    """Seconds for all of them, one after the other."""
    with smtplib.SMTP("localhost", port) as line:
        began = perf_counter()
        for to, content in letters:
            line.sendmail(FROM, [to], content)
        return perf_counter() - began
