"""The same when eight threads do it at once, each action in a transaction of its own."""

from collections import Counter
from functools import partial
from random import Random

from flask import Flask
from sqlalchemy import select

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.articles.queries import article_to_change
from forum.config import Hold
from forum.db import db
from forum.discussion.deleting import delete_comment, restore_comment
from forum.discussion.editing import edit_comment
from forum.discussion.forms import CommentForm
from forum.discussion.models import Comment
from forum.discussion.posting import post_comment
from forum.discussion.queries import comment_to_change, own_deleted_to_change
from forum.discussion.recommending import recommend, withdraw_recommendation
from forum.discussion.recount import recount_article
from forum.errors import Refusal
from forum.moderation.decisions import decide
from forum.moderation.forms import DecisionForm
from forum.moderation.models import Verb
from tests.at_once import at_once, attempt
from tests.factories import an_article, person, say

THREADS, ACTIONS = 8, 2_000
# By how often each is tried. Replies and recommendations are what a discussion is made of.
VERBS = {"post": 2, "reply": 6, "recommend": 6, "withdraw": 3, "edit": 2, "delete": 3, "restore": 6, "decide": 4}


def one_action(random: Random, article_ids: list[int], people: list[int], moderator: int) -> str:
    """What a route does: whoever it is, load and lock, one verb. Returns which."""
    by = db.session.get_one(Account, random.choice(people))
    verb = random.choices(list(VERBS), list(VERBS.values()))[0]
    article_id = random.choice(article_ids)
    found = random.choice(db.session.scalars(select(Comment.id).where(Comment.article_id == article_id)).all())
    if verb in ("post", "reply"):
        form = CommentForm(body="Well?", parent_id=found if verb == "reply" else None, key=None)
        post_comment(article_to_change(article_id), form, by, random.choice([Hold.OPEN, Hold.OPEN, Hold.ALL]))
    elif verb == "decide":
        by = db.session.get_one(Account, moderator)
        comment = comment_to_change(found, by)
        decide(comment, DecisionForm(random.choice(list(Verb)), "off topic", comment.version), by)
    else:
        _react(verb, found, by)
    return verb


def _react(verb: str, comment_id: int, by: Account) -> None:
    if verb == "restore":
        author = db.session.get_one(Account, db.session.get_one(Comment, comment_id).author_id)
        restore_comment(own_deleted_to_change(comment_id, author), author)
        return
    comment = comment_to_change(comment_id, by)
    if verb == "recommend":
        recommend(comment, by)
    elif verb == "withdraw":
        withdraw_recommendation(comment, by)
    elif verb == "edit":
        edit_comment(comment, f"{comment.body_source}!", comment.author, Hold.OPEN)
    else:
        delete_comment(comment, comment.author)


def test_counts_equal_a_recount_after_2000_random_actions_by_8_threads(
    app: Flask, ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    articles = [article, an_article("the-tunnel")]
    for place in articles:
        say(ada, place)
    article_ids = [place.id for place in articles]
    people = [ada.id, ben.id, sam.id, *(person(f"reader-{n}").id for n in range(5))]

    def work(thread: int, moderator: int) -> Counter[str]:
        random = Random(thread)
        done: Counter[str] = Counter()
        for _ in range(ACTIONS // THREADS):
            answer = attempt(app, partial(one_action, random, article_ids, people, moderator))
            done["refused" if isinstance(answer, Refusal) else answer] += 1
        return done

    done = sum(at_once(app, [partial(work, thread, sam.id) for thread in range(THREADS)]), Counter[str]())
    assert done.total() == ACTIONS
    assert all(done[verb] > 20 for verb in VERBS), done
    assert done["refused"] < ACTIONS * 2 // 3, done
    assert [recount_article(article_id) for article_id in article_ids] == [[], []]
    assert sum(place.comment_count for place in articles) > 100
