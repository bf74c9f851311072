"""Several workers at once: nobody is told twice, and nobody gets two of what should be one."""

from datetime import datetime, timedelta

from flask import Flask

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.notifications.choosing import choose
from forum.notifications.digests import send_digests
from forum.notifications.kinds import Manner
from forum.notifications.mailing import mail_what_is_due
from forum.notifications.models import Frequency, Kind, Post
from forum.notifications.timing import WAIT
from forum.outbox.dispatch import run_chore
from tests.at_once import at_once
from tests.factories import an_article, say
from tests.notifications.conftest import Word

NOW = datetime.fromisoformat("2026-11-25T12:00:00+00:00")
ROUNDS = 10


def by_three_workers(app: Flask, chore: object, at: datetime) -> None:
    def work() -> None:
        with app.app_context(), clock.stopped_at(at):
            while run_chore(chore):  # type: ignore[arg-type]
                pass

    at_once(app, [work] * 3)
    db.session.expire_all()


def test_of_two_answers_that_are_due_together_three_workers_mail_one(
    app: Flask, word: Word, ada: Account, ben: Account
) -> None:
    for number in range(ROUNDS):
        place = an_article(f"place-{number}")
        with clock.stopped_at(NOW):
            said = say(ada, place)
            for part in range(2):
                say(ben, place, f"Answer {part}.", said)
            word.spread()
        by_three_workers(app, mail_what_is_due, NOW + WAIT)
        posts = [row.post for row in word.of(ada) if row.article_id == place.id]
        assert sorted(posts) == [Post.SKIPPED, Post.WRITTEN]
    assert len(word.mails(ada)) == ROUNDS


def test_a_digest_goes_out_once_whoever_sends_it(
    app: Flask, word: Word, article: Article, ada: Account, ben: Account
) -> None:
    choose(ada, Kind.REPLY, Manner(inbox=True, mail=Frequency.HOURLY))
    for number in range(ROUNDS):
        moment = NOW + number * timedelta(hours=1)
        with clock.stopped_at(moment):
            say(ben, article, f"Answer {number}.", say(ada, article, f"Question {number}?"))
            word.spread()
        by_three_workers(app, send_digests, moment + timedelta(hours=1))
        assert len(word.mails(ada, "digest")) == number + 1
