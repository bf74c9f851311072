"""F18–F22: mail servers away, busy, silent or slow. Hours pass by making rows older, not by waiting."""

import asyncio
import subprocess
import threading
import time
from datetime import timedelta
from statistics import median

from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import delete, select

from forum import clock
from forum.db import db
from forum.mail.addresses import FOR_GOOD, SUPPRESSED_AT
from forum.mail.models import Mail, State, Undeliverable
from forum.notifications.models import Notification
from forum.outbox.models import Fact
from tests.faults.fault import Ground
from tests.faults.figures import Figures, quantile
from tests.faults.mail import is_due, mail_site, pass_time, postman, reckon_mails, still_open, until, write_mails
from tests.faults.reader import Reader
from tests.faults.server import FORUM
from tests.faults.site import Site
from tests.mail.servers import CLOSE, SILENT, Postbox, free_port, serving_mail

# Of a mailbox that is not there: after so many nothing is sent to it.
REFUSALS = SUPPRESSED_AT // FOR_GOOD
HOUR = timedelta(hours=1)


class Dawdler(Postbox):
    """Sends `slow@…` a byte a second, and everybody else what they wait for."""

    def __init__(self) -> None:
        super().__init__()
        self.called, self.over = threading.Event(), threading.Event()

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("slow@"):
            self.called.set()
            while not self.over.is_set():
                assert isinstance(server.transport, asyncio.Transport)
                server.transport.write(b"2")
                await asyncio.sleep(1)
        return await super().handle_RCPT(server, session, envelope, address, options)


def take_the_server_away(ground: Ground) -> Figures:
    """F18. A day goes by, in as many steps as there is time for."""
    (site, port), figures, box = emptied_site(ground), Figures(), Postbox()
    article, reader, steps = site.article("f18"), site.reader("steadfast"), ground.scale(4, 24)
    write_mails(site, [f"reader-{number}@example.org" for number in range(ground.scale(10, 200))])
    with postman(site):
        for step in range(steps):
            until(lambda: not is_due(site))
            said = reader.say(article, f"Number {step}.")
            figures.must(said.comment is not None, f"a comment was answered with {said.status}")
            pass_time(site, 24 * HOUR / steps)
        figures.must(_states(site) == {State.WAITING}, f"after a day of nobody: {_states(site)}")
        with serving_mail(box, port):
            pass_time(site, 3 * HOUR)
            until(lambda: not still_open(site))
    taken = reckon_mails(site, box, figures)
    figures.must(max(taken.values()) == 1, "a mail arrived twice")
    figures.must(len(site.bodies("f18")) == steps, "a comment is missing")
    return figures


def keep_them_waiting(ground: Ground) -> Figures:
    """F19. Each is told 451 before its text, then 421 after it."""
    (site, port), figures, number = emptied_site(ground), Figures(), ground.scale(10, 200)
    box = Postbox(recipients=("451 Later",) * number, texts=("421 Good bye",) * number)
    write_mails(site, [f"reader-{number}@example.org" for number in range(number)])
    with serving_mail(box, port), postman(site):
        pauses = []
        for _ in range(2):
            until(lambda: not is_due(site))
            pauses.append(_pauses(site))
            pass_time(site, HOUR / 10)
        until(lambda: not still_open(site))
    taken = reckon_mails(site, box, figures)
    figures.must(max(taken.values()) == 1, "a mail arrived twice")
    figures["pauses"] = [f"{min(each):.0f}–{max(each):.0f} s" for each in pauses]
    figures.must(all(max(each) - min(each) > 1 for each in pauses), "all come back at the same moment")
    figures.must(median(pauses[1]) > 1.5 * median(pauses[0]), "the second pause is not longer")
    return figures


def refuse_a_mailbox(ground: Ground) -> Figures:
    """F20."""
    (site, port), figures = emptied_site(ground), Figures()
    box = Postbox(recipients=("550 No such person",) * REFUSALS)
    with serving_mail(box, port), postman(site):
        for _ in range(REFUSALS + 1):
            write_mails(site, ["nobody@example.org"])
            until(lambda: not still_open(site))
        pass_time(site, 24 * HOUR)
        write_mails(site, ["ben@example.org"])
        until(lambda: not still_open(site))
    with site.rows():
        told = [(mail.state, mail.tries) for mail in db.session.scalars(select(Mail).order_by(Mail.created_at))]
    once = [(State.REFUSED, 1)] * REFUSALS
    figures.must(
        told == [*once, (State.REFUSED, 0), (State.SENT, 1)], f"not tried once each and then not at all: {told}"
    )
    figures.must([mail["To"] for mail in box.taken] == ["ben@example.org"], "another's mail did not go")
    listed = subprocess.run([*FORUM, "mail", "list"], env=site.server.environ(), capture_output=True, text=True).stdout
    figures.must("Nothing is sent to nobody@example.org any more" in listed, "nobody is told of the address")
    return figures


def leave_without_an_answer(ground: Ground) -> Figures:
    """F21. One that falls silent is waited for, which takes longer than the short form has."""
    (site, port), figures, manners = emptied_site(ground), Figures(), ground.scale((CLOSE,), (CLOSE, SILENT))
    box = Postbox(texts=tuple(each for each in manners for _ in range(2)))
    with serving_mail(box, port), postman(site):
        for number in range(len(manners)):
            write_mails(site, [f"reader-{number}@example.org"])
            until(lambda: State.IN_DOUBT in _states(site) and not is_due(site))
            pass_time(site, 3 * HOUR)
            until(lambda: not still_open(site))
        figures.must(_states(site) == {State.DOUBTFUL}, f"a mail of which nobody knows is {_states(site)}")
        write_mails(site, ["ben@example.org"])
        until(lambda: not still_open(site))
    ids = [next(line for line in text.splitlines() if line.startswith(b"Message-ID")) for text in box.arrived]
    figures["texts that arrived"] = len(ids)
    figures.must(len(ids) == 2 * len(manners) + 1, "a mail was repeated more than once, or not at all")
    figures.must(all(ids.count(each) <= 2 for each in ids), "a mail was repeated under another name")
    figures.must(len(set(ids)) == len(manners) + 1, "a mail changed its name")
    figures.must([mail["To"] for mail in box.taken] == ["ben@example.org"], "the next mail did not go")
    return figures


def dawdle_over_mail(ground: Ground) -> Figures:
    """F22. The worker is in the server's own process, which answers readers meanwhile."""
    box, figures, port = Dawdler(), Figures(), free_port()
    site = mail_site(ground, "dawdled-mail", port, worker="on")
    path, reader = site.article("f22"), Reader(site.server.address)
    with serving_mail(box, port):
        figures.soon("page, p99 before", _p99(reader, path), 0.1)
        write_mails(site, ["slow@example.org"])
        until(box.called.is_set)
        figures.soon("page, p99 meanwhile", _p99(reader, path), 0.1)
        others = [f"reader-{number}@example.org" for number in range(5)]
        write_mails(site, others)
        until(lambda: still_open(site) == 1)
        figures.must(len(box.taken) == len(others), "it was not the slow one that was left to do")
        if ground.long:
            until(lambda: not is_due(site))
            figures.must("took too long" in _replies(site), "the server was not left")
        box.over.set()
        if ground.long:
            pass_time(site, HOUR)
        until(lambda: not still_open(site))
    reckon_mails(site, box, figures)
    return figures


def _p99(reader: Reader, path: str) -> float:
    times = []
    for _ in range(200):
        began = time.monotonic()
        assert reader.get(path).status == 200
        times.append(time.monotonic() - began)
    return quantile(times, 0.99)


def emptied_site(ground: Ground) -> tuple[Site, int]:
    """One without mails and news, and the port at which its mail server is."""
    site = ground.sites.get("mail-servers") or mail_site(ground, "mail-servers", free_port())
    site = ground.site("mail-servers")
    with site.rows():
        for rows in (Mail, Fact, Undeliverable, Notification):
            db.session.execute(delete(rows))
    return site, int(site.server.settings["FORUM_MAIL_URL"].rpartition(":")[2])


def _pauses(site: Site) -> list[float]:
    with site.looking():
        return [(due_at - clock.now()).total_seconds() for due_at in db.session.scalars(select(Fact.due_at))]


def _states(site: Site) -> set[State]:
    with site.looking():
        return set(db.session.scalars(select(Mail.state)))


def _replies(site: Site) -> str:
    with site.looking():
        return " ".join(filter(None, db.session.scalars(select(Mail.last_reply))))
