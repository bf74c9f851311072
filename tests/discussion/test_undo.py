"""A deletion is undone within a minute, by its author, as if it had not been."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.deleting import delete_comment, erase_deleted, restore_comment
from forum.discussion.editing import edit_comment
from forum.discussion.models import Revision, State
from forum.discussion.permissions import UNDO, may_read
from forum.discussion.queries import own_deleted_to_change
from forum.discussion.recommending import recommend
from forum.discussion.recount import recount_article
from forum.errors import Forbidden, NotFound
from forum.ids import to_text
from forum.moderation.models import Verb
from tests.factories import an_article, decided, say
from tests.visiting import Visitor

LATE = UNDO + timedelta(microseconds=1)


def path_of(article: Article) -> str:
    return f"/articles/{article.slug}"


def test_everything_is_as_it_was_its_place_its_praise_and_its_history(
    ada: Account, ben: Account, article: Article
) -> None:
    comment = say(ada, article, "Nine people came.")
    recommend(comment, by=ben)
    later = clock.now() + timedelta(hours=1)
    with clock.stopped_at(later):
        edit_comment(comment, "Ninety people came.", ada, Hold.OPEN)
        say(ben, article, "Really?", comment)
        before = (comment.state, comment.body_html, comment.edited_at, comment.active_rank, article.comment_count)
        delete_comment(comment, by=ada)
    with clock.stopped_at(later + UNDO):
        restore_comment(comment, by=ada)
    after = (comment.state, comment.body_html, comment.edited_at, comment.active_rank, article.comment_count)
    assert after == before
    assert (comment.recommend_count, comment.reply_count, comment.descendant_count) == (1, 1, 1)
    assert [row.body_source for row in db.session.scalars(select(Revision))] == ["Nine people came."]
    assert recount_article(article.id) == []


def test_what_came_back_is_not_erased_afterwards(ada: Account, article: Article) -> None:
    comment = say(ada, article)
    delete_comment(comment, by=ada)
    restore_comment(comment, by=ada)
    with clock.stopped_at(clock.now() + 2 * UNDO):
        erase_deleted()
    assert comment.body_source == "I was there."


def test_what_waited_waits_again_for_the_same_reason(ada: Account, sam: Account, article: Article) -> None:
    comment = say(ada, article, holds=Hold.ALL)
    reason = comment.state_reason
    refused = say(ada, article, "Rude words.", holds=Hold.ALL)
    decided(refused, Verb.REJECT, by=sam)
    for mine in (comment, refused):
        delete_comment(mine, by=ada)
        restore_comment(mine, by=ada)
    assert (comment.state, comment.state_reason) == (State.HELD, reason)
    assert (refused.state, refused.state_reason) == (State.REJECTED, "off topic")
    assert article.comment_count == 0


def test_after_a_minute_it_is_too_late(ada: Account, article: Article) -> None:
    comment = say(ada, article)
    begin = clock.now()
    with clock.stopped_at(begin):
        delete_comment(comment, by=ada)
    with clock.stopped_at(begin + LATE):
        with pytest.raises(Forbidden, match="Write it once more"):
            restore_comment(comment, by=ada)
        erase_deleted()
    # Not even when the clock is set back: the words are gone.
    with clock.stopped_at(begin), pytest.raises(Forbidden, match="Write it once more"):
        restore_comment(comment, by=ada)


def test_only_the_author_and_only_what_they_deleted(ada: Account, ben: Account, sam: Account, article: Article) -> None:
    comment, removed = say(ada, article), say(ada, article, "Rude words.")
    with pytest.raises(Forbidden, match="nothing to undo"):
        restore_comment(comment, by=ada)
    decided(removed, Verb.REMOVE, by=sam)
    with pytest.raises(Forbidden, match="nothing to undo"):
        restore_comment(removed, by=ada)
    delete_comment(comment, by=ada)
    for somebody in (ben, sam):
        with pytest.raises(Forbidden, match="Only its author"):
            restore_comment(comment, by=somebody)
        with pytest.raises(NotFound):
            own_deleted_to_change(comment.id, somebody)


def test_meanwhile_nobody_reads_the_words_moderators_included(
    ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    comment = say(ada, article)
    say(ben, article, "Really?", comment)
    delete_comment(comment, by=ada)
    assert comment.body_source
    assert not any(may_read(viewer, comment) for viewer in (None, ada, ben, sam))
    for verb in set(Verb) - {Verb.UNLOCK}:
        with pytest.raises(Forbidden, match="not open"):
            decided(comment, verb, by=sam)
    # What is answered beneath may be unlocked again: that needs none of the words. This one is not locked.
    with pytest.raises(Forbidden, match="so already"):
        decided(comment, Verb.UNLOCK, by=sam)
    with pytest.raises(Forbidden, match="no longer be edited"):
        edit_comment(comment, "Other words.", ada, Hold.OPEN)


def test_deleting_leads_to_the_undo_and_undoing_back_to_the_comment(
    visitor: Callable[..., Visitor], ada: Account, article: Article
) -> None:
    comment = say(ada, article)
    name = to_text(comment.id)
    author = visitor(ada)
    answer = author.post(f"/c/{name}/delete")
    assert (answer.status_code, answer.location) == (303, f"{path_of(article)}?deleted={name}#undo")
    assert f"/c/{name}/restore" in author.get(answer.location).text
    answer = author.post(f"/c/{name}/restore")
    assert (answer.status_code, answer.location) == (303, f"{path_of(article)}?sort=best&show={name}#c{name}")
    page = author.get(answer.location).text
    assert "I was there." in page
    assert f"/c/{name}/restore" not in page


def test_the_undo_is_on_the_page_of_its_article_for_its_author_and_for_a_minute(
    visitor: Callable[..., Visitor], ada: Account, sam: Account, article: Article
) -> None:
    comment, other = say(ada, article), an_article("the-tunnel")
    begin = clock.now()
    with clock.stopped_at(begin):
        delete_comment(comment, by=ada)
        asked = f"?deleted={to_text(comment.id)}"
        offered = [
            "/restore" in visitor(viewer).get(path_of(place) + query).text
            for viewer, place, query in (
                (ada, article, asked),
                (ada, other, asked),
                (ada, article, ""),
                (ada, article, "?deleted=x"),
                (sam, article, asked),
                (None, article, asked),
            )
        ]
    assert offered == [True, False, False, False, False, False]
    with clock.stopped_at(begin + LATE):
        assert "/restore" not in visitor(ada).get(path_of(article) + asked).text
