"""forum seed: a crowd whose numbers are right."""

from random import Random

from sqlalchemy import func, select

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.demo.phrases import texts
from forum.demo.shape import ROOT, grow
from forum.discussion.models import Comment, Recommendation
from forum.discussion.recount import recount_article
from tests.cli.conftest import Forum
from tests.factories import person, say


def test_all_that_is_seeded_equals_a_recount(forum_here: Forum, ada: Account, article: Article) -> None:
    say(ada, article)
    seeded = forum_here("seed", "--article", article.slug, "--comments", 2000)
    assert seeded.exit_code == 0, seeded.output
    assert article.comment_count == 2001
    assert db.session.scalars(select(func.count()).select_from(Recommendation)).one() > 1000
    assert recount_article(article.id) == []


def test_ids_and_moments_grow_together(forum_here: Forum, article: Article) -> None:
    forum_here("seed", "--article", article.slug, "--comments", 300)
    rows = db.session.scalars(select(Comment).order_by(Comment.id)).all()
    moments = [row.created_at for row in rows]
    assert moments == sorted(moments)
    # Every comment stands after the one that it answers.
    assert all(row.parent_id is None or row.parent_id < row.id for row in rows)


def test_seeding_again_adds_comments_by_the_same_people(forum_here: Forum, article: Article) -> None:
    for _ in range(2):
        forum_here("seed", "--article", article.slug, "--comments", 50, "--people", 10)
    assert article.comment_count == 100
    assert db.session.scalar(select(func.count()).select_from(Account)) == 10
    assert recount_article(article.id) == []


def test_nothing_is_put_into_the_mouth_of_somebody_real(forum_here: Forum, article: Article) -> None:
    real = person("reader-3")
    forum_here("seed", "--article", article.slug, "--comments", 200, "--people", 5)
    assert db.session.scalar(select(func.count()).where(Comment.author_id == real.id)) == 0
    assert db.session.scalar(select(func.count()).select_from(Account)) == 6


def test_a_missing_article_is_named_in_a_sentence(forum: Forum) -> None:
    refused = forum("seed", "--article", "the-tunnel", "--comments", 10)
    assert refused.exit_code == 1
    assert "There is no article the-tunnel. Add one first: forum article add FILE" in refused.stderr


def test_the_shape_is_a_discussions() -> None:
    shape = grow(20_000, people=1000, chance=Random(1))
    roots = sum(parent == ROOT for parent in shape.parents)
    assert 0.2 < roots / 20_000 < 0.3
    assert sum(depth <= 6 for depth in shape.depths) > 0.9 * 20_000
    assert max(shape.depths) > 6
    assert max(shape.replies) > 20
    assert max(shape.recommends) > 100 > 10 > sorted(shape.recommends)[10_000]


def test_the_same_number_gives_the_same_discussion() -> None:
    assert grow(500, 50, Random(7)) == grow(500, 50, Random(7))
    assert grow(500, 50, Random(7)) != grow(500, 50, Random(8))
    assert texts(50, Random(7)) == texts(50, Random(7))
