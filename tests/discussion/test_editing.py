"""Changing one's words."""

from datetime import timedelta

import pytest

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article, Openness
from forum.config import Hold
from forum.discussion.deleting import delete_comment
from forum.discussion.editing import SILENT_EDIT, edit_comment
from forum.discussion.models import Comment, State
from forum.discussion.queries import revisions
from forum.errors import Forbidden
from forum.moderation.models import Verb
from tests.factories import decided, say

A_MOMENT = timedelta(seconds=1)


def edit_after(comment: Comment, wait: timedelta, body: str, by: Account) -> None:
    with clock.stopped_at(comment.created_at + wait):
        edit_comment(comment, body, by, Hold.OPEN)


def test_a_typo_is_mended_silently_within_five_minutes(ada: Account, ben: Account, article: Article) -> None:
    comment = say(ada, article, "I was their.")
    edit_after(comment, SILENT_EDIT, "I was there.", ada)
    assert "I was there." in comment.body_html
    assert comment.edited_at is None
    assert list(revisions(comment, ben)) == []


def test_a_later_edit_is_marked_and_everybody_can_read_what_stood_there(
    ada: Account, ben: Account, article: Article
) -> None:
    comment = say(ada, article, "One.")
    edit_after(comment, SILENT_EDIT + A_MOMENT, "Two.", ada)
    edit_after(comment, timedelta(days=1), "Three.", ada)
    assert comment.edited_at == comment.created_at + timedelta(days=1)
    earlier = revisions(comment, ben)
    assert [revision.body_source for revision in earlier] == ["One.", "Two."]
    assert [revision.written_at - comment.created_at for revision in earlier] == [timedelta(0), SILENT_EDIT + A_MOMENT]


def test_an_edit_moves_the_versions_that_caches_and_moderators_ask_for(ada: Account, article: Article) -> None:
    comment = say(ada, article, "One.")
    before = comment.version, article.version
    edit_comment(comment, "Two.", ada, Hold.OPEN)
    assert (comment.version, article.version) == (before[0] + 1, before[1] + 1)


def test_an_edit_that_changes_nothing_leaves_no_mark(ada: Account, article: Article) -> None:
    comment = say(ada, article, "One.")
    before = comment.version
    edit_after(comment, timedelta(days=1), "One.", ada)
    assert (comment.edited_at, comment.version) == (None, before)


def test_an_edit_keeps_the_place_of_a_comment_that_waits(ada: Account, article: Article) -> None:
    comment = say(ada, article, "One.", holds=Hold.ALL)
    edit_comment(comment, "Two.", ada, Hold.OPEN)
    assert comment.state == State.HELD
    assert article.comment_count == 0


def test_nobody_edits_the_words_of_another_not_even_staff(
    ada: Account, ben: Account, sam: Account, eve: Account, article: Article
) -> None:
    comment = say(ada, article)
    for somebody in (ben, sam, eve):
        with pytest.raises(Forbidden, match="Only its author"):
            edit_comment(comment, "Mine now.", somebody, Hold.OPEN)


def test_nothing_is_edited_where_comments_are_closed(ada: Account, article: Article) -> None:
    comment = say(ada, article)
    article.state = Openness.CLOSED
    with pytest.raises(Forbidden, match="Comments are closed"):
        edit_comment(comment, "Too late.", ada, Hold.OPEN)


@pytest.mark.parametrize("fate", ["rejected", "removed", "deleted"])
def test_what_is_gone_is_not_edited(ada: Account, sam: Account, article: Article, fate: str) -> None:
    comment = say(ada, article, holds=Hold.ALL if fate == "rejected" else Hold.OPEN)
    if fate == "deleted":
        delete_comment(comment, by=ada)
    else:
        decided(comment, Verb.REJECT if fate == "rejected" else Verb.REMOVE, by=sam)
    with pytest.raises(Forbidden, match="can no longer be edited"):
        edit_comment(comment, "Let me explain.", ada, Hold.OPEN)


def test_what_nobody_could_read_leaves_no_history(ada: Account, sam: Account, article: Article) -> None:
    comment = say(ada, article, "Words that nobody approved.", holds=Hold.ALL)
    with clock.stopped_at(clock.now() + timedelta(minutes=10)):
        edit_comment(comment, "Better words.", ada, Hold.ALL)
        decided(comment, Verb.APPROVE, by=sam)
    assert (comment.edited_at, list(revisions(comment, None))) == (None, [])


def test_an_approval_does_not_cover_later_words(ada: Account, sam: Account, article: Article) -> None:
    comment = say(ada, article, "Harmless.", holds=Hold.ALL)
    decided(comment, Verb.APPROVE, by=sam)
    edit_comment(comment, "Not so harmless.", ada, Hold.OPEN)
    states = [comment.state]
    decided(comment, Verb.APPROVE, by=sam)
    edit_comment(comment, "Harmful.", ada, Hold.ALL)
    assert [*states, comment.state] == [State.LIVE, State.HELD]
    assert article.comment_count == 0
