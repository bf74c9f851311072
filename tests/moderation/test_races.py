"""Two who decide at the same moment, and what is counted afterwards."""

import os
from collections.abc import Callable
from functools import partial
from random import Random

from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.articles.queries import article_to_change
from forum.config import Hold
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.discussion.editing import edit_comment
from forum.discussion.models import Comment, State
from forum.discussion.queries import comment_to_change
from forum.discussion.recommending import recommend
from forum.discussion.recount import article_ids, recount_article
from forum.errors import Refusal
from forum.mail.models import Mail
from forum.moderation.bulk import decide_together
from forum.moderation.decisions import Overtaken, decide
from forum.moderation.forms import BulkForm, DecisionForm
from forum.moderation.log import verified
from forum.moderation.models import Decision, Verb
from forum.moderation.moving import hold_both
from forum.moderation.permissions import ON_COMMENTS
from forum.moderation.records import LogEntry
from forum.moderation.undoing import reverse, undo
from tests.at_once import at_once, attempt
from tests.factories import an_article, say

# So many as are over soon; with LONG=1 as many as would show what is rare.
RACES, ACTIONS = (500, 625) if os.environ.get("LONG") else (50, 50)
THREADS = 8


def choose(comment_id: int, version: int, by_id: int, verb: Verb) -> Verb:
    by = db.session.get_one(Account, by_id)
    return decide(comment_to_change(comment_id, by), DecisionForm(verb, "spam", version), by).verb


def test_of_opposite_decisions_one_wins_and_the_other_is_told_by_whom(
    app: Flask, ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    waiting = [say(ada, article, f"Number {n}.", holds=Hold.ALL) for n in range(RACES)]
    ids, staff = [(comment.id, comment.version) for comment in waiting], (sam.id, eve.id)
    for comment_id, version in ids:
        pair = zip(staff, (Verb.APPROVE, Verb.REJECT), strict=True)
        answers = at_once(app, [partial(attempt, app, partial(choose, comment_id, version, *one)) for one in pair])
        assert [isinstance(answer, Overtaken) for answer in answers].count(True) == 1
        lost = next(answer for answer in answers if isinstance(answer, Refusal))
        assert lost.sentence.startswith(("Sam approved this", "Eve rejected this"))
    for table in (Decision, LogEntry):
        rows = db.session.execute(select(table.comment_id, func.count()).group_by(table.comment_id)).all()
        assert {row[0]: row[1] for row in rows} == {comment_id: 1 for comment_id, _ in ids}
    assert db.session.scalar(select(func.count()).select_from(Mail)) == 0
    assert recount_article(article.id) == []


def test_the_approved_text_is_the_text_that_was_seen(app: Flask, ada: Account, sam: Account, article: Article) -> None:
    waiting = [say(ada, article, f"Mild {n}.", holds=Hold.ALL) for n in range(RACES)]
    ids, author, staff = [(comment.id, comment.version) for comment in waiting], ada.id, sam.id

    def edit(comment_id: int) -> Verb:
        by = db.session.get_one(Account, author)
        edit_comment(comment_to_change(comment_id, by), "Wild.", by, Hold.ALL)
        return Verb.UNDO

    for comment_id, version in ids:
        approve = partial(choose, comment_id, version, staff, Verb.APPROVE)
        at_once(app, [partial(attempt, app, approve), partial(attempt, app, partial(edit, comment_id))])
        row = db.session.get_one(Comment, comment_id, populate_existing=True)
        assert not (row.state == State.APPROVED and row.body_source == "Wild.")
        db.session.rollback()


def random_action(random: Random, slugs: list[str], people: list[int], staff: list[int]) -> Callable[[], object]:
    """One of every kind, on whatever is there."""

    def any_comment(by: Account) -> Comment:
        ids = db.session.scalars(select(Comment.id).order_by(Comment.id)).all()
        return comment_to_change(random.choice(ids), by)

    def act() -> object:
        reader, moderator = (db.session.get_one(Account, random.choice(each)) for each in (people, staff))
        kind = random.choice(("say", "edit", "delete", "recommend", "decide", "decide", "decide", "undo", "bulk"))
        if kind == "say":
            comment = any_comment(reader)
            parent = random.choice((comment, None))
            return say(reader, comment.article, f"Said {random.random()}.", parent, holds=random.choice(list(Hold)))
        if kind == "undo":
            decisions = db.session.scalars(select(Decision.id).order_by(Decision.id.desc()).limit(5)).all()
            return random.choice((undo, reverse))(random.choice(decisions or [0]), moderator)
        if kind == "bulk":
            rows = db.session.execute(select(Comment.id, Comment.version).order_by(Comment.id).limit(60)).all()
            some = [(row[0], row[1]) for row in random.sample(rows, min(len(rows), 4))]
            return decide_together(BulkForm(random.choice((Verb.APPROVE, Verb.REMOVE)), "spam", some), moderator)
        if kind == "decide":
            verb, slug = random.choice(ON_COMMENTS), random.choice(slugs)
            number = random.choice(db.session.scalars(select(Comment.id).order_by(Comment.id)).all())
            held = hold_both(number, {"article": slug if verb == Verb.MOVE else ""})
            comment = comment_to_change(number, moderator)
            return held, decide(comment, DecisionForm(verb, "spam", comment.version, slug), moderator)
        comment = any_comment(reader)
        edit = partial(edit_comment, body=f"Edited {random.random()}.", site_holds=Hold.OPEN)
        own: dict[str, Callable[..., object]] = {"edit": edit, "delete": delete_comment, "recommend": recommend}
        return own[kind](comment, by=reader)

    return act


def test_counts_equal_a_recount_after_eight_did_everything_at_once(
    app: Flask, ada: Account, ben: Account, sam: Account, eve: Account, article: Article
) -> None:
    ferry = an_article("the-ferry")
    for home in (article, ferry):
        root = say(ada, home, "A root.")
        say(ben, home, "A reply.", root)
    slugs, people, staff = [article.slug, ferry.slug], [ada.id, ben.id], [sam.id, eve.id]

    def run(seed: int) -> int:
        random, done = Random(seed), 0
        for _ in range(ACTIONS):
            answer = attempt(app, random_action(random, slugs, people, staff))
            done += not isinstance(answer, Refusal)
        return done

    done = at_once(app, [partial(run, seed) for seed in range(THREADS)])
    assert sum(done) > ACTIONS
    assert [line for number in article_ids() for line in recount_article(number)] == []
    db.session.rollback()
    logged = db.session.scalar(select(func.count()).select_from(LogEntry)) or 0
    assert [number for number, _ in verified()][-1] == logged
    assert logged == db.session.scalar(select(func.count()).select_from(Decision))
    assert article_to_change(article.id).comment_count >= 0
