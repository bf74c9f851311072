"""Taking one's words back, and the tombstone that stays while somebody has answered them. (Undo: `test_undo`.)"""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.deleting import ERASED_AT_ONCE, delete_comment, erase_deleted
from forum.discussion.editing import edit_comment
from forum.discussion.models import Comment, Revision, State
from forum.discussion.permissions import UNDO, visible_to
from forum.discussion.reading import comments_by
from forum.errors import Forbidden
from forum.handlers import CHORES, HANDLERS
from forum.moderation.models import Verb
from forum.outbox.worker import Worker
from tests.factories import decided, say

AFTERWARDS = UNDO + timedelta(microseconds=1)


def seen_by(viewer: Account | None) -> set[int]:
    return set(db.session.scalars(select(Comment.id).where(visible_to(viewer))))


def test_a_comment_without_replies_is_gone_for_everybody(
    ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    delete_comment(say(ada, article), by=ada)
    assert all(not seen_by(viewer) for viewer in (None, ada, ben, sam))
    assert article.comment_count == 0


def test_an_answered_comment_leaves_a_tombstone_and_after_a_minute_no_words(
    ada: Account, ben: Account, article: Article
) -> None:
    comment = say(ada, article, "It ends well.")
    later = clock.now() + timedelta(hours=1)
    with clock.stopped_at(later):
        edit_comment(comment, ">! [S1 E8] It ends with a wedding.", ada, Hold.OPEN)
        reply = say(ben, article, "Really?", comment)
        delete_comment(comment, by=ada)
    assert seen_by(None) == {comment.id, reply.id}
    assert comment.spoiler_scope == "S1 E8"
    with clock.stopped_at(later + AFTERWARDS):
        erase_deleted()
    assert erased(comment)
    assert (article.comment_count, comment.reply_count, comment.descendant_count) == (1, 1, 1)


def erased(comment: Comment) -> bool:
    """Nothing is left of what it said, nor of when it was taken back."""
    revisions = db.session.scalar(select(func.count()).select_from(Revision).where(Revision.comment_id == comment.id))
    left = (comment.edited_at, comment.spoiler_scope, comment.state_reason, comment.state_before, comment.deleted_at)
    return comment.body_source == comment.body_html == "" and set(left) == {None} and revisions == 0


def test_the_worker_erases_after_a_minute_and_nobody_who_posts_has_to(
    app: Flask, ada: Account, ben: Account, article: Article
) -> None:
    first, second = (say(ada, article, words) for words in ("One.", "Two."))
    begin = clock.now()
    with clock.stopped_at(begin):
        delete_comment(first, by=ada)
    with clock.stopped_at(begin + UNDO):
        delete_comment(second, by=ada)
        work(app)
    assert (first.body_source, second.body_source) == ("One.", "Two.")
    with clock.stopped_at(begin + AFTERWARDS):
        say(ben, article)
        assert first.body_source == "One."
        work(app)
    assert erased(first)
    assert second.body_source == "Two."


def work(app: Flask) -> None:
    """A worker that has just started does what the clock sets off."""
    db.session.commit()
    Worker(app, HANDLERS, CHORES).run_chores()


def test_erasing_takes_no_more_than_a_moment_at_a_time_and_goes_on_until_all_is_gone(
    app: Flask, ada: Account, article: Article
) -> None:
    for number in range(2 * ERASED_AT_ONCE + 1):
        delete_comment(say(ada, article, f"Number {number}."), by=ada)
    with_words = select(func.count()).select_from(Comment).where(Comment.body_source != "")
    with clock.stopped_at(clock.now() + AFTERWARDS):
        assert erase_deleted()
        assert db.session.scalar(with_words) == ERASED_AT_ONCE + 1
        work(app)
        assert db.session.scalar(with_words) == 0
        assert not erase_deleted()


def test_a_tombstone_goes_with_its_last_reply(ada: Account, ben: Account, article: Article) -> None:
    comment = say(ada, article)
    first, second = say(ben, article, "One.", comment), say(ben, article, "Two.", comment)
    delete_comment(comment, by=ada)
    delete_comment(first, by=ben)
    assert seen_by(None) == {comment.id, second.id}
    delete_comment(second, by=ben)
    assert seen_by(None) == set()


def test_a_chain_of_tombstones_goes_when_the_last_words_beneath_it_go(ada: Account, article: Article) -> None:
    chain = [say(ada, article)]
    for _ in range(5):
        chain.append(say(ada, article, "And another thing.", chain[-1]))
    for comment in chain[1:-1]:
        delete_comment(comment, by=ada)
    assert seen_by(None) == {comment.id for comment in chain}
    delete_comment(chain[-1], by=ada)
    assert seen_by(None) == {chain[0].id}
    assert (chain[0].reply_count, chain[0].descendant_count, article.comment_count) == (0, 0, 1)


def test_a_tombstone_comes_back_when_a_removed_reply_is_approved_again(
    ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    root = say(ada, article)
    middle = say(ada, article, "Hm.", root)
    reply = say(ben, article, "Well?", middle)
    delete_comment(middle, by=ada)
    decided(reply, Verb.REMOVE, by=sam)
    assert seen_by(None) == {root.id}
    decided(reply, Verb.APPROVE, by=sam)
    assert seen_by(None) == {root.id, middle.id, reply.id}
    assert (root.reply_count, root.descendant_count, middle.reply_count) == (1, 1, 1)


def test_what_waits_can_be_taken_back_before_anybody_saw_it(ada: Account, article: Article) -> None:
    comment = say(ada, article, holds=Hold.ALL)
    delete_comment(comment, by=ada)
    assert comment.state == State.DELETED
    assert article.comment_count == 0


def test_nobody_deletes_the_words_of_another_and_nobody_twice(
    ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    comment = say(ada, article)
    for somebody in (ben, sam):
        with pytest.raises(Forbidden, match="Only its author"):
            delete_comment(comment, by=somebody)
    delete_comment(comment, by=ada)
    with pytest.raises(Forbidden, match="gone already"):
        delete_comment(comment, by=ada)
    assert article.comment_count == 0


def test_what_was_removed_stays_for_moderators_to_see(ada: Account, sam: Account, article: Article) -> None:
    comment = say(ada, article)
    decided(comment, Verb.REMOVE, by=sam)
    with pytest.raises(Forbidden, match="gone already"):
        delete_comment(comment, by=ada)


def test_a_tombstone_is_not_on_the_profile_of_its_author(ada: Account, ben: Account, article: Article) -> None:
    comment = say(ada, article)
    kept = say(ada, article, "This one stays.")
    say(ben, article, parent=comment)
    delete_comment(comment, by=ada)
    for viewer in (None, ada, ben):
        shown, next_cursor = comments_by(ada, viewer)
        assert [found.id for found in shown] == [kept.id]
        assert next_cursor is None
