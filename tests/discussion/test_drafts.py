"""Words of somebody who pressed Post before signing in."""

from datetime import timedelta

from sqlalchemy import func, select

from forum import clock
from forum.articles.models import Article
from forum.db import db
from forum.discussion.drafts import KEPT, forget_draft, keep_draft, kept_words
from forum.discussion.models import Draft
from tests.factories import an_article

WORDS = "What I wanted to say."


def test_the_words_come_back_as_often_as_they_are_asked_for(article: Article) -> None:
    token = keep_draft(article, WORDS)
    assert [kept_words(token, article) for _ in range(2)] == [WORDS] * 2


def test_only_who_holds_the_token_reads_them_and_only_there(article: Article) -> None:
    token = keep_draft(article, WORDS)
    assert kept_words(token, an_article("the-tunnel")) == ""
    assert [kept_words(wrong, article) for wrong in (None, "", "x", token[:-1], token.upper())] == [""] * 5


def test_the_token_itself_is_not_in_the_database(article: Article) -> None:
    token = keep_draft(article, WORDS)
    db.session.flush()
    assert token not in str(db.session.execute(select(Draft.__table__)).all())


def test_a_day_later_they_are_gone_and_the_next_draft_sweeps_them_out(article: Article) -> None:
    token = keep_draft(article, WORDS)
    with clock.stopped_at(clock.now() + KEPT + timedelta(seconds=1)):
        assert kept_words(token, article) == ""
        keep_draft(article, WORDS)
        assert db.session.scalar(select(func.count()).select_from(Draft)) == 1


def test_words_that_were_said_are_not_kept(article: Article) -> None:
    said, unsaid = keep_draft(article, WORDS), keep_draft(article, WORDS)
    forget_draft(said)
    assert [kept_words(token, article) for token in (said, unsaid)] == ["", WORDS]
