"""Deciding about a comment."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.editing import edit_comment
from forum.discussion.models import Comment, State
from forum.discussion.queries import comment_to_change
from forum.errors import Conflict, Forbidden, Invalid, Refusal
from forum.moderation.decisions import decide
from forum.moderation.forms import DecisionForm
from forum.moderation.models import Decision, Verb
from forum.statements.reasons import DEFAULT_LINES
from tests.at_once import at_once, attempt
from tests.factories import decided, say

AFTER = {Verb.APPROVE: State.APPROVED, Verb.REJECT: State.REJECTED, Verb.REMOVE: State.REMOVED}


def test_only_moderators_decide_and_others_learn_nothing_of_its_state(
    ada: Account, ben: Account, sam: Account, eve: Account, article: Article
) -> None:
    comment = say(ada, article)
    for somebody in (ada, ben):
        for verb in AFTER:
            with pytest.raises(Forbidden, match="Only moderators may do this"):
                decided(comment, verb, by=somebody)
    for somebody, verb in ((sam, Verb.REMOVE), (eve, Verb.APPROVE)):
        decided(comment, verb, by=somebody)
    assert comment.state == State.APPROVED


def test_approving_publishes_and_counts_what_waited(ada: Account, sam: Account, article: Article) -> None:
    comment = say(ada, article, holds=Hold.ALL)
    before = article.version
    decided(comment, Verb.APPROVE, by=sam)
    assert (article.comment_count, comment.state_reason) == (1, None)
    assert article.version > before


def test_removing_says_why_and_uncounts(ada: Account, ben: Account, sam: Account, article: Article) -> None:
    root = say(ada, article)
    reply = say(ben, article, "Well?", root)
    decided(reply, Verb.REMOVE, by=sam, reason="personal attack")
    assert (reply.state, reply.state_reason) == (State.REMOVED, "personal attack")
    assert (article.comment_count, root.reply_count, root.descendant_count) == (1, 0, 0)


def test_who_decided_what_on_which_version_and_why_is_kept(ada: Account, sam: Account, article: Article) -> None:
    comment = say(ada, article)
    seen = comment.version
    decided(comment, Verb.REMOVE, by=sam, reason="spam")
    decided(comment, Verb.APPROVE, by=sam)
    rows = db.session.scalars(select(Decision).order_by(Decision.id)).all()
    assert [(row.verb, row.reason, row.state_before, row.state_after, row.version_seen) for row in rows] == [
        (Verb.REMOVE, "spam", State.LIVE, State.REMOVED, seen),
        (Verb.APPROVE, None, State.REMOVED, State.APPROVED, seen + 1),
    ]
    assert {row.by_id for row in rows} == {sam.id}


def test_what_was_edited_since_it_was_seen_is_not_approved_unseen(ada: Account, sam: Account, article: Article) -> None:
    comment = say(ada, article, "Harmless.", holds=Hold.ALL)
    form = DecisionForm(Verb.APPROVE, None, comment.version)
    edit_comment(comment, "Not so harmless.", by=ada, site_holds=Hold.OPEN)
    with pytest.raises(Conflict, match="Look at it again"):
        decide(comment, form, by=sam)
    assert comment.state == State.HELD
    assert db.session.scalar(select(func.count()).select_from(Decision)) == 0


def test_of_opposite_decisions_at_once_one_holds_and_one_is_kept(
    app: Flask, ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    comments = [say(ada, article, f"Number {n}.", holds=Hold.ALL) for n in range(10)]
    ids, staff = [(comment.id, comment.version) for comment in comments], [sam.id, eve.id] * 4

    def choose(comment_id: int, version: int, moderator: int, verb: Verb) -> Verb:
        by = db.session.get_one(Account, moderator)
        return decide(comment_to_change(comment_id, by), DecisionForm(verb, "spam", version), by).verb

    for comment_id, version in ids:
        answers = at_once(
            app,
            [
                partial(attempt, app, partial(choose, comment_id, version, moderator, verb))
                for moderator, verb in zip(staff, [Verb.APPROVE, Verb.REJECT] * 4, strict=True)
            ],
        )
        winners = [answer for answer in answers if not isinstance(answer, Refusal)]
        assert len(winners) == 1
        decisions = select(Decision.verb).where(Decision.comment_id == comment_id)
        assert list(db.session.scalars(decisions)) == winners
        assert db.session.get_one(Comment, comment_id).state == AFTER[winners[0]]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"verb": "delete"}, "verb"),
        ({"verb": ""}, "verb"),
        ({"reason": ""}, "reason"),
        ({"reason": "because"}, "reason"),
        *(({"version": text}, "version") for text in ("", "x", "-1", "1.0", "٣", "9" * 10)),
    ],
)
@pytest.mark.usefixtures("app")
def test_a_decision_says_what_on_which_version_and_for_a_refusal_why(change: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        DecisionForm.parse({"verb": "remove", "reason": "spam", "version": "3", **change})
    assert refusal.value.field == field


@pytest.mark.usefixtures("app")
def test_a_decision_is_read_with_the_words_that_readers_will_see() -> None:
    for name, words in DEFAULT_LINES.items():
        form = DecisionForm.parse({"verb": "remove", "reason": name, "version": "3"})
        assert form == DecisionForm(Verb.REMOVE, words, 3, reason_name=name)
    assert DecisionForm.parse({"verb": "approve", "reason": "spam", "version": "3"}).reason is None
