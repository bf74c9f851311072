"""The demonstration as it stands once it is planted, by the verbs that everybody's comments go through."""

from collections.abc import Iterator, Sequence

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Account
from forum.articles.closing import closed_sentence, is_closed
from forum.articles.models import Article
from forum.articles.queries import article_or_404
from forum.clock import now
from forum.db import db
from forum.demo.planting import set_stage
from forum.demo.word import UNREAD
from forum.discussion.editing import SILENT_EDIT
from forum.discussion.models import Comment, Revision, State
from forum.discussion.ranking import Sort
from forum.discussion.reading import load_page
from forum.discussion.recount import article_ids, recount_article
from forum.mail.models import Mail
from forum.moderation.models import Decision, Verb
from forum.notifications.inbox import inbox, unread_count
from forum.notifications.models import Notification, Post
from forum.outbox.models import Fact
from tests.databases import empty

FINISHED, LONG = "mad-men-ends-with-a-smile-and-a-jingle", "one-a-week-please"


@pytest.fixture(scope="module", autouse=True)
def planted(each_database: Flask) -> Iterator[None]:
    """Once for all tests of this file, which only look."""
    with each_database.app_context():
        for step in set_stage():
            step.take()
        db.session.commit()
        yield
        empty()


def those(state: State) -> Sequence[Comment]:
    return db.session.scalars(select(Comment).where(Comment.state == state)).all()


def test_it_equals_a_recount() -> None:
    assert [recount_article(article_id) for article_id in article_ids()] == [[], [], []]


def test_every_state_that_a_comment_can_be_brought_to_is_there() -> None:
    counts = {state: len(those(state)) for state in State}
    # A comment is unconfirmed inside the verb that posts it only.
    assert counts.pop(State.UNCONFIRMED) == 0
    assert counts.pop(State.LIVE) > 140
    assert all(counts.values()), counts


def test_what_waits_or_was_refused_says_why() -> None:
    assert {comment.state_reason for comment in those(State.HELD)} == {"First comments wait for a moderator."}
    for state in (State.SUSPECTED, State.REJECTED, State.REMOVED):
        assert all(comment.state_reason for comment in those(state))
    assert not any(comment.state_reason for comment in those(State.APPROVED))


def test_what_is_gone_leaves_a_tombstone_only_above_replies() -> None:
    for state in (State.REMOVED, State.DELETED):
        assert {comment.reply_count > 0 for comment in those(state)} == {True, False}
    assert {comment.body_source for comment in those(State.DELETED)} == {""}


def test_the_moderator_decided_whatever_was_decided() -> None:
    decisions = db.session.scalars(select(Decision)).all()
    assert {decision.verb for decision in decisions} == {Verb.APPROVE, Verb.REJECT, Verb.REMOVE}
    deciders = db.session.scalars(select(Account.handle).where(Account.id.in_([d.by_id for d in decisions])))
    assert set(deciders) == {"sam"}
    assert len(decisions) == sum(len(those(s)) for s in (State.APPROVED, State.REJECTED, State.REMOVED))


def test_late_edits_are_marked_and_an_early_one_is_not() -> None:
    marked = db.session.scalars(select(Comment).where(Comment.edited_at.is_not(None))).all()
    assert len(marked) >= 3
    assert all((comment.edited_at or now()) - comment.created_at > SILENT_EDIT for comment in marked)
    assert set(db.session.scalars(select(Revision.comment_id))) == {comment.id for comment in marked}
    silent = select(Comment).where(Comment.version > 1, Comment.state == State.LIVE, Comment.edited_at.is_(None))
    assert [c.body_source[:24] for c in db.session.scalars(silent)] == ["Sixty seconds, I should "]


def test_everything_happened_in_the_order_of_time() -> None:
    moments = db.session.scalars(select(Comment.created_at).order_by(Comment.id)).all()
    assert moments == sorted(moments)
    assert moments[0].isoformat() == "2015-05-18T11:20:00+00:00"
    early = select(func.count()).select_from(Comment).join(Account).where(Account.created_at > Comment.created_at)
    assert db.session.scalar(early) == 0


def test_one_discussion_is_over() -> None:
    articles = db.session.scalars(select(Article).order_by(Article.listed_on)).all()
    loaded = [article_or_404(article.slug) for article in articles]
    assert [article.slug for article in loaded if is_closed(article, now())] == [FINISHED]
    assert closed_sentence(loaded[0], now()) == "Comments closed on 31 May 2015."


def test_one_discussion_goes_on_on_a_second_page_in_every_order() -> None:
    article = article_or_404(LONG)
    assert article.comment_count > 50
    assert all(load_page(article, None, sort).next_cursor for sort in Sort)


def test_one_comment_has_more_replies_than_are_shown_and_one_branch_is_deep() -> None:
    most, deepest = db.session.execute(select(func.max(Comment.reply_count), func.max(Comment.depth))).one()
    assert (most >= 12, deepest >= 8) == (True, True)


def test_whoever_was_answered_finds_it_among_their_notifications() -> None:
    theo = db.session.scalars(select(Account).where(Account.handle == "theo")).one()
    items = inbox(theo).items
    assert items, "nothing for who tries the site out to open"
    assert all(item.comment is not None and item.comment.is_public for item in items)
    assert unread_count(theo) == min(UNREAD, len(items))
    moments = [item.notification.created_at for item in items]
    assert moments == sorted(moments, reverse=True)


def test_nothing_of_it_is_mailed() -> None:
    assert db.session.scalar(select(func.count()).select_from(Mail)) == 0
    assert {row.post for row in db.session.scalars(select(Notification))} == {Post.NONE}
    assert db.session.scalar(select(func.count()).select_from(Fact)) == 0
