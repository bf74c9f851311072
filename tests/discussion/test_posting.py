"""Saying something: whose comments wait, and a form that is sent twice."""

from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article, Openness
from forum.articles.queries import article_to_change
from forum.config import Hold
from forum.db import db
from forum.discussion.forms import CommentForm
from forum.discussion.models import Comment, State
from forum.discussion.posting import REPEAT, post_comment
from forum.errors import Forbidden
from forum.markup.syntax.leaves import leaves
from forum.moderation.models import Verb
from tests.at_once import at_once, request
from tests.factories import an_article, decided, say


def test_what_is_said_is_public_at_once_where_nothing_holds(ada: Account, article: Article) -> None:
    before = article.version
    comment = say(ada, article, "**Yes.**")
    assert comment.state == State.LIVE
    assert "<strong>Yes.</strong>" in comment.body_html
    assert article.comment_count == 1
    assert article.version > before


def test_what_is_asked_of_the_words_is_read_from_one_parse(ada: Account, article: Article) -> None:
    """Whether there is anything to see in them, whom they mention and what they give away."""
    before = leaves.cache_info().misses
    comment = say(ada, article, CommentForm.parse({"body": "@ada, [S1 E8] is where ||she|| goes."}).body)
    assert "/people/ada" in comment.body_html
    assert leaves.cache_info().misses == before + 1


HOLDS = [
    # (site, article, Ada's first comment waits, so does her second after one was published)
    (Hold.OPEN, Openness.OPEN, False, False),
    (Hold.FIRST, Openness.OPEN, True, False),
    (Hold.ALL, Openness.OPEN, True, True),
    (Hold.OPEN, Openness.FIRST, True, False),
    (Hold.OPEN, Openness.HELD, True, True),
    (Hold.FIRST, Openness.HELD, True, True),
    (Hold.ALL, Openness.FIRST, True, True),
]


@pytest.mark.parametrize(("site", "stance", "first_waits", "second_waits"), HOLDS)
def test_the_stricter_of_site_and_article_says_whose_comments_wait(
    ada: Account, sam: Account, site: Hold, stance: Openness, first_waits: bool, second_waits: bool
) -> None:
    article = an_article(state=stance)
    first = say(ada, article, "My first.", holds=site)
    assert (first.state == State.HELD) is first_waits
    if first_waits:
        assert first.state_reason and "wait for a moderator" in first.state_reason
        assert article.comment_count == 0
        decided(first, Verb.APPROVE, by=sam)
    assert article.comment_count == 1
    second = say(ada, article, "My second.", holds=site)
    assert (second.state == State.HELD) is second_waits


def test_until_the_first_is_published_every_further_one_waits_too(ada: Account, article: Article) -> None:
    states = [say(ada, article, f"Number {n}.", holds=Hold.FIRST).state for n in range(3)]
    assert states == [State.HELD] * 3


@pytest.mark.parametrize("hold", [Hold.FIRST, Hold.ALL])
def test_the_comments_of_staff_never_wait(sam: Account, eve: Account, hold: Hold) -> None:
    article = an_article(state=Openness.HELD)
    assert {say(somebody, article, holds=hold).state for somebody in (sam, eve)} == {State.LIVE}


def test_a_form_sent_twice_makes_one_comment(ada: Account, article: Article) -> None:
    first = say(ada, article, "Once.", key="k1")
    assert say(ada, article, "Once.", key="k1") is first
    assert article.comment_count == 1


def test_a_form_sent_again_with_another_text_makes_another_comment(ada: Account, article: Article) -> None:
    first = say(ada, article, "Once.", key="k1")
    assert say(ada, article, "Twice.", key="k1").id != first.id
    assert article.comment_count == 2


def test_the_same_key_is_another_comment_in_another_place_or_by_another_person(
    ada: Account, ben: Account, article: Article
) -> None:
    first = say(ada, article, "Yes.", key="k1")
    others = [
        say(ada, article, "Yes.", parent=first, key="k1"),
        say(ben, article, "Yes.", key="k1"),
        say(ada, an_article("the-tunnel"), "Yes.", key="k1"),
    ]
    assert len({comment.id for comment in [first, *others]}) == 4


def test_a_repeat_is_answered_even_after_the_discussion_closed(ada: Account, article: Article) -> None:
    first = say(ada, article, "Just in time.", key="k1")
    article.state = Openness.CLOSED
    assert say(ada, article, "Just in time.", key="k1") is first
    with pytest.raises(Forbidden):
        say(ada, article, "Too late.", key="k1")


def test_a_form_sent_eight_times_at_once_makes_one_comment(app: Flask, ada: Account, article: Article) -> None:
    ada_id, article_id = ada.id, article.id

    def send(body: str) -> int:
        form = CommentForm(body=body, parent_id=None, key="k1")
        return request(
            app,
            lambda: (
                post_comment(article_to_change(article_id), form, db.session.get_one(Account, ada_id), Hold.OPEN).id
            ),
        )

    ids = at_once(app, [partial(send, "Once.")] * 8)
    assert len(set(ids)) == 1
    assert db.session.scalar(select(func.count()).select_from(Comment)) == 1
    assert article.comment_count == 1
    assert len(set(at_once(app, [partial(send, f"Number {n}.") for n in range(8)]))) == 8


def test_the_same_words_from_a_form_that_was_fetched_again_are_one_comment(ada: Account, article: Article) -> None:
    first = say(ada, article, "Once.", key="k1")
    assert say(ada, article, "Once.", key="k2") is first
    with clock.stopped_at(clock.now() + REPEAT + timedelta(seconds=1)):
        assert say(ada, article, "Once.", key="k3") is not first
