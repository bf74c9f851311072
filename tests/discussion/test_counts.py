"""Every number that is kept equals a recount, whatever was done in whatever order."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.deleting import delete_comment, restore_comment
from forum.discussion.editing import edit_comment
from forum.discussion.models import PUBLIC, Comment
from forum.discussion.permissions import visible_to
from forum.discussion.recommending import recommend, withdraw_recommendation
from forum.discussion.recount import recount_article
from forum.errors import Refusal
from forum.moderation.models import Verb
from tests.factories import an_article, decided, say

Action = Callable[[Comment, Account], object]
ACTIONS: dict[str, Action] = {
    "answer": lambda comment, by: say(by, comment.article, "Well?", comment),
    "answer and wait": lambda comment, by: say(by, comment.article, "May I?", comment, holds=Hold.ALL),
    "say": lambda comment, by: say(by, comment.article, "By the way."),
    "edit": lambda comment, by: edit_comment(comment, f"{comment.body_source}!", by, Hold.OPEN),
    "delete": lambda comment, by: delete_comment(comment, comment.author),
    "restore": lambda comment, by: restore_comment(comment, comment.author),
    "recommend": recommend,
    "withdraw": withdraw_recommendation,
    **{verb.value: lambda comment, by, verb=verb: decided(comment, verb, by) for verb in Verb},  # type: ignore[misc]
}
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(ACTIONS)), st.integers(0, 2), st.integers(0, 30)), min_size=10, max_size=60
)


def shown_to_everybody(article: Article) -> set[int]:
    """By the definition: what is public, and whatever has something public beneath it."""
    comments = {comment.id: comment for comment in of(article)}
    shown: set[int] = set()
    for comment in comments.values():
        above: Comment | None = comment if comment.state in PUBLIC else None
        while above is not None:
            shown.add(above.id)
            above = comments[above.parent_id] if above.parent_id else None
    return shown


def of(article: Article) -> list[Comment]:
    return list(db.session.scalars(select(Comment).where(Comment.article_id == article.id).order_by(Comment.id)))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_counts_equal_a_recount_after_any_actions(
    ada: Account, ben: Account, sam: Account, steps: list[tuple[str, int, int]]
) -> None:
    with db.session.begin_nested() as example:
        article = an_article()
        begin = clock.now()
        say(ada, article)
        for minute, (name, who, which) in enumerate(steps):
            comments = of(article)
            with clock.stopped_at(begin + timedelta(minutes=minute)):
                try:
                    ACTIONS[name](comments[which % len(comments)], (ada, ben, sam)[who])
                except Refusal:
                    continue
        db.session.flush()
        assert recount_article(article.id) == []
        seen = select(Comment.id).where(Comment.article_id == article.id, visible_to(None))
        assert set(db.session.scalars(seen)) == shown_to_everybody(article)
        example.rollback()


def test_a_recount_mends_what_is_wrong_and_says_what_it_was(ada: Account, ben: Account, article: Article) -> None:
    root = say(ada, article)
    reply = say(ben, article, "Well?", root)
    root.reply_count, root.descendant_count, reply.recommend_count = 5, 6, 7
    article.comment_count, root.active_rank = 8, 0.0
    db.session.flush()
    differences = recount_article(article.id)
    assert len(differences) == 5
    assert f"article {article.slug}: comment_count 8, should be 2" in differences
    assert (root.reply_count, root.descendant_count, reply.recommend_count, article.comment_count) == (1, 1, 0, 2)
    assert recount_article(article.id) == []
