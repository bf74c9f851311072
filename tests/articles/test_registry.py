"""When a file is an article that we know, and when it is another one."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.articles.models import Article
from forum.articles.registry import add_article
from forum.db import db
from forum.errors import Conflict
from tests.at_once import at_once, request

URL = "https://news.example/bridge"
ELSEWHERE = "https://news.example/2026/bridge"


def file(title: str = "The bridge", body: str = "It is open.", **front: str) -> str:
    return "\n".join(["---", f"title: {title}", *(f"{key}: {value}" for key, value in front.items()), "---", "", body])


def added(text: str) -> Article:
    return add_article(text, "bridge.md")[0]


def number_of_articles() -> int:
    return db.session.scalar(select(func.count(Article.id))) or 0


def test_a_file_that_gains_a_key_is_the_article_at_its_address(app: Flask) -> None:
    first = added(file(url=URL))
    again = added(file(url=URL, key="4711"))
    assert (again.id, again.key, again.version) == (first.id, "4711", 2)
    assert number_of_articles() == 1


def test_its_name_in_our_addresses_stays_whatever_slug_the_file_has_now(app: Flask) -> None:
    added(file(url=URL, slug="bridge"))
    assert added(file(url=URL, slug="the-bridge", key="4711")).slug == "bridge"
    assert number_of_articles() == 1


def test_a_key_outlives_a_new_address_and_an_address_a_new_title(app: Flask) -> None:
    first = added(file(url=URL, key="4711"))
    moved = added(file("The bridge is open", url=ELSEWHERE, key="4711"))
    assert (moved.id, moved.url) == (first.id, ELSEWHERE)
    assert added(file("A bridge too far", url=ELSEWHERE)).id == first.id
    assert first.key == "4711"


def test_an_article_known_by_its_title_alone_gains_an_address_and_a_key(app: Flask) -> None:
    first = added(file())
    assert added(file(url=URL)).id == first.id
    assert added(file(url=URL, key="4711")).id == first.id


@pytest.mark.parametrize("known_by", [{"key": "4711"}, {"url": URL}, {"key": "4711", "url": URL}])
@pytest.mark.parametrize("text", ["The bridge\n\nOf cards.", file(key="12"), file(url=ELSEWHERE)])
def test_a_title_never_leads_to_an_article_that_its_site_knows_otherwise(
    app: Flask, known_by: dict[str, str], text: str
) -> None:
    first = added(file(body="Our own words.", **known_by))
    with pytest.raises(Conflict, match="The slug the-bridge belongs to another article, “The bridge”"):
        added(text)
    assert first.body_source == "Our own words."


@pytest.mark.parametrize("slug", ["bridge", "another"])
def test_of_two_articles_with_different_keys_only_one_has_an_address(app: Flask, slug: str) -> None:
    added(file(url=URL, key="4711", slug="bridge"))
    with pytest.raises(Conflict, match=f"The address {URL} belongs to another article, “The bridge”"):
        added(file("Another", url=URL, key="12", slug=slug))


def test_an_article_cannot_move_to_the_address_of_another(app: Flask) -> None:
    added(file(url=URL, key="4711"))
    added(file("Another", url=ELSEWHERE, key="12"))
    with pytest.raises(Conflict, match=r"Give bridge\.md its own"):
        added(file("Another", url=URL, key="12"))


def test_of_updates_at_the_same_moment_none_is_lost(app: Flask) -> None:
    """The version moves with each of them, so that every cache sees the last one."""
    article = added(file(key="4711"))
    update = partial(request, app, lambda: add_article(file(key="4711"), "bridge.md")[0].id)
    assert at_once(app, [update] * 6) == [article.id] * 6
    db.session.refresh(article)
    assert article.version == 7
