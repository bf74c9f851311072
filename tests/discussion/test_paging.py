"""From page to page: everything once, whatever arrives meanwhile, and whatever is typed as a cursor."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from forum import clock, ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.cursors import beyond
from forum.discussion.filling import PAGE_SIZE
from forum.discussion.models import Comment
from forum.discussion.queries import comment_to_change
from forum.discussion.ranking import Sort
from forum.discussion.reading import Page, comments_by, load_page
from forum.discussion.recommending import recommend
from forum.errors import Invalid
from tests.factories import person, rows_of, say

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
ROOTS = 130


def pages(article: Article, sort: Sort, viewer: Account | None = None) -> Iterator[Page]:
    cursor: str | None = None
    for _ in range(100):
        page = load_page(article, viewer, sort, cursor)
        yield page
        cursor = page.next_cursor
        if cursor is None:
            return
    pytest.fail("the pages have no end")


def roots(page: Page) -> list[int]:
    return [node.comment.id for node in page.nodes]


@pytest.fixture
def crowd(ada: Account, ben: Account, article: Article) -> Article:
    """Many roots, several in each minute so that they tie, a few answered and a few recommended."""
    random = Random(7)
    said: list[int] = []
    for minute in range(ROOTS // 5):
        with clock.stopped_at(MONDAY + timedelta(minutes=minute)):
            said += rows_of(article, ada, [None] * 5)
    for root in random.sample(said, 20):
        recommend(comment_to_change(root, ben), by=ben)
    for root in random.sample(said, 10):
        say(ben, article, "Well?", comment_to_change(root, ben))
    return article


@pytest.mark.parametrize("sort", Sort)
def test_walking_all_pages_meets_every_comment_exactly_once(crowd: Article, sort: Sort) -> None:
    walked = [roots(page) for page in pages(crowd, sort)]
    everything = [root for page in walked for root in page]
    assert len(everything) == len(set(everything)) == ROOTS
    assert all(len(page) <= PAGE_SIZE for page in walked)
    assert len(walked) >= 3


@pytest.mark.parametrize("sort", Sort)
def test_what_arrives_while_somebody_walks_neither_repeats_nor_hides_anything(
    crowd: Article, ben: Account, sort: Sort
) -> None:
    walked: list[int] = []
    arrived: set[int] = set()
    for page in pages(crowd, sort):
        walked += roots(page)
        arrived |= {say(ben, crowd, "Just now.").id for _ in range(3)}
    assert len(walked) == len(set(walked))
    assert len(set(walked) - arrived) == ROOTS


def test_a_profile_pages_through_everything_a_person_said(crowd: Article, ada: Account) -> None:
    said: list[int] = []
    cursor: str | None = None
    while True:
        comments, cursor = comments_by(ada, None, cursor)
        said += [comment.id for comment in comments]
        if cursor is None:
            break
    assert len(said) == len(set(said)) == ROOTS


def test_replies_have_pages_of_their_own(ada: Account, ben: Account, article: Article) -> None:
    root = say(ada, article)
    replies = {say(ben, article, f"Number {n}.", root).id for n in range(60)}
    first = load_page(article, None, Sort.OLDEST, parent=root)
    second = load_page(article, None, Sort.OLDEST, first.next_cursor, parent=root)
    assert len(roots(first)) == PAGE_SIZE
    assert second.next_cursor is None
    assert set(roots(first)) | set(roots(second)) == replies


NAME = ids.to_text(912293105754780154)
HOSTILE = [
    *("x", "~", f"~{NAME}", f"1~{NAME[:-1]}", f"1~{NAME}x", "1~", "1", f"1~{NAME.upper()}", "z" * 5_000),
    *(f"{value}~{NAME}" for value in ("nan", "inf", "-inf", "1e999", "1,5", "0x10", "'", "1' OR 1=1--", "", "--1")),
    f"1~{'z' * 13}",
]


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("cursor", HOSTILE)
def test_a_cursor_that_nobody_was_given_leads_nowhere_and_says_what_to_do(cursor: str, sort: Sort) -> None:
    with pytest.raises(Invalid, match="Go back to the beginning"):
        beyond(cursor, sort)


NUMBERS = [
    "0",
    "-1",
    str(1 << 61),
    str(-(1 << 61)),
    "253402300799999999",
    "-62135596800000000",
    "1_0",
    "٣",
    " 5",
    "9" * 40,
    "9" * 5_000,
]


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("number", NUMBERS)
def test_a_cursor_beyond_all_comments_is_refused_or_an_empty_page_never_an_error(
    ada: Account, article: Article, number: str, sort: Sort
) -> None:
    say(ada, article)
    try:
        page = load_page(article, None, sort, f"{number}~{NAME}")
    except Invalid:
        return
    assert len(page.nodes) <= 1


def test_a_cursor_holds_for_whatever_zone_the_database_lives_in(ada: Account, article: Article) -> None:
    comments: list[Comment] = []
    for hour in range(100):
        with clock.stopped_at(MONDAY + timedelta(hours=hour)):
            comments.append(say(ada, article, f"Hour {hour}."))
    db.session.flush()
    first = load_page(article, None, Sort.OLDEST)
    second = load_page(article, None, Sort.OLDEST, first.next_cursor)
    assert roots(first) + roots(second) == [comment.id for comment in comments]


def test_people_who_are_signed_in_walk_the_same_pages(crowd: Article, ada: Account) -> None:
    for viewer in (ada, person("cleo")):
        walked = [root for page in pages(crowd, Sort.BEST, viewer) for root in roots(page)]
        assert len(walked) == len(set(walked)) == ROOTS
