"""What one page of a discussion holds."""

from collections.abc import Iterable, Sequence

import pytest

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.cursors import cursor_after
from forum.discussion.deleting import delete_comment
from forum.discussion.filling import LEVELS, PAGE_SIZE
from forum.discussion.models import Comment
from forum.discussion.queries import ancestors, comment_or_404
from forum.discussion.ranking import Sort
from forum.discussion.reading import Page, load_page
from forum.discussion.tree import FLAT_LEVEL, Node
from tests.factories import rows_of, say

Shape = Sequence[int | None]
CROWD: Shape = [None] * 200
FANS: Shape = [parent for root in range(0, 1200, 12) for parent in [None, *[root] * 11]]
CHAIN: Shape = [None, *range(199)]
CHAINS: Shape = [parent for root in range(0, 400, 8) for parent in [None, *range(root, root + 7)]]
BINARY: Shape = [None, *((n - 1) // 2 for n in range(1, 300))]
SHAPES = {"crowd": CROWD, "fans": FANS, "chain": CHAIN, "chains": CHAINS, "binary": BINARY}


def walk(nodes: Iterable[Node]) -> list[Node]:
    """In reading order."""
    found: list[Node] = []
    waiting = [*nodes][::-1]
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting += node.replies[::-1]
    return found


def ids(page: Page) -> list[int]:
    return [node.comment.id for node in walk(page.nodes)]


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_page_holds_at_most_fifty_comments_each_once(ada: Account, article: Article, shape: str, sort: Sort) -> None:
    rows_of(article, ada, SHAPES[shape])
    for viewer in (None, ada):
        page = load_page(article, viewer, sort)
        shown = ids(page)
        assert 0 < len(shown) == len(set(shown)) <= PAGE_SIZE
        assert set(page.people) == {ada.id}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_comment_can_be_had_on_a_page_of_its_article_or_has_one_of_its_own(
    ada: Account, article: Article, shape: str
) -> None:
    rows = rows_of(article, ada, SHAPES[shape])
    for comment_id in rows[:: len(rows) // 20 or 1]:
        comment = comment_or_404(comment_id, None)
        page = load_page(article, None, Sort.BEST, show=comment)
        shown = ids(page)
        assert (comment_id in shown) is (comment.depth <= LEVELS)
        assert len(shown) == len(set(shown)) <= PAGE_SIZE
        assert comment_id not in ids(load_page(article, None, Sort.BEST, parent=comment))


def test_the_wanted_comment_brings_those_above_it(ada: Account, ben: Account, article: Article) -> None:
    root = say(ada, article, "A long time ago.")
    for n in range(5):
        say(ben, article, f"Reply {n}.", root)
    wanted = say(ada, article, "The one.", say(ben, article, "The last reply.", root))
    rows_of(article, ben, [None] * 80)
    page = load_page(article, None, Sort.NEWEST, show=wanted)
    top = page.nodes[0]
    assert top.comment is root
    assert wanted in [node.comment for node in walk([top])]
    assert ids(load_page(article, None, Sort.NEWEST)).count(root.id) == 0


def test_what_a_page_leaves_out_it_counts(ada: Account, article: Article) -> None:
    rows_of(article, ada, FANS)
    for node in walk(load_page(article, None, Sort.OLDEST).nodes):
        assert node.more == node.comment.reply_count - len(node.replies)
        assert node.after == (node.replies[-1].comment if node.replies else None)


def test_beneath_the_fourth_level_replies_stand_flat_and_say_whom_they_answer(
    ada: Account, ben: Account, article: Article
) -> None:
    chain = [say(ada, article)]
    for n in range(6):
        chain.append(say(ben if n % 2 else ada, article, "Further down.", chain[-1]))
    aside = say(ben, article, "An aside.", chain[4])
    nodes = {node.comment.id: node for node in walk(load_page(article, None, Sort.OLDEST).nodes)}
    assert [nodes[comment.id].level for comment in chain] == [0, 1, 2, 3, 4, 4, 4]
    assert [nodes[comment.id].names_parent for comment in chain] == [False] * 7
    # The aside answers the fifth comment, but stands beneath the seventh.
    assert (nodes[aside.id].level, nodes[aside.id].names_parent) == (FLAT_LEVEL, True)
    assert list(nodes) == [*(comment.id for comment in chain), aside.id]
    assert nodes[chain[0].id].shown == 7


def test_siblings_say_whom_they_answer_once_another_stands_between(ada: Account, article: Article) -> None:
    root = say(ada, article)
    first, second = say(ada, article, "One.", root), say(ada, article, "Two.", root)
    nodes = {node.comment.id: node for node in walk(load_page(article, None, Sort.OLDEST).nodes)}
    assert nodes[first.id].names_parent is False
    assert nodes[second.id].level == 1


def test_a_reply_that_waits_is_in_its_place_for_its_author_only(ada: Account, ben: Account, article: Article) -> None:
    root = say(ada, article)
    waiting = say(ben, article, "Let me in.", root, holds=Hold.ALL)
    assert waiting.id in ids(load_page(article, ben, Sort.BEST))
    for viewer in (None, ada):
        page = load_page(article, viewer, Sort.BEST)
        assert ids(page) == [root.id]
        assert page.nodes[0].more == 0
    assert root.reply_count == 0


def test_the_author_sees_what_waits_on_the_page_after_posting_it(ada: Account, ben: Account, article: Article) -> None:
    root = say(ada, article)
    for n in range(5):
        say(ada, article, f"Reply {n}.", root)
    waiting = say(ben, article, "Let me in.", root, holds=Hold.ALL)
    page = load_page(article, ben, Sort.OLDEST, show=waiting)
    assert waiting.id in ids(page)
    assert (page.nodes[0].more, page.nodes[0].after) == (2, page.nodes[0].replies[2].comment)


def test_those_above_a_comment_are_the_nearest_the_last_one_nearest(ada: Account, article: Article) -> None:
    rows = rows_of(article, ada, [None, *range(19)])
    comment = db.session.get_one(Comment, rows[-1])
    assert [above.id for above in ancestors(comment, 3)] == rows[-4:-1]
    assert [above.id for above in ancestors(comment, 100)] == rows[:-1]
    assert ancestors(db.session.get_one(Comment, rows[0]), 3) == []


def test_an_empty_discussion_is_an_empty_page(ada: Account, article: Article) -> None:
    delete_comment(say(ada, article), by=ada)
    page = load_page(article, None, Sort.BEST)
    assert (list(page.nodes), page.next_cursor) == ([], None)


def test_the_rest_goes_on_after_the_replies_in_order_not_after_the_one_that_was_brought(
    ada: Account, article: Article
) -> None:
    root = say(ada, article)
    replies = [say(ada, article, f"Reply {n}.", root) for n in range(10)]
    node = load_page(article, None, Sort.OLDEST, show=replies[9]).nodes[0]
    assert [reply.comment for reply in node.replies] == [*replies[:3], replies[9]]
    assert node.after is replies[2]
    following = load_page(article, None, Sort.OLDEST, cursor_after(replies[2], Sort.OLDEST), parent=root)
    assert [reply.comment for reply in following.nodes] == replies[3:]


def test_staff_and_authors_are_led_to_all_replies_that_wait(
    ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    root = say(ada, article)
    for n in range(6):
        say(ben, article, f"Reply {n}.", root, holds=Hold.ALL)
    for viewer in (ben, sam):
        node = load_page(article, viewer, Sort.OLDEST).nodes[0]
        assert (len(node.replies), node.more, node.rest) == (3, 0, True)
    assert load_page(article, None, Sort.OLDEST).nodes[0].rest is False


def test_a_permalink_counts_what_stands_above_among_its_fifty(ada: Account, article: Article) -> None:
    root = say(ada, article)
    rows_of(article, ada, [None])
    for n in range(60):
        say(ada, article, f"Reply {n}.", root)
    assert len(ids(load_page(article, None, Sort.OLDEST, parent=root, beside=4))) == PAGE_SIZE - 4
