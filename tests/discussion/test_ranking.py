"""The four orders."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.cursors import parse_sort
from forum.discussion.models import Comment
from forum.discussion.ranking import TAU, Sort, activity
from forum.discussion.reading import load_page
from forum.discussion.recommending import recommend, withdraw_recommendation
from forum.errors import Invalid
from tests.factories import person, say

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)


def order(article: Article, sort: Sort) -> list[int]:
    return [node.comment.id for node in load_page(article, None, sort).nodes]


def ids(*comments: Comment) -> list[int]:
    return [comment.id for comment in comments]


@pytest.fixture
def three(ada: Account, article: Article) -> Sequence[Comment]:
    """One comment on each of three days."""
    comments = []
    for day in range(3):
        with clock.stopped_at(MONDAY + timedelta(days=day)):
            comments.append(say(ada, article, f"Day {day}."))
    return comments


def test_newest_and_oldest_go_by_the_clock(three: Sequence[Comment], article: Article) -> None:
    first, second, third = three
    assert order(article, Sort.NEWEST) == ids(third, second, first)
    assert order(article, Sort.OLDEST) == ids(first, second, third)


def test_best_goes_by_recommendations_then_by_the_newer(
    three: Sequence[Comment], article: Article, ben: Account, sam: Account
) -> None:
    first, second, third = three
    assert order(article, Sort.BEST) == ids(third, second, first)
    for somebody in (ben, sam):
        recommend(second, by=somebody)
    recommend(first, by=ben)
    assert order(article, Sort.BEST) == ids(second, first, third)
    withdraw_recommendation(second, by=sam)
    assert order(article, Sort.BEST) == ids(second, first, third)
    withdraw_recommendation(second, by=ben)
    assert order(article, Sort.BEST) == ids(first, third, second)


def test_active_brings_up_a_branch_in_which_people_talk(
    three: Sequence[Comment], article: Article, ben: Account
) -> None:
    first, second, third = three
    assert order(article, Sort.ACTIVE) == ids(third, second, first)
    with clock.stopped_at(MONDAY + timedelta(days=3)):
        reply = say(ben, article, "Still?", first)
        assert order(article, Sort.ACTIVE) == ids(first, third, second)
        say(ben, article, "And you?", second)
        recommend(reply, by=person("cleo"))
    assert order(article, Sort.ACTIVE) == ids(first, second, third)


def test_a_branch_sinks_again_when_its_liveliest_reply_is_withdrawn(
    three: Sequence[Comment], article: Article, ben: Account
) -> None:
    first, _, third = three
    reply = say(ben, article, "Still?", first)
    assert order(article, Sort.ACTIVE)[0] == first.id
    before = first.active_rank
    recommend(reply, by=person("cleo"))
    assert first.active_rank > before
    withdraw_recommendation(reply, by=person("dan"))
    assert first.active_rank > before
    assert order(article, Sort.NEWEST)[0] == third.id


def test_the_formula_of_activity() -> None:
    assert activity(MONDAY, 0, 0) == MONDAY.timestamp() / TAU
    assert activity(MONDAY, 1, 1) == pytest.approx(MONDAY.timestamp() / TAU + 1.3862943611)
    # Twelve and a half hours weigh as much as a factor e.
    assert activity(MONDAY + timedelta(hours=12.5), 0, 0) == pytest.approx(activity(MONDAY, 0, 0) + 1)


@pytest.mark.parametrize("sort", Sort)
def test_what_is_said_in_the_same_moment_stands_the_same_way_at_every_look(
    ada: Account, article: Article, sort: Sort
) -> None:
    with clock.stopped_at(MONDAY):
        said = ids(*(say(ada, article, f"Number {n}.") for n in range(5)))
    assert order(article, sort) == (said if sort == Sort.OLDEST else said[::-1])


def test_replies_stand_in_the_chosen_order_too(ada: Account, ben: Account, article: Article) -> None:
    root = say(ada, article)
    replies = [say(ben, article, f"Number {n}.", root) for n in range(3)]
    recommend(replies[1], by=ada)
    page = load_page(article, None, Sort.BEST)
    assert [node.comment.id for node in page.nodes[0].replies] == ids(replies[1], replies[2], replies[0])
    page = load_page(article, None, Sort.OLDEST)
    assert [node.comment.id for node in page.nodes[0].replies] == ids(*replies)


def test_an_order_that_does_not_exist_is_refused_and_none_means_best() -> None:
    assert parse_sort(None) == parse_sort("") == Sort.BEST
    for text in ("worst", "BEST", "best;drop table comment", "id"):
        with pytest.raises(Invalid, match="Choose best, active, newest or oldest"):
            parse_sort(text)
