"""Who of the staff is told of what waits, and when."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select

from forum import clock
from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.discussion.events import CommentStood
from forum.discussion.models import Comment
from forum.mail.addresses import FOR_GOOD, note_trouble
from forum.moderation.models import Verb
from forum.moderation.undoing import undo
from forum.notifications.choosing import choose
from forum.notifications.kinds import Manner
from forum.notifications.models import Frequency, Kind
from forum.outbox.record import record
from forum.rounds.models import RoundItem
from forum.rounds.telling import APART, REMEMBERED, forget_told, tell_next
from tests.at_once import at_once, request
from tests.between import meanwhile
from tests.factories import decided, person, say
from tests.rounds.conftest import NOON, Rounds, reported

SAM, EVE = "sam@example.org", "eve@example.org"
MINUTE = timedelta(minutes=1)


def held(by: Account, article: Article, words: str = "The first waits.") -> Comment:
    return say(by, article, words, holds=Hold.ALL)


def wants(person: Account, frequency: Frequency, *kinds: Kind) -> None:
    for kind in kinds or (Kind.WAITING, Kind.REPORTS):
        choose(person, kind, Manner(False, frequency))


def test_on_a_small_site_staff_are_told_at_once(
    rounds: Rounds, ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    with clock.stopped_at(NOON):
        held(ada, article)
        assert rounds.told() == {SAM: ["The first waits."], EVE: ["The first waits."]}
        assert rounds.go() == [], "told once"


def test_within_half_an_hour_there_is_one_mail(rounds: Rounds, ada: Account, sam: Account, article: Article) -> None:
    with clock.stopped_at(NOON):
        held(ada, article)
        assert list(rounds.told()) == [SAM]
    with clock.stopped_at(NOON + MINUTE):
        held(ada, article, "The second waits.")
        held(ada, article, "The third waits.")
        assert rounds.go() == []
    with clock.stopped_at(NOON + APART - timedelta(seconds=1)):
        assert rounds.go() == []
    with clock.stopped_at(NOON + APART):
        assert rounds.told() == {SAM: ["The second waits.", "The third waits."]}


@pytest.mark.parametrize(
    ("frequency", "due"),
    [
        (Frequency.HOURLY, NOON.replace(hour=13)),
        (Frequency.DAILY, NOON.replace(day=5, hour=7)),
        (Frequency.WEEKLY, NOON.replace(day=9, hour=7)),
    ],
)
def test_who_wants_word_less_often_has_it_at_their_hour(
    rounds: Rounds, ada: Account, sam: Account, article: Article, frequency: Frequency, due: datetime
) -> None:
    sam.time_zone = "Europe/Berlin"
    wants(sam, frequency)
    with clock.stopped_at(NOON):
        held(ada, article)
        assert rounds.go() == []
    with clock.stopped_at(due - timedelta(seconds=1)):
        assert rounds.go() == []
    with clock.stopped_at(due):
        assert rounds.told() == {SAM: ["The first waits."]}


def test_each_kind_is_told_as_they_chose(
    rounds: Rounds, ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    wants(sam, Frequency.NEVER, Kind.WAITING)
    with clock.stopped_at(NOON):
        held(ada, article)
        reported(say(ada, article, "Buy it."), by=ben)
        assert rounds.told() == {SAM: ["Buy it."]}


def test_who_stopped_the_mail_meanwhile_has_none(rounds: Rounds, ada: Account, sam: Account, article: Article) -> None:
    wants(sam, Frequency.HOURLY)
    with clock.stopped_at(NOON):
        held(ada, article)
        rounds.follow_up()
        wants(sam, Frequency.NEVER)
    with clock.stopped_at(NOON + 2 * APART):
        assert rounds.go() == []


def test_nobody_else_is_told(rounds: Rounds, ada: Account, ben: Account, article: Article) -> None:
    """Readers, whoever has not proved their address, is banned, or cannot be reached."""
    person("rita", confirmed_at=clock.now())
    person("una", Role.MODERATOR)
    person("bob", Role.MODERATOR, confirmed_at=clock.now(), banned_at=clock.now())
    person("lost", Role.ADMIN, confirmed_at=clock.now())
    for _ in range(2):
        note_trouble("lost@example.org", FOR_GOOD, "550 no such mailbox")
    held(ada, article)
    reported(say(ada, article), by=ben)
    assert rounds.go() == []


def test_who_was_demoted_meanwhile_is_not_told(rounds: Rounds, ada: Account, sam: Account, article: Article) -> None:
    held(ada, article)
    rounds.follow_up()
    sam.role = Role.READER
    assert rounds.go() == []


def test_what_was_decided_or_deleted_meanwhile_is_not_in_it(
    rounds: Rounds, ada: Account, ben: Account, sam: Account, eve: Account, article: Article
) -> None:
    first, second, answered = held(ada, article), held(ada, article, "The second waits."), say(ada, article, "Buy it.")
    held(ada, article, "The third waits.")
    reported(answered, by=ben)
    rounds.follow_up()
    decided(first, Verb.REJECT, eve)
    decided(answered, Verb.APPROVE, eve)
    delete_comment(second, ada)
    assert rounds.told() == {SAM: ["The third waits."], EVE: ["The third waits."]}


def test_when_nothing_is_left_there_is_no_mail_and_the_next_comes_at_once(
    rounds: Rounds, ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    with clock.stopped_at(NOON):
        comment = held(ada, article)
        rounds.follow_up()
        decided(comment, Verb.APPROVE, eve)
        assert rounds.go() == []
    with clock.stopped_at(NOON + MINUTE):
        held(ada, article, "The second waits.")
        assert set(rounds.told()) == {SAM, EVE}


def test_what_waits_once_more_is_told_once_more(
    rounds: Rounds, ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    with clock.stopped_at(NOON):
        comment = held(ada, article)
        rounds.go()
        decision = decided(comment, Verb.APPROVE, eve)
        db.session.commit()
        undo(decision.id, by=eve)
    with clock.stopped_at(NOON + APART):
        assert rounds.told() == {SAM: ["The first waits."], EVE: ["The first waits."]}


def test_a_second_report_of_the_same_is_no_news_until_somebody_answered(
    rounds: Rounds, ada: Account, ben: Account, sam: Account, eve: Account, article: Article
) -> None:
    comment = say(ada, article, "Buy it.")
    with clock.stopped_at(NOON):
        reported(comment, by=ben)
        assert rounds.told() == {SAM: ["Buy it."], EVE: ["Buy it."]}
    with clock.stopped_at(NOON + 2 * APART):
        reported(comment, by=person("cleo"))
        assert rounds.go() == []
    with clock.stopped_at(NOON + 3 * APART):
        decided(comment, Verb.APPROVE, eve)
        reported(comment, by=person("dora"))
        assert rounds.told() == {SAM: ["Buy it."], EVE: ["Buy it."]}


def test_nobody_is_told_of_their_own_comment_nor_of_their_own_report(
    rounds: Rounds, ada: Account, ben: Account, sam: Account, eve: Account, article: Article
) -> None:
    reported(say(sam, article, "I moderate here."), by=ben)
    reported(say(ada, article, "Buy it."), by=eve)
    assert rounds.told() == {SAM: ["Buy it."], EVE: ["I moderate here."]}


def test_what_was_handed_to_the_admins_is_for_them(
    rounds: Rounds, ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    comment = held(ada, article)
    rounds.follow_up()
    decided(comment, Verb.ESCALATE, sam)
    assert rounds.told() == {EVE: ["The first waits."]}


def test_the_same_fact_followed_up_twice_tells_once(
    rounds: Rounds, ada: Account, sam: Account, article: Article
) -> None:
    with clock.stopped_at(NOON):
        comment = held(ada, article)
        rounds.go()
        record(CommentStood(comment.id, comment.version, "unconfirmed", "held"))
        record(CommentStood(comment.id, comment.version + 1, "held", "suspected"))
    with clock.stopped_at(NOON + APART):
        assert rounds.go() == []


def test_several_workers_write_one_mail(
    app: Flask, rounds: Rounds, ada: Account, sam: Account, article: Article
) -> None:
    held(ada, article)
    rounds.follow_up()
    at_once(app, [lambda: request(app, tell_next) for _ in range(4)])
    assert len(rounds.go()) == 1


def test_what_is_noted_while_somebody_is_told_is_told_with_the_next_mail(
    rounds: Rounds, ada: Account, sam: Account, article: Article
) -> None:
    with clock.stopped_at(NOON):
        held(ada, article)
        rounds.follow_up()
        late = held(ada, article, "The second waits.").id
        db.session.commit()
    late_item = insert(RoundItem).values(
        person_id=sam.id, comment_id=late, kind=Kind.WAITING, occasion=1, due_at=NOON, told_at=None
    )
    with clock.stopped_at(NOON + MINUTE), meanwhile("INSERT INTO mail", late_item):
        assert tell_next()
        db.session.commit()
    with clock.stopped_at(NOON + APART + MINUTE):
        first, second = rounds.go()
        assert second.payload["comments"] == [late] != first.payload["comments"]


def test_what_was_told_is_forgotten_after_a_week(rounds: Rounds, ada: Account, sam: Account, article: Article) -> None:
    with clock.stopped_at(NOON):
        held(ada, article)
        rounds.go()
    with clock.stopped_at(NOON + REMEMBERED + MINUTE):
        forget_told()
    assert db.session.scalars(select(RoundItem)).all() == []
