"""Praise and muting."""

from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.discussion.models import Comment, Mute, Recommendation
from forum.discussion.muting import mute, unmute
from forum.discussion.queries import comment_to_change, marked_by
from forum.discussion.recommending import recommend, withdraw_recommendation
from forum.errors import Forbidden
from tests.at_once import at_once, request
from tests.factories import person, say

PEOPLE, COMMENTS, THREADS = 60, 10, 8


def test_a_recommendation_counts_once_however_often_it_is_given(ada: Account, ben: Account, article: Article) -> None:
    comment = say(ada, article)
    recommend(comment, by=ben)
    recommend(comment, by=ben)
    assert comment.recommend_count == 1
    assert marked_by(ben, [comment.id])[0] == {comment.id}
    assert marked_by(ada, [comment.id])[0] == frozenset()


def test_it_can_be_withdrawn_once_and_given_again(ada: Account, ben: Account, article: Article) -> None:
    comment = say(ada, article)
    recommend(comment, by=ben)
    withdraw_recommendation(comment, by=ben)
    withdraw_recommendation(comment, by=ben)
    assert comment.recommend_count == 0
    recommend(comment, by=ben)
    assert comment.recommend_count == 1


def test_nobody_recommends_their_own_comment(ada: Account, article: Article) -> None:
    with pytest.raises(Forbidden, match="their own"):
        recommend(say(ada, article), by=ada)


@pytest.mark.parametrize("react", [recommend, withdraw_recommendation])
def test_what_cannot_be_read_cannot_be_recommended(
    ada: Account, ben: Account, sam: Account, article: Article, react: Callable[[Comment, Account], None]
) -> None:
    gone, waiting = say(ada, article), say(ada, article, holds=Hold.ALL)
    delete_comment(gone, by=ada)
    for comment in (gone, waiting):
        for somebody in (ben, sam):
            with pytest.raises(Forbidden, match="no longer there"):
                react(comment, somebody)


def test_600_of_600_recommendations_at_once_are_counted(app: Flask, ada: Account, article: Article) -> None:
    comments = [say(ada, article, f"Number {n}.").id for n in range(COMMENTS)]
    people = [person(f"reader-{n}").id for n in range(PEOPLE)]
    pairs = [(comment_id, person_id) for person_id in people for comment_id in comments]

    def add(comment_id: int, person_id: int) -> None:
        by = db.session.get_one(Account, person_id)
        recommend(comment_to_change(comment_id, by), by)

    def work(thread: int) -> None:
        for comment_id, person_id in pairs[thread::THREADS]:
            request(app, partial(add, comment_id, person_id))

    at_once(app, [partial(work, thread) for thread in range(THREADS)])
    assert db.session.scalar(select(func.count()).select_from(Recommendation)) == 600
    assert list(db.session.scalars(select(Comment.recommend_count))) == [PEOPLE] * COMMENTS


def test_a_mute_folds_away_in_ones_own_view_only(ada: Account, ben: Account, sam: Account) -> None:
    mute(ben, by=ada)
    mute(ben, by=ada)
    assert marked_by(ada, [])[1] == {ben.id}
    assert marked_by(ben, [])[1] == marked_by(sam, [])[1] == marked_by(None, [])[1] == frozenset()
    unmute(ben, by=ada)
    unmute(ben, by=ada)
    assert marked_by(ada, [])[1] == frozenset()


def test_nobody_mutes_themselves(ada: Account) -> None:
    with pytest.raises(Forbidden, match="themselves"):
        mute(ada, by=ada)


def test_the_mute_button_pressed_eight_times_at_once_mutes_once(app: Flask, ada: Account, ben: Account) -> None:
    ada_id, ben_id = ada.id, ben.id

    def press(verb: Callable[[Account, Account], None]) -> None:
        request(app, lambda: verb(db.session.get_one(Account, ben_id), db.session.get_one(Account, ada_id)))

    at_once(app, [partial(press, mute)] * 8)
    assert db.session.scalar(select(func.count()).select_from(Mute)) == 1
    at_once(app, [partial(press, unmute)] * 8)
    assert db.session.scalar(select(func.count()).select_from(Mute)) == 0
