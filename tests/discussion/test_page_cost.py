"""What a page costs: the same statements and rows, however long the thread."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Result, event
from sqlalchemy.orm import ORMExecuteState

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.articles.queries import article_or_404
from forum.db import db
from forum.discussion.filling import LEVELS, PAGE_SIZE
from forum.discussion.latest import newest_id
from forum.discussion.queries import ancestors, comment_or_404
from forum.discussion.ranking import Sort
from forum.discussion.reading import Page, comments_by, load_page, marks_of
from forum.discussion.visiting import note_visit, since_last_visit
from tests.factories import an_article, rows_of

Shape = Sequence[int | None]
# The article, tops, authors, the newest, the viewer's recommendations, mutes and visit, and replies on each level.
MOST_STATEMENTS = 7 + LEVELS
# What is shown, one more for the next page, the replies that found no room, and the people.
MOST_ROWS = 3 * PAGE_SIZE + PAGE_SIZE


def crowd(size: int) -> Shape:
    """Everybody says something, nobody answers."""
    return [None] * size


def answered(size: int) -> Shape:
    """Each root has three replies."""
    return [parent for root in range(0, size, 4) for parent in (None, root, root, root)]


def fans(size: int) -> Shape:
    """Sixty roots share all the replies."""
    return [None] * 60 + [reply % 60 for reply in range(size - 60)]


def chains(size: int) -> Shape:
    """Sixty chains, as deep as the size allows."""
    return [n - 60 if n >= 60 else None for n in range(size)]


def chain(size: int) -> Shape:
    return [None, *range(size - 1)]


# The smaller size of each: as near to a hundred as the same first page allows (of the fans each root needs a reply
# more than is shown).
SHAPES: Mapping[Callable[[int], Shape], int] = {crowd: 100, answered: 240, fans: 300, chains: 120, chain: 100}
LARGE = 5_000


@dataclass
class Cost:
    statements: int = 0
    rows: int = 0


@contextmanager
def counted() -> Iterator[Cost]:
    """Statements as the database gets them, and rows as it gives them."""
    cost = Cost()

    def statement(*_: Any) -> None:
        cost.statements += 1

    def fetched(state: ORMExecuteState) -> Result[Any]:
        result = state.invoke_statement().freeze()
        cost.rows += len(result.data)
        return result()

    event.listen(db.engine, "before_cursor_execute", statement)
    event.listen(db.session, "do_orm_execute", fetched)
    try:
        yield cost
    finally:
        event.remove(db.engine, "before_cursor_execute", statement)
        event.remove(db.session, "do_orm_execute", fetched)


def cost_of(read: Callable[[], object]) -> Cost:
    """As in a request of its own: nothing is loaded yet."""
    db.session.flush()
    db.session.expunge_all()
    with counted() as cost:
        read()
    return cost


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_first_page_costs_the_same_at_a_hundred_comments_and_at_five_thousand(
    ada: Account, ben: Account, shape: Callable[[int], Shape], sort: Sort
) -> None:
    for slug, size in (("small", SHAPES[shape]), ("large", LARGE)):
        article = an_article(slug)
        rows_of(article, ada, shape(size))
        note_visit(article, by=ben, seen=[])
    for viewer in (None, ben):
        small, large = (cost_of(partial(first_page, slug, viewer, sort)) for slug in ("small", "large"))
        assert small == large
        assert large.statements <= MOST_STATEMENTS
        assert large.rows <= MOST_ROWS


def first_page(slug: str, viewer: Account | None, sort: Sort) -> None:
    """All that the route reads."""
    article = article_or_404(slug)
    page = load_page(article, viewer, sort)
    marks_of(viewer, page.comments)
    since_last_visit(viewer, article, clock.now())
    newest_id(article.id)


@pytest.mark.parametrize("sort", Sort)
def test_any_later_page_costs_hardly_more_than_the_first(ada: Account, article: Article, sort: Sort) -> None:
    rows_of(article, ada, answered(LARGE))
    page = load_page(article, None, sort)
    costs = []
    for _ in range(5):
        costs.append(cost_of(partial(load_page, article, None, sort, page.next_cursor)))
        page = load_page(article, None, sort, page.next_cursor)
    assert costs == [costs[0]] * 5
    assert costs[0].statements <= MOST_STATEMENTS
    assert costs[0].rows <= MOST_ROWS


def test_a_permalink_and_a_profile_cost_the_same_however_much_there_is(ada: Account) -> None:
    costs = []
    for slug, size in (("small", 6_000), ("large", 12_000)):
        article = an_article(slug)
        root = rows_of(article, ada, fans(size))[0]
        costs.append(cost_of(partial(permalink, root)))
        costs.append(cost_of(partial(comments_by, ada, None)))
    assert costs[:2] == costs[2:]
    assert all(cost.rows <= MOST_ROWS for cost in costs)


def permalink(comment_id: int) -> Page:
    comment = comment_or_404(comment_id, None)
    ancestors(comment, 3)
    return load_page(comment.article, None, Sort.BEST, parent=comment)
