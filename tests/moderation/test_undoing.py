"""Taking decisions back: exactly, once, by whom and how long."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article, Openness
from forum.articles.queries import article_to_change
from forum.config import Hold
from forum.db import db
from forum.discussion.editing import edit_comment
from forum.discussion.models import Comment, State
from forum.discussion.recount import COUNTED, article_ids, recount_article
from forum.errors import Conflict, Forbidden
from forum.moderation.closing import close
from forum.moderation.decisions import decide
from forum.moderation.forms import DecisionForm
from forum.moderation.models import Decision, Verb
from forum.moderation.permissions import MOST_PINS, ON_COMMENTS
from forum.moderation.undoing import UNDO, reverse, undo
from tests.factories import an_article, decided, say

BACK = {Verb.UNSPOILER: Verb.SPOILER, Verb.UNPICK: Verb.PICK, Verb.UNPIN: Verb.PIN, Verb.UNLOCK: Verb.LOCK}


def looks(*comments: Comment) -> list[dict[str, Any]]:
    """Everything of them and of their articles that readers see or that is counted, but the versions."""
    db.session.flush()
    db.session.expire_all()
    moments = ("picked_at", "pinned_at", "escalated_at")
    names = (*COUNTED, *moments, "state", "state_reason", "article_id", "is_wrapped", "is_locked", "body_html")
    rows = [{name: getattr(comment, name) for name in (*names, "body_source")} for comment in comments]
    articles = db.session.scalars(select(Article).order_by(Article.id))
    return [*rows, *({"count": a.comment_count, "pins": a.pinned_count, "state": a.state} for a in articles)]


def made(verb: Verb, comment: Comment, by: Account) -> Decision:
    article_to_change(comment.article_id)
    form = DecisionForm(verb, "spam", comment.version, "the-ferry" if verb == Verb.MOVE else None)
    decision = decide(comment, form, by)
    db.session.flush()
    return decision


@pytest.mark.parametrize("verb", ON_COMMENTS)
def test_an_undo_puts_everything_back_as_it_was(
    article: Article, ada: Account, ben: Account, sam: Account, verb: Verb
) -> None:
    ferry = an_article("the-ferry")
    say(ben, ferry)
    root = say(ada, article, "A root.", holds=Hold.ALL if verb == Verb.REJECT else Hold.OPEN)
    replies = [say(ben, article, "A reply.", root)] if verb != Verb.REJECT else []
    replies += [say(ada, article, "Deeper.", replies[0])] if replies else []
    if verb in BACK:
        made(BACK[verb], root, sam)
    before = looks(root, *replies)
    decision = made(verb, root, sam)
    assert looks(root, *replies) != before or verb == Verb.TRUST
    outcomes = undo(decision.id, by=sam)
    assert all(outcome.is_done for outcome in outcomes)
    assert looks(root, *replies) == before
    assert ada.trusted_at is None
    assert [line for number in article_ids() for line in recount_article(number)] == []
    with pytest.raises(Conflict):
        undo(decision.id, by=sam)


def test_after_half_a_minute_it_is_reversed_by_a_decision_of_its_own(
    article: Article, ada: Account, sam: Account, eve: Account
) -> None:
    comment = say(ada, article)
    decision = decided(comment, Verb.REMOVE, sam)
    with pytest.raises(Forbidden, match="Only who decided"):
        undo(decision.id, by=eve)
    with clock.stopped_at(clock.now() + UNDO + timedelta(seconds=1)):
        with pytest.raises(Conflict, match="Half a minute is over"):
            undo(decision.id, by=sam)
        reverse(decision.id, by=eve)
    assert (comment.state, comment.state_reason) == (State.LIVE, None)
    last = db.session.scalars(select(Decision).order_by(Decision.id.desc()).limit(1)).one()
    assert (last.verb, last.by_id, last.of_id) == (Verb.REVERSE, eve.id, decision.id)


def test_an_undo_is_no_slip_of_its_own(article: Article, ada: Account, sam: Account) -> None:
    undone = undo(decided(say(ada, article), Verb.REMOVE, sam).id, by=sam)[0].decision_id
    assert undone is not None
    with pytest.raises(Conflict, match="decide anew"):
        undo(undone, by=sam)


def test_what_was_edited_since_is_not_undone(article: Article, ada: Account, sam: Account) -> None:
    comment = say(ada, article)
    decision = decided(comment, Verb.APPROVE, sam)
    edit_comment(comment, "Other words.", ada, Hold.OPEN)
    with pytest.raises(Conflict, match="changed it since"):
        undo(decision.id, by=sam)
    assert comment.state == State.LIVE


@pytest.mark.parametrize("verb", [Verb.UNPIN, Verb.MOVE])
def test_what_was_pinned_comes_back_pinned_only_where_there_is_room(
    article: Article, ada: Account, sam: Account, verb: Verb
) -> None:
    an_article("the-ferry")
    said = [say(ada, article, f"Number {n}.") for n in range(MOST_PINS + 1)]
    for comment in said[1:]:
        made(Verb.PIN, comment, sam)
    decision = made(verb, said[1], sam)
    made(Verb.PIN, said[0], sam)
    for take_back in (undo, reverse):
        with pytest.raises(Conflict, match="Unpin one of them first"):
            take_back(decision.id, by=sam)
    made(Verb.UNPIN, said[0], sam)
    undo(decision.id, by=sam)
    assert (said[1].article_id, said[1].pinned_at is not None, article.pinned_count) == (article.id, True, MOST_PINS)
    assert [line for number in article_ids() for line in recount_article(number)] == []


def test_closing_an_article_is_undone_to_what_it_was(article: Article, sam: Account) -> None:
    article.state = Openness.HELD
    decision = close(article, sam)
    db.session.flush()
    assert looks()[0]["state"] == Openness.CLOSED
    undo(decision.id, by=sam)
    assert looks()[0]["state"] == Openness.HELD


def test_a_thread_moves_with_its_numbers_and_takes_no_reply_where_it_was(
    article: Article, ada: Account, ben: Account, sam: Account
) -> None:
    ferry = an_article("the-ferry")
    root = say(ada, article)
    made(Verb.PIN, root, sam)
    reply = say(ben, article, "Well?", root)
    decided(say(ada, article, "Gone.", reply), Verb.REMOVE, sam)
    made(Verb.MOVE, root, sam)
    db.session.expire_all()
    assert (article.comment_count, article.pinned_count, ferry.comment_count, ferry.pinned_count) == (0, 0, 2, 0)
    assert {root.article_id, reply.article_id} == {ferry.id}
    assert [line for number in article_ids() for line in recount_article(number)] == []


def test_a_locked_thread_takes_no_reply_at_any_depth(
    article: Article, ada: Account, ben: Account, sam: Account
) -> None:
    root = say(ada, article)
    reply = say(ben, article, "Well?", root)
    made(Verb.LOCK, root, sam)
    db.session.expire_all()
    for parent in (root, reply):
        with pytest.raises(Forbidden, match="closed this thread"):
            say(ada, article, "More.", parent)
    say(ada, article, "Elsewhere one may go on.")


def test_words_hidden_as_a_spoiler_stay_as_typed_and_hidden_when_edited(
    article: Article, ada: Account, sam: Account, visitor: Callable[..., Any]
) -> None:
    comment = say(ada, article, "He *dies*.")
    made(Verb.SPOILER, comment, sam)
    assert comment.body_source == "He *dies*."
    assert comment.body_html.startswith("<details><summary>Spoiler</summary>\n<p>He <em>dies</em>.</p>")
    edit_comment(comment, "She dies.", ada, Hold.OPEN)
    assert comment.body_html.startswith("<details>")
    made(Verb.UNSPOILER, comment, sam)
    assert comment.body_html == "<p>She dies.</p>\n"
