"""What stands where the box was, once a discussion is over."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from forum import clock
from forum.articles.closing import closed_sentence, is_closed
from forum.articles.models import Article, Openness
from forum.db import db
from tests.factories import an_article
from tests.visiting import Visitor

MIDNIGHT = datetime(2027, 12, 28, tzinfo=UTC)


@pytest.fixture
def closing(app: Flask) -> Article:
    """Open until the end of 27 December 2027."""
    return an_article(closes_at=MIDNIGHT)


def test_a_discussion_is_over_when_its_last_day_is(closing: Article) -> None:
    assert not is_closed(closing, MIDNIGHT - timedelta(seconds=1))
    assert is_closed(closing, MIDNIGHT)
    assert closed_sentence(closing, MIDNIGHT) == "Comments closed on 27 December 2027."


def test_one_closed_by_hand_before_its_day_names_no_day(closing: Article) -> None:
    closing.state = Openness.CLOSED
    assert closed_sentence(closing, MIDNIGHT - timedelta(days=30)) == "Comments are closed."
    assert closed_sentence(closing, MIDNIGHT + timedelta(days=30)) == "Comments closed on 27 December 2027."


def test_a_reader_is_told_the_same(closing: Article, client: Visitor) -> None:
    closing.state = Openness.CLOSED
    db.session.commit()
    with clock.stopped_at(MIDNIGHT - timedelta(days=30)):
        page = client.get(f"/articles/{closing.slug}").text
        refused = client.post(f"/articles/{closing.slug}/comments", body="Too late?").text
    for text in (page, refused):
        assert "Comments are closed." in text
        assert "2027" not in text
