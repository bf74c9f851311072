"""What is kept for a while is gone when it is over, whether or not anybody comes by."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum import clock
from forum.accounts.keys import Failure, Purpose, Ticket
from forum.accounts.models import Account
from forum.accounts.tickets import KEPT_FOR, WORDS_LIFE, make_ticket
from forum.articles.models import Article
from forum.db import Base, db
from forum.discussion.drafts import keep_draft
from forum.discussion.models import Draft
from forum.handlers import CHORES
from forum.outbox.dispatch import run_chore
from tests.security.reread import rows
from tests.visiting import Visitor


def all_chores(after: timedelta) -> None:
    db.session.commit()
    with clock.stopped_at(clock.now() + after):
        for chore in CHORES:
            run_chore(chore.do)


def left(table: type[Base]) -> int | None:
    return db.session.scalar(select(func.count()).select_from(table))


def test_of_a_network_there_is_a_digest_for_a_day_and_nothing_else(ada: Account, client: Visitor) -> None:
    client.client.environ_base["REMOTE_ADDR"] = "198.51.100.77"
    client.post("/sign-in", email=ada.email, password="a wrong one")
    assert left(Failure) == 2
    assert "198.51.100" not in repr(rows())
    all_chores(timedelta(hours=23))
    assert left(Failure) == 2
    all_chores(timedelta(hours=24, seconds=1))
    assert left(Failure) == 0


@pytest.mark.usefixtures("app")
def test_words_written_before_signing_in_are_gone_after_a_day(article: Article) -> None:
    keep_draft(article, "Never posted.")
    all_chores(timedelta(hours=23))
    assert left(Draft) == 1
    all_chores(timedelta(hours=24, seconds=1))
    assert left(Draft) == 0


@pytest.mark.usefixtures("app")
def test_a_ticket_and_the_address_on_it_are_gone_a_day_after_its_end() -> None:
    make_ticket(Purpose.WORDS, WORDS_LIFE, email="somebody@example.org")
    all_chores(WORDS_LIFE + KEPT_FOR - timedelta(minutes=1))
    assert left(Ticket) == 1
    all_chores(WORDS_LIFE + KEPT_FOR + timedelta(minutes=1))
    assert left(Ticket) == 0
