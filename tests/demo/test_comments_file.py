"""The demonstration's files are whole: what they name exists, and what they promise to show is there."""

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
import yaml

from forum.articles.manuscript import parse_manuscript

Entry = dict[str, Any]

PERSON = {"handle", "name", "bio", "badge", "role"}
COMMENT = {"by", "minutes", "body", "recommends", "edited", "state", "reason", "replies"}


@pytest.fixture(scope="module")
def demo() -> Entry:
    loaded: Entry = yaml.safe_load((files("forum.demo") / "comments.yaml").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def handles(demo: Entry) -> set[str]:
    return {person["handle"] for person in demo["people"]}


@pytest.fixture(scope="module")
def comments(demo: Entry) -> list[Entry]:
    return list(walk(demo["comments"]))


def walk(comments: list[Entry]) -> Iterator[Entry]:
    for comment in comments:
        yield comment
        yield from walk(comment.get("replies", []))


def depth(comment: Entry) -> int:
    return 1 + max(map(depth, comment.get("replies", [])), default=0)


def bodies(comment: Entry) -> list[str]:
    return [comment["body"], *([comment["edited"]["body"]] if "edited" in comment else [])]


def test_the_people_are_a_dozen_with_a_moderator_an_admin_and_a_writer(demo: Entry, handles: set[str]) -> None:
    people = demo["people"]
    assert len(handles) == len(people) >= 12
    assert all({"handle", "name"} <= person.keys() <= PERSON for person in people)
    assert all(re.fullmatch("[a-z]{3,20}", handle) for handle in handles)
    roles = {person["handle"]: person["role"] for person in people if "role" in person}
    assert roles == {"sam": "moderator", "editor": "admin"}
    assert [person["handle"] for person in people if "badge" in person] == ["nora"]


def test_everybody_named_in_a_comment_exists(comments: list[Entry], handles: set[str]) -> None:
    for comment in comments:
        assert comment["by"] in handles
        mentioned = {handle for body in bodies(comment) for handle in re.findall(r"@(\w+)", body)}
        assert mentioned <= handles, comment["body"]


def test_recommendations_come_from_other_people_once_each(comments: list[Entry], handles: set[str]) -> None:
    for comment in comments:
        recommends = comment.get("recommends", [])
        if isinstance(recommends, int):
            assert 0 < recommends < len(handles)
            continue
        assert len(recommends) == len(set(recommends))
        assert set(recommends) <= handles - {comment["by"]}, comment["body"]


def test_every_comment_has_the_form_that_the_file_explains(comments: list[Entry]) -> None:
    for comment in comments:
        assert {"by", "minutes", "body"} <= comment.keys() <= COMMENT
        assert comment.get("state") in (None, "deleted", "removed", "held")
        assert ("reason" in comment) == (comment.get("state") == "removed")
        assert all(0 < len(body.strip()) <= 5000 for body in bodies(comment))
        if "edited" in comment:
            assert comment["edited"].keys() == {"minutes", "body"}
            assert comment["edited"]["minutes"] > 0


def test_nobody_answers_before_they_could(demo: Entry, comments: list[Entry]) -> None:
    assert demo["comments"][0]["minutes"] == 0
    for comment in comments:
        assert all(comment["minutes"] < reply["minutes"] for reply in comment.get("replies", []))


def test_the_thread_is_long_deep_and_wide(demo: Entry, comments: list[Entry]) -> None:
    assert len(comments) >= 40
    assert max(map(depth, demo["comments"])) >= 7
    assert max(len(comment.get("replies", [])) for comment in demo["comments"]) >= 5
    assert max(len(comment["body"]) for comment in comments) > 1300
    assert min(len(comment["body"]) for comment in comments) < 30


def test_the_thread_shows_every_state_and_every_kind_of_text(comments: list[Entry]) -> None:
    answered = {comment["state"] for comment in comments if "state" in comment and "replies" in comment}
    assert answered == {"deleted", "removed"}
    assert any(comment.get("state") == "held" for comment in comments)
    everything = "\n".join(body for comment in comments for body in bodies(comment))
    assert len(re.findall(r"\|\|[^|]+\|\|", everything)) >= 2
    assert len(re.findall(r"^>! \[S\d+ E\d+\] ", everything, re.MULTILINE)) >= 2
    for pattern in (r"^> \w", r"\*\*\w", r"(?<!\*)\*\w", r"\]\(https://en\.wikipedia\.org/", "[\u0600-\u06ff]"):
        assert re.search(pattern, everything, re.MULTILINE), pattern


def test_the_article_says_all_that_a_page_shows() -> None:
    article = parse_manuscript((files("forum.demo") / "jessica-jones-season-two.md").read_text(encoding="utf-8"))
    assert article.slug == "will-jessica-jones-return-before-the-defenders"
    assert (article.section, article.dated) == ("Television", "2015-11-24")
    assert article.tags and article.byline and article.standfirst and article.prompt
    assert 450 <= len(article.body.split()) <= 600
