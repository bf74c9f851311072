"""Mail is not sent for ever to where it is refused, and never held back longer than trouble lasts."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from forum import clock
from forum.db import db
from forum.mail.addresses import (
    FOR_GOOD,
    FOR_NOW,
    FORGIVEN_IN,
    SUPPRESSED_AT,
    SUPPRESSED_FOR,
    note_trouble,
    reachable_again,
    score_of,
    suppressed_until,
)
from forum.mail.delivery import KEEP_TRYING
from forum.mail.models import State, Undeliverable
from forum.mail.pruning import prune
from forum.mail.queries import suppressed
from tests.mail.conftest import Site
from tests.mail.servers import Postbox, serving_mail

ADA = "ada@example.org"
DAY, A_MOMENT = timedelta(days=1), timedelta(seconds=1)


def trouble(points: int, at: datetime, address: str = ADA) -> None:
    with clock.stopped_at(at):
        note_trouble(address, points, "550 No such person")
        db.session.flush()


def score(at: datetime) -> int:
    with clock.stopped_at(at):
        row = db.session.get(Undeliverable, ADA)
        return score_of(row) if row else 0


def is_suppressed(at: datetime, address: str = ADA) -> bool:
    with clock.stopped_at(at):
        assert bool(suppressed_until(address)) is (address in {row.address for row in suppressed()})
        return suppressed_until(address) is not None


@pytest.mark.usefixtures("app")
def test_two_refusals_for_good_or_four_for_now_stop_an_address() -> None:
    now = clock.now()
    for points, times in ((FOR_GOOD, 2), (FOR_NOW, 4)):
        for number in range(times):
            assert not is_suppressed(now)
            trouble(points, now)
            assert score(now) == points * (number + 1)
        assert is_suppressed(now)
        assert not is_suppressed(now, "ben@example.org")
        assert reachable_again("ada@EXAMPLE.org")
        assert not is_suppressed(now)
        assert not reachable_again(ADA)


@pytest.mark.usefixtures("app")
def test_trouble_that_another_worker_noted_meanwhile_counts_as_well() -> None:
    now = clock.now()
    trouble(FOR_NOW, now)
    known = db.session.get(Undeliverable, ADA)
    theirs = update(Undeliverable).values(score=SUPPRESSED_AT - FOR_NOW)
    db.session.execute(theirs, execution_options={"synchronize_session": False})
    trouble(FOR_NOW, now)
    assert known is not None and known.score == SUPPRESSED_AT


@pytest.mark.usefixtures("app")
def test_trouble_is_forgiven_a_point_a_week() -> None:
    now = clock.now()
    trouble(FOR_GOOD, now)
    trouble(FOR_NOW, now)
    assert [score(now + n * FORGIVEN_IN) for n in range(4)] == [3, 2, 1, 0]
    assert score(now + FORGIVEN_IN - A_MOMENT) == 3
    later = now + 2 * FORGIVEN_IN
    trouble(FOR_GOOD, later)
    assert score(later) == 3
    assert not is_suppressed(later)


@pytest.mark.usefixtures("app")
def test_a_stopped_address_is_tried_again_after_thirty_days_and_not_before() -> None:
    now = clock.now()
    trouble(FOR_GOOD, now)
    trouble(FOR_GOOD, now)
    trouble(FOR_GOOD, now)
    assert score(now) == SUPPRESSED_AT
    assert is_suppressed(now + SUPPRESSED_FOR - A_MOMENT)
    assert not is_suppressed(now + SUPPRESSED_FOR)
    with clock.stopped_at(now + SUPPRESSED_FOR - A_MOMENT):
        prune()
        assert db.session.get(Undeliverable, ADA, populate_existing=True)
    with clock.stopped_at(now + SUPPRESSED_FOR + A_MOMENT):
        prune()
        assert db.session.get(Undeliverable, ADA, populate_existing=True) is None


@pytest.mark.usefixtures("app")
def test_the_first_trouble_after_thirty_days_counts_from_anew() -> None:
    now = clock.now()
    trouble(FOR_GOOD, now)
    trouble(FOR_GOOD, now)
    later = now + SUPPRESSED_FOR + DAY
    trouble(FOR_GOOD, later)
    assert score(later) == FOR_GOOD
    assert not is_suppressed(later)


@pytest.mark.parametrize(
    ("recipient", "text", "points"),
    [
        ("550 No such person", "250 Taken", FOR_GOOD),
        ("550 5.1.1 No such person", "250 Taken", FOR_GOOD),
        ("552 5.2.2 Full", "250 Taken", FOR_GOOD),
        ("550 5.7.1 Relaying denied", "250 Taken", 0),  # the site's owner is at fault
        ("554 5.3.2 Not now", "250 Taken", 0),
        ("250 OK", "552 5.2.2 Full", FOR_GOOD),
        ("250 OK", "550 5.1.1 No such person", FOR_GOOD),
        ("250 OK", "554 5.6.0 We take no such thing", 0),
        ("250 OK", "554 We take no such thing", 0),
        ("250 OK", "554 5.7.1 Spam", 0),
    ],
)
def test_what_a_server_says_of_the_mailbox_counts_and_what_it_says_of_the_mail_does_not(
    site: Site, recipient: str, text: str, points: int
) -> None:
    with serving_mail(Postbox(recipients=(recipient,), texts=(text,))) as server:
        site.uses(server)
        site.write(ADA)
        site.deliver()
        site.postman.exchange.hang_up(unused_for=0)
    assert site.states() == [State.REFUSED]
    assert score(clock.now()) == points


@pytest.mark.parametrize(
    ("recipient", "text", "points"),
    [
        ("450 4.2.1 Asleep", "250 Taken", FOR_NOW),
        ("452 Full", "250 Taken", FOR_NOW),
        ("451 4.3.0 Our own trouble", "250 Taken", 0),
        ("451 4.7.1 Greylisted", "250 Taken", 0),
        ("421 4.2.1 Goodbye", "250 Taken", 0),
        ("250 OK", "452 4.2.2 Full", FOR_NOW),
        ("250 OK", "452 Full", 0),
    ],
)
def test_a_mailbox_that_is_put_off_counts_once_a_mail_when_it_is_given_up(
    site: Site, recipient: str, text: str, points: int
) -> None:
    now = clock.now()
    with serving_mail(Postbox(recipients=(recipient,) * 99, texts=(text,) * 99)) as server:
        site.uses(server)
        with clock.stopped_at(now):
            site.write(ADA)
        for hour in range(0, 54, 3):
            assert score(now + KEEP_TRYING) == 0
            with clock.stopped_at(now + timedelta(hours=hour)):
                site.deliver()
            if site.states() == [State.SET_ASIDE]:
                break
        site.postman.exchange.hang_up(unused_for=0)
    assert site.states() == [State.SET_ASIDE]
    assert score(now + KEEP_TRYING) == points


def test_a_mail_that_arrives_makes_up_for_all_trouble(site: Site) -> None:
    now, box = clock.now(), Postbox(recipients=("550 Gone", "250 OK"))
    with serving_mail(box) as server:
        site.uses(server)
        for expected in (FOR_GOOD, 0):
            site.write(ADA)
            site.deliver()
            assert score(now) == expected
        site.postman.exchange.hang_up(unused_for=0)


def test_a_mail_that_is_not_sent_says_until_when(site: Site) -> None:
    now = clock.now()
    trouble(FOR_GOOD, now)
    trouble(FOR_GOOD, now)
    with serving_mail(Postbox()) as server:
        site.uses(server)
        site.write(ADA)
        site.deliver()
        again = now + SUPPRESSED_FOR
        said = f"Not sent: this address refused our mail too often. It is tried again after {again:%Y-%m-%d}."
        assert [(mail.state, mail.last_reply, mail.tries) for mail in site.mails()] == [(State.REFUSED, said, 0)]
        with clock.stopped_at(again):
            site.write(ADA)
            site.deliver()
        site.postman.exchange.hang_up(unused_for=0)
    assert site.states() == [State.REFUSED, State.SENT]
