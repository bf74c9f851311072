"""A chain of ten thousand replies: read, paged, answered, deleted from the bottom, without recursion."""

import pytest
from sqlalchemy import select, update

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.discussion.filling import LEVELS
from forum.discussion.models import Comment, State
from forum.discussion.permissions import visible_to
from forum.discussion.queries import ancestors, comment_to_change
from forum.discussion.ranking import Sort
from forum.discussion.reading import load_page
from forum.discussion.recount import recount_article
from tests.factories import rows_of, say

LENGTH = 10_000


@pytest.fixture
def chain(ada: Account, article: Article) -> list[int]:
    return rows_of(article, ada, [None, *range(LENGTH - 1)])


def test_a_chain_is_read_link_by_link_to_its_end(chain: list[int], article: Article) -> None:
    assert recount_article(article.id) == []
    page = load_page(article, None, Sort.BEST)
    assert page.nodes[0].shown == LEVELS
    middle = db.session.get_one(Comment, chain[LENGTH // 2])
    page = load_page(article, None, Sort.BEST, parent=middle)
    assert page.nodes[0].comment.id == chain[LENGTH // 2 + 1]
    assert [comment.id for comment in ancestors(middle, 3)] == chain[LENGTH // 2 - 3 : LENGTH // 2]
    last = db.session.get_one(Comment, chain[-1])
    assert load_page(article, None, Sort.BEST, parent=last).nodes == []


def test_a_chain_is_answered_at_its_end(chain: list[int], article: Article, ben: Account) -> None:
    reply = say(ben, article, "Phew.", db.session.get_one(Comment, chain[-1]))
    assert reply.depth == LENGTH
    assert db.session.get_one(Comment, chain[0]).descendant_count == LENGTH
    assert recount_article(article.id) == []


def test_a_chain_is_deleted_from_the_bottom(chain: list[int], article: Article, ada: Account) -> None:
    for comment_id in chain[:-51:-1]:
        delete_comment(comment_to_change(comment_id, ada), by=ada)
    assert article.comment_count == LENGTH - 50
    assert recount_article(article.id) == []


def test_ten_thousand_tombstones_vanish_with_the_last_words_beneath_them(
    chain: list[int], article: Article, ada: Account
) -> None:
    db.session.execute(update(Comment).where(Comment.id != chain[-1]).values(state=State.DELETED))
    recount_article(article.id)
    db.session.commit()
    delete_comment(comment_to_change(chain[-1], ada), by=ada)
    db.session.commit()
    assert db.session.scalar(select(Comment.id).where(visible_to(None)).limit(1)) is None
    assert article.comment_count == 0
    assert recount_article(article.id) == []
