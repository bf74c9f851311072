"""The demonstration's files are whole: what they name exists, and what they promise to show is there."""

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest

from forum.articles.manuscript import parse_manuscript
from forum.demo.planting import DECIDED_AFTER
from forum.demo.playing import AT_LAST, SOON
from forum.demo.script import SLUGS, Entry, Scene, people, scenes
from forum.discussion.models import State

PERSON = {"handle", "name", "bio", "badge", "role"}
COMMENT = {"by", "minutes", "body", "recommends", "edited", "state", "reason", "replies"}
PRESENT = "will-jessica-jones-return-before-the-defenders"


@pytest.fixture(scope="module")
def handles() -> set[str]:
    return {person["handle"] for person in people()}


@pytest.fixture(params=SLUGS)
def scene(request: pytest.FixtureRequest) -> Scene:
    return next(scene for scene in scenes() if scene.slug == request.param)


def said(scene: Scene) -> list[Entry]:
    return [line.said for line in scene.lines()]


def everything_said() -> list[Entry]:
    return [entry for scene in scenes() for entry in said(scene)]


def depth(comment: Entry) -> int:
    return 1 + max(map(depth, comment.get("replies", [])), default=0)


def bodies(comment: Entry) -> Iterator[str]:
    yield comment["body"]
    if "edited" in comment:
        yield comment["edited"]["body"]


def test_there_are_three_articles_twenty_five_people_and_many_comments(handles: set[str]) -> None:
    assert (len(scenes()), len(people()), len(handles)) == (3, 25, 25)
    assert len(everything_said()) >= 150
    assert {entry["by"] for entry in everything_said()} == handles


def test_every_file_of_an_article_is_in_the_script() -> None:
    names = {file.name for file in files("forum.demo").joinpath("articles").iterdir()}
    assert names == {f"{slug}.{kind}" for slug in SLUGS for kind in ("md", "yaml")}


def test_among_the_people_are_a_moderator_an_admin_and_three_writers(handles: set[str]) -> None:
    assert all({"handle", "name"} <= person.keys() <= PERSON for person in people())
    assert all(re.fullmatch("[a-z]{3,20}", handle) for handle in handles)
    assert {person["handle"]: person["role"] for person in people() if "role" in person} == {
        "sam": "moderator",
        "editor": "admin",
    }
    assert {person["handle"] for person in people() if "badge" in person} == {"nora", "harriet", "marcus"}
    bylines = {parse_manuscript(scene.manuscript).byline for scene in scenes()}
    assert bylines <= {person["name"] for person in people() if "badge" in person}


def test_names_are_long_and_run_both_ways() -> None:
    names = [person["name"] for person in people()]
    assert 50 < max(map(len, names)) <= 60
    assert any(re.search("[\u0590-\u05ff]", name) for name in names)
    assert any(re.search("[\u0600-\u06ff]", name) for name in names)


def test_everybody_named_in_a_comment_exists(scene: Scene, handles: set[str]) -> None:
    for comment in said(scene):
        assert comment["by"] in handles
        mentioned = {handle for body in bodies(comment) for handle in re.findall(r"@(\w+)", body)}
        assert mentioned <= handles, comment["body"]


def test_recommendations_come_from_other_people_once_each(scene: Scene, handles: set[str]) -> None:
    for comment in said(scene):
        recommends = comment.get("recommends", [])
        if isinstance(recommends, int):
            assert 0 < recommends < len(handles)
            continue
        assert len(recommends) == len(set(recommends))
        assert set(recommends) <= handles - {comment["by"]}, comment["body"]


def test_every_comment_has_the_form_that_the_script_explains(scene: Scene) -> None:
    for comment in said(scene):
        assert {"by", "minutes", "body"} <= comment.keys() <= COMMENT
        assert comment.get("state") in {None, State.HELD, *SOON, *AT_LAST}
        assert ("reason" in comment) == (comment.get("state") in ("removed", "rejected", "suspected"))
        assert all(0 < len(body.strip()) <= 5000 for body in bodies(comment))
        if "edited" in comment:
            assert comment["edited"].keys() == {"minutes", "body"}
            assert comment["edited"]["minutes"] > 0


def test_nobody_answers_before_they_could(scene: Scene) -> None:
    assert scene.entries[0]["minutes"] == 0
    for comment in said(scene):
        public_after = comment["minutes"] + (DECIDED_AFTER if comment.get("state") == "approved" else 0)
        assert all(public_after < reply["minutes"] for reply in comment.get("replies", []))
        hidden = comment.get("state") in ("held", "rejected", "suspected")
        assert not (hidden and ("replies" in comment or "recommends" in comment)), comment["body"]


def test_the_first_thread_is_long_deep_and_wide() -> None:
    [scene] = [scene for scene in scenes() if scene.slug == PRESENT]
    assert len(said(scene)) >= 40
    assert max(map(depth, scene.entries)) >= 7
    assert max(len(comment.get("replies", [])) for comment in scene.entries) >= 5
    assert max(len(comment["body"]) for comment in said(scene)) > 1300
    assert min(len(comment["body"]) for comment in said(scene)) < 30


def test_the_threads_show_every_kind_of_text() -> None:
    everything = "\n".join(body for comment in everything_said() for body in bodies(comment))
    assert len(re.findall(r"\|\|[^|]+\|\|", everything)) >= 4
    assert len(re.findall(r"\|\|\[S\d+ E\d+\]", everything)) >= 3
    assert len(re.findall(r"^>! \[S\d+ E\d+\] ", everything, re.MULTILINE)) >= 4
    patterns = (r"^> \w", r"\*\*\w", r"(?<!\*)\*\w", r"^1\. ", "^- ", "^```", r"`\w+`", r"\]\(https://en\.wikipedia\.")
    for pattern in (*patterns, r" https://\S{60}", r"\w{50}", "[\u0590-\u05ff]", "[\u0600-\u06ff]"):
        assert re.search(pattern, everything, re.MULTILINE), pattern


def test_every_article_says_all_that_a_page_shows(scene: Scene) -> None:
    article = parse_manuscript(scene.manuscript)
    assert (article.slug, article.key) == (scene.slug, scene.key)
    assert article.section and article.dated and scene.published.date().isoformat() == article.dated
    assert article.tags and article.byline and article.standfirst and article.prompt
    assert 350 <= len(article.body.split()) <= 600


def test_each_article_asks_its_own_question_in_its_own_section() -> None:
    articles = [parse_manuscript(scene.manuscript) for scene in scenes()]
    for said_once in ([a.prompt for a in articles], [a.section for a in articles], [a.byline for a in articles]):
        assert len(set(said_once)) == len(articles)
