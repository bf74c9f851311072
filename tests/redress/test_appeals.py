"""An appeal can be made once, and in time."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.errors import Forbidden, Invalid, Refusal
from forum.moderation.models import Verb
from forum.redress.appealing import appeal
from forum.redress.finding import case_of
from forum.redress.forms import parse_words
from forum.statements.models import Appeal
from forum.statements.terms import appeal_until
from tests.at_once import at_once, attempt
from tests.factories import decided, say
from tests.redress.appealed import appealed_removal, statement_about


def test_it_can_be_made_once_and_says_something() -> None:
    for words in ("", " \n "):
        with pytest.raises(Invalid, match="Say why"):
            parse_words(words)
    with pytest.raises(Invalid, match="Shorten it by 5"):
        parse_words("x" * 2_005)
    assert parse_words(" Why?\r\nWhy! ") == "Why?\nWhy!"


def test_a_second_one_is_refused(ada: Account, sam: Account, article: Article) -> None:
    comment, _ = appealed_removal(ada, sam, article)
    with pytest.raises(Forbidden, match="already"):
        appeal(case_of(statement_about(comment).id), "Once more.")


def test_it_is_possible_for_six_months_and_no_longer(ada: Account, sam: Account, article: Article) -> None:
    comments = [say(ada, article, f"Number {n}.") for n in range(2)]
    for comment in comments:
        decided(comment, Verb.REMOVE, sam)
    last = [appeal_until(statement_about(comment)) for comment in comments]
    with clock.stopped_at(last[0]):
        appeal(case_of(statement_about(comments[0]).id), "In time.")
    with clock.stopped_at(last[1] + timedelta(seconds=1)), pytest.raises(Forbidden, match="was possible until"):
        appeal(case_of(statement_about(comments[1]).id), "Too late.")


def test_it_is_possible_on_the_whole_of_the_last_day(ada: Account, sam: Account, article: Article) -> None:
    with clock.stopped_at(datetime(2026, 3, 5, 9, tzinfo=UTC)):
        comment = say(ada, article)
        decided(comment, Verb.REMOVE, sam)
    with clock.stopped_at(datetime(2026, 9, 5, 23, 59, tzinfo=UTC)):
        appeal(case_of(statement_about(comment).id), "In time.")


def test_of_two_appeals_at_once_one_is_kept(app: Flask, ada: Account, sam: Account, article: Article) -> None:
    comments = [say(ada, article, f"Number {n}.") for n in range(10)]
    for comment in comments:
        decided(comment, Verb.REMOVE, sam)
    numbers = [statement_about(comment).id for comment in comments]

    def try_it(number: int, words: str) -> str:
        return appeal(case_of(number), words).words

    for number in numbers:
        tries = [partial(attempt, app, partial(try_it, number, words)) for words in ("One.", "Two.")]
        answers = at_once(app, tries)
        assert [isinstance(answer, Refusal) for answer in answers].count(True) == 1
        kept = db.session.scalars(select(Appeal.words).where(Appeal.statement_id == number)).one()
        assert kept in answers
        db.session.rollback()
