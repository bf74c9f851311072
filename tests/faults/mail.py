"""F23, F24: `forum worker` delivers to a real mail server; it is killed, or is not alone."""

import random
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from sqlalchemy import func, or_, select, update

from forum import clock
from forum.db import db
from forum.mail.events import MailWritten
from forum.mail.models import OPEN, Mail, State
from forum.outbox.models import Fact
from forum.outbox.record import record
from tests.faults.fault import Ground
from tests.faults.figures import Figures
from tests.faults.server import FORUM, kill_with_children
from tests.faults.site import Site
from tests.mail.servers import Postbox, free_port, serving_mail

# Of one that hangs; a machine that is busy with other things takes minutes.
DONE_WITHIN = 300.0


def kill_the_postman(ground: Ground) -> Figures:
    """F23. Each time it is killed its leases are ended, as if five minutes had gone by."""
    box, figures, port = Postbox(), Figures(), free_port()
    site, cycles = mail_site(ground, "killed-postman", port), ground.scale(8, 500)
    with serving_mail(box, port):
        for cycle in range(cycles):
            write_mails(site, [f"reader-{cycle}-{number}@example.org" for number in range(10)])
            with postman(site):
                arrived = len(box.arrived)
                until(partial(_more_than, arrived, box), every=0.005)
                time.sleep(random.uniform(0, 0.05))
            end_leases(site)
        with postman(site):
            until(lambda: not still_open(site))
    figures["cycles"] = cycles
    reckon_mails(site, box, figures)
    return figures


def send_two_postmen(ground: Ground) -> Figures:
    """F24."""
    box, figures, port = Postbox(), Figures(), free_port()
    site = mail_site(ground, "two-postmen", port)
    write_mails(site, [f"reader-{number}@example.org" for number in range(ground.scale(100, 2_000))])
    with serving_mail(box, port), postman(site), postman(site):
        until(lambda: not still_open(site))
    taken = reckon_mails(site, box, figures)
    figures.must(max(taken.values()) == 1, "a mail arrived twice")
    return figures


def _more_than(before: int, box: Postbox) -> bool:
    return len(box.arrived) > before


def mail_site(ground: Ground, name: str, port: int, worker: str = "off", database: str = "sqlite") -> Site:
    there = f"smtp://localhost:{port}"
    return ground.site(name, database, FORUM_MAIL_URL=there, FORUM_MAIL_FROM="forum@example.org", FORUM_WORKER=worker)


def write_mails(site: Site, recipients: Sequence[str]) -> None:
    with site.rows():
        for to in recipients:
            number = random.getrandbits(62)
            words = {"message_id": f"<{number}@localhost>", "purpose": "test", "recipient": to, "payload": {}}
            db.session.add(Mail(id=number, created_at=clock.now(), **words))
            record(MailWritten(number))


@contextmanager
def postman(site: Site) -> Iterator[None]:
    """`forum worker`, until it is killed."""
    log = site.server.folder / "worker.log"
    with log.open("ab") as said:
        worker = subprocess.Popen([*FORUM, "worker"], env=site.server.environ(), stdout=said, stderr=said)
    try:
        yield
    finally:
        kill_with_children(worker)


def until(done: Callable[[], bool | int], every: float = 0.1) -> None:
    """Seldom by itself: who asks for rows takes time from the worker."""
    end = time.monotonic() + DONE_WITHIN
    while not done():
        if time.monotonic() > end:
            raise RuntimeError("the worker does not come to an end")
        time.sleep(every)


def end_leases(site: Site) -> None:
    """As if five minutes had gone by."""
    with site.rows():
        db.session.execute(update(Fact).where(Fact.lease.is_not(None)).values(due_at=clock.now()))


def pass_time(site: Site, time_: timedelta) -> None:
    """As if so much time had gone by for mails and for what still has to follow."""
    with site.rows():
        for fact in db.session.scalars(select(Fact)):
            fact.due_at -= time_
        for mail in db.session.scalars(select(Mail).where(Mail.state.in_(OPEN))):
            mail.created_at -= time_


def is_due(site: Site) -> bool:
    """Whether something is to be done now, or is being done."""
    with site.looking():
        now = or_(Fact.due_at <= clock.now(), Fact.lease.is_not(None))
        return db.session.scalars(select(Fact.id).where(now, Fact.set_aside_at.is_(None)).limit(1)).first() is not None


def still_open(site: Site) -> int:
    with site.looking():
        return db.session.scalar(select(func.count()).where(Mail.state.in_(OPEN))) or 0


def reckon_mails(site: Site, box: Postbox, figures: Figures) -> Counter[tuple[str, str]]:
    """What arrived beside what was written: nothing is lost, and only what was in doubt stands twice.

    A mail is known by its name and by whom it is for: all who are told of one comment get the same name.
    """
    taken = Counter((mail["Message-ID"], mail["To"].addresses[0].addr_spec) for mail in box.taken)
    with site.looking():
        rows = {(row.message_id, row.recipient): row for row in db.session.scalars(select(Mail))}
        written = db.session.scalar(select(func.count(Mail.id)))
    lost = [name for name in rows if name not in taken]
    twice = {name for name, times in taken.items() if times > 1}
    doubted = {name for name, row in rows.items() if row.doubts}
    figures["mails"], figures["lost"] = len(rows), len(lost)
    figures["in doubt for a time"], figures["arrived twice"] = len(doubted), len(twice)
    figures.must(len(rows) > 0 and not lost, f"{len(lost)} of {len(rows)} mails never arrived")
    figures.must(written == len(rows), "the same mail was written twice to somebody")
    figures.must(twice <= doubted, "a mail arrived twice that was never in doubt")
    figures.must(max(taken.values()) <= 2, "a mail arrived more than twice")
    figures.must({row.state for row in rows.values()} <= {State.SENT, State.DOUBTFUL}, "a mail has no end")
    return taken
