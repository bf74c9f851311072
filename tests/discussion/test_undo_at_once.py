"""The same when it is undone twice at once, or on the edge of the minute."""

from datetime import timedelta
from functools import partial

from flask import Flask

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.deleting import delete_comment, erase_deleted, restore_comment
from forum.discussion.models import Comment, State
from forum.discussion.permissions import UNDO
from forum.discussion.queries import own_deleted_to_change
from forum.discussion.recount import recount_article
from tests.at_once import at_once, attempt
from tests.factories import say

LATE = UNDO + timedelta(microseconds=1)


def test_pressed_twice_at_once_it_comes_back_once(app: Flask, ada: Account, article: Article) -> None:
    comment = say(ada, article)
    delete_comment(comment, by=ada)

    def press(comment_id: int = comment.id, ada_id: int = ada.id) -> None:
        by = db.session.get_one(Account, ada_id)
        restore_comment(own_deleted_to_change(comment_id, by), by=by)

    answers = at_once(app, [partial(attempt, app, press)] * 2)
    refused = "This comment is not deleted: there is nothing to undo."
    assert sorted(map(str, answers)) == ["None", refused]
    assert db.session.get_one(Comment, comment.id, populate_existing=True).state == State.LIVE
    assert recount_article(article.id) == []


def test_erasing_and_undoing_at_once_never_bring_back_an_empty_comment(
    app: Flask, ada: Account, article: Article
) -> None:
    """On the edge of the minute, by clocks that do not agree."""
    comments = [say(ada, article, f"Number {number}.") for number in range(20)]
    begin = clock.now()
    with clock.stopped_at(begin):
        for comment in comments:
            delete_comment(comment, by=ada)

    def undo(comment_id: int, ada_id: int = ada.id) -> None:
        by = db.session.get_one(Account, ada_id)
        with clock.stopped_at(begin + UNDO):
            restore_comment(own_deleted_to_change(comment_id, by), by=by)

    def erase() -> None:
        with clock.stopped_at(begin + LATE):
            erase_deleted()

    undoing = [partial(attempt, app, partial(undo, comment.id)) for comment in comments]
    at_once(app, [action for each in undoing for action in (each, partial(attempt, app, erase))])
    db.session.expire_all()
    for comment in comments:
        assert (comment.state == State.LIVE) == (comment.body_source != ""), comment.body_source
    assert recount_article(article.id) == []
