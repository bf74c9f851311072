"""F23, F24: whoever tells people of a comment is killed on the way to its mails, or is not alone."""

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import func, insert, select
from sqlalchemy.exc import OperationalError

from forum import ids
from forum.db import Base, db
from forum.discussion.events import CommentStood
from forum.discussion.models import State
from forum.mail.models import Mail
from forum.notifications.kinds import CLOSEST
from forum.notifications.models import Choice, Frequency, Kind, Notification, Post
from forum.notifications.telling import TOLD_BEFORE
from forum.outbox.record import record_many
from tests.factories import an_article, person, rows_of, say
from tests.faults.fault import Ground
from tests.faults.figures import Figures
from tests.faults.mail import end_leases, is_due, mail_site, postman, reckon_mails, still_open, until
from tests.faults.news import (
    follow_all,
    let_wait_end,
    mail_at_once,
    members,
    not_due_yet,
    proved,
    spread,
    waiting,
    write_and_deliver,
)
from tests.faults.reader import Reader
from tests.faults.site import Site
from tests.mail.servers import Postbox, free_port, serving_mail

# Under each article so many spoke before, so many follow it, and so many answer.
ASKED, WATCHERS, POSTERS = 3, 3, 4
# Of those who follow one article, so many want mail at once.
MAILED = 40


@dataclass
class Expected:
    """Who has to be told of which comment, by our own account."""

    told: set[tuple[int, int]] = field(default_factory=set)

    def of(self, comment: int, people: Sequence[int]) -> None:
        self.told |= {(person_id, comment) for person_id in people}


def kill_on_the_way(ground: Ground) -> Figures:
    """F23. It dies while it tells, while it writes mails and while it hands them over, in turns."""
    box, figures, port, expected = Postbox(), Figures(), free_port(), Expected()
    site, cycles = mail_site(ground, "killed-on-the-way", port), ground.scale(8, 500)
    posters = site.readers([f"poster-{number}" for number in range(POSTERS)])
    with site.rows():
        mail_at_once(Kind.ARTICLE)
    told, written = partial(_count, site, Notification), partial(_count, site, Mail)
    steps: list[Callable[[], int]] = [told, written, lambda: len(box.arrived)]
    with serving_mail(box, port):
        for cycle in range(cycles):
            figures.must(_talk(site, cycle, posters, expected), "a reply was not taken")
            _kill_after(site, steps[cycle % len(steps)])
            end_leases(site)
        _finish(site)
    figures["cycles"] = cycles
    _reckon_news(site, expected, figures)
    reckon_mails(site, box, figures)
    return figures


def _talk(site: Site, cycle: int, posters: Sequence[Reader], expected: Expected) -> bool:
    """Three speak under a new article, three follow it, and four answer by the form; whether all were taken."""
    slug = f"way-{cycle}"
    with site.rows():
        article = an_article(slug)
        asked = [proved(f"asked-{cycle}-{number}") for number in range(ASKED)]
        watchers = [proved(f"watcher-{cycle}-{number}") for number in range(WATCHERS)]
        follow_all(article, [each.id for each in watchers])
        roots = [say(each, article, f"A question of {each.handle}.") for each in asked]
        following = [each.id for each in watchers]
        above = [(ids.to_text(root.id), root.author_id) for root in roots]
        for root in roots:
            expected.of(root.id, following)
    taken = True
    for number, poster in enumerate(posters):
        parent, author = above[number % ASKED]
        reply = poster.say(f"/articles/{slug}", f"An answer in {slug}.", parent=parent).comment
        taken = taken and reply is not None
        if reply is not None:
            expected.of(ids.from_text(reply), [author, *following])
    return taken


def _kill_after(site: Site, count: Callable[[], int]) -> None:
    """Once it has got so far as to do one, a moment later."""
    before = count()

    def has_done_one() -> bool:
        # What an earlier cycle left may be told only now, and of no other a mail can come. While the worker keeps the
        # database to itself, as it may on a busy machine, that has time until the next look.
        if not_due_yet(site):
            with suppress(OperationalError):
                let_wait_end(site)
        return count() > before

    with postman(site):
        until(has_done_one, every=0.05)
        time.sleep(random.uniform(0, 0.1))


def _finish(site: Site) -> None:
    """What is left is done by one that lives."""
    spread(site)
    let_wait_end(site)
    write_and_deliver(site)


def _reckon_news(site: Site, expected: Expected, figures: Figures) -> None:
    """Each told once of each comment, and mailed once of each discussion."""
    with site.looking():
        rows = db.session.scalars(select(Notification).where(Notification.kind.in_(CLOSEST))).all()
        mails = Counter(db.session.scalars(select(Mail.account_id)))
    told = Counter((row.person_id, row.comment_id or 0) for row in rows)
    figures["comments"], figures["told"] = len({comment for _, comment in expected.told}), len(rows)
    lost = expected.told - set(told)
    figures.must(not lost, f"{len(lost)} were never told of a comment")
    figures.must(set(told) <= expected.told, "somebody was told of what they have nothing to do with")
    figures.must(max(told.values()) == 1, "somebody was told twice of a comment")
    people = {person_id for person_id, _ in expected.told}
    figures.must(mails == Counter(people), "somebody has not just the one mail about their discussion")
    left = [row for row in rows if row.post != Post.WRITTEN]
    figures.must({row.post for row in left} == {Post.SKIPPED}, "a notice has no end")
    figures.must({row.mail_reason for row in left} == {TOLD_BEFORE}, "a notice was skipped for another reason")


def tell_twice_at_once(ground: Ground) -> Figures:
    """F24. Each fact stands twice, as when a lease ran out: two workers tell the same people on either database."""
    figures = Figures()
    for database in ("sqlite", "postgresql"):
        _tell_twice(ground, database, figures)
    return figures


def _tell_twice(ground: Ground, database: str, figures: Figures) -> None:
    box, port, number = Postbox(), free_port(), ground.scale(1_200, 10_000)
    site = mail_site(ground, f"told-twice-{database}", port, database=database)
    with site.rows():
        expected = _crowd(number, comments=2)
    with serving_mail(box, port), postman(site), postman(site):
        until(lambda: not is_due(site))
        let_wait_end(site)
        until(lambda: not waiting(site, [Post.WAITS]) and not still_open(site))
    with site.rows():
        rows = db.session.execute(select(Notification.person_id, Notification.comment_id))
        told = Counter((person_id, comment_id) for person_id, comment_id in rows)
    figures[f"told on {database}"] = sum(told.values())
    figures.must(dict(told) == dict.fromkeys(expected.told, 1), f"not each told once of each comment on {database}")
    taken = reckon_mails(site, box, figures)
    figures.must(len(taken) == MAILED and max(taken.values()) == 1, f"not one mail to each on {database}")
    log = (site.server.folder / "worker.log").read_text()
    figures.must("failed" not in log, f"the two were in each other's way on {database}")


def _crowd(number: int, comments: int) -> Expected:
    """So many follow an article on which somebody speaks; a few of them want mail."""
    article, speaker, expected = an_article("told-twice"), person("speaker"), Expected()
    people = members("crowd", number)
    follow_all(article, people)
    wants = {"kind": Kind.ARTICLE, "inbox": True, "mail": Frequency.AT_ONCE}
    db.session.execute(insert(Choice), [{"person_id": number, **wants} for number in people[:MAILED]])
    spoken = rows_of(article, speaker, [None] * comments)
    record_many([(CommentStood(each, 1, State.UNCONFIRMED, State.LIVE), None) for each in spoken for _ in range(2)])
    for each in spoken:
        expected.of(each, people)
    return expected


def _count(site: Site, table: type[Base]) -> int:
    with site.looking():
        return db.session.scalar(select(func.count()).select_from(table)) or 0
