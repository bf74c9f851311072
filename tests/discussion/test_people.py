"""Whom somebody may mean who has begun to type a name."""

import pytest

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.discussion import naming
from forum.discussion.naming import OFFERED, people_beginning
from tests.discussion.test_page_cost import counted
from tests.factories import an_article, person, rows_of, say
from tests.visiting import Visitor


def handles(article: Article, begins: str) -> list[str]:
    """Whom somebody is offered who is signed in."""
    return [found.handle for found in people_beginning(begins, article.id, by=Account())]


def test_who_is_not_signed_in_is_told_of_nobody_who_has_not_spoken_here(ada: Account, article: Article) -> None:
    person("adele")
    say(ada, article)
    assert [found.handle for found in people_beginning("ad", article.id, by=None)] == ["ada"]


def test_who_speaks_here_comes_first_the_latest_of_them_before_the_others(ada: Account, article: Article) -> None:
    for handle in ("adrian", "adele", "Adam", "bea"):
        person(handle)
    say(ada, article)
    say(person("adina"), article)
    assert handles(article, "ad") == ["adina", "ada", "Adam", "adele", "adrian"]
    say(ada, article, "Once more.")
    assert handles(article, "AD")[:2] == ["ada", "adina"]


def test_before_a_letter_is_typed_only_those_who_speak_here_are_offered(
    ada: Account, ben: Account, article: Article
) -> None:
    say(ben, article)
    say(ada, an_article("the-tunnel"))
    assert handles(article, "") == ["ben"]


def test_who_speaks_here_is_found_by_any_part_of_their_name_too(article: Article) -> None:
    zoe = person("countess")
    zoe.display_name = "Zoë Lovelace"
    elsewhere = person("somebody")
    elsewhere.display_name = "Lovelorn"
    say(zoe, article)
    assert handles(article, "LOVE") == ["countess"]
    assert handles(article, "zo") == ["countess"]
    assert handles(article, "lace") == []


def test_no_more_are_offered_than_one_takes_in(article: Article) -> None:
    for number in range(2 * OFFERED):
        say(person(f"reader-{number}"), article)
    assert len(handles(article, "reader")) == len(handles(article, "")) == OFFERED


def test_a_beginning_is_taken_as_it_stands_and_what_can_begin_no_handle_finds_nobody(article: Article) -> None:
    for handle in ("a_b", "axb", "a-b", "a1z", "zzz", "zz-top"):
        person(handle)
    assert handles(article, "a_") == ["a_b"]
    assert handles(article, "a-") == ["a-b"]
    assert handles(article, "zz") == ["zz-top", "zzz"]
    say(person("ada"), article)
    for nobody in ("%", "a%", "a b", "é", "\u212a", "@ada", "a" * 31, "\\", "'"):
        assert handles(article, nobody) == []


def test_whose_words_nobody_can_read_does_not_speak_here(ada: Account, article: Article) -> None:
    say(ada, article, holds=Hold.ALL)
    assert handles(article, "") == []


def test_whoever_spoke_longer_ago_is_no_longer_in_the_room(
    ada: Account, ben: Account, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(naming, "IN_THE_ROOM", 2)
    for somebody, words in ((ada, "One."), (ben, "Two."), (ben, "Three.")):
        say(somebody, article, words)
    assert handles(article, "") == ["ben"]


def test_it_costs_the_same_however_many_have_said_how_much(ada: Account, article: Article) -> None:
    say(ada, article)
    costs = []
    for size in (0, 3_000):
        rows_of(article, ada, [None] * size or [None])
        with counted() as cost:
            people_beginning("ad", article.id, by=Account())
        costs.append(cost.statements)
    assert costs == [3, 3]


def test_the_page_s_script_gets_handles_and_names_and_nothing_else(
    client: Visitor, ada: Account, article: Article
) -> None:
    say(ada, article)
    answer = client.get("/articles/the-bridge/people?begins=ad")
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert answer.get_json() == [{"handle": "ada", "name": "Ada"}]
    assert client.get("/articles/the-bridge/people").get_json() == [{"handle": "ada", "name": "Ada"}]
    assert client.get("/articles/no-such-article/people").status_code == 404
