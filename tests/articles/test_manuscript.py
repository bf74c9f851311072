"""An article's file, as editors write it: front matter, or a title and its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.articles.manuscript import LARGEST, Manuscript, parse_manuscript
from forum.errors import Invalid

EVERYTHING = """\
---
title: "The Long Take: why it works"
slug: the-long-take
key: 4711
url: https://Example.org/film/long-take/?utm_source=mail
section: Film
tags: [craft, editing, craft]
date: 2015-11-24T10:30+01:00
byline: Jane Doe
standfirst: >
  One shot,
  no cuts.
state: first
closes: 2015-12-24
prompt: Which is yours?
---

Two words **in bold**.

# A heading, not the title
"""


def front(lines: str) -> Manuscript:
    return parse_manuscript(f"---\n{lines}\n---\nWords.\n")


def refusal_of(text: str) -> str:
    with pytest.raises(Invalid) as refused:
        parse_manuscript(text)
    return refused.value.sentence


def test_front_matter_says_everything_about_an_article() -> None:
    assert parse_manuscript(EVERYTHING, fallback_slug="unused") == Manuscript(
        title="The Long Take: why it works",
        slug="the-long-take",
        key="4711",
        url="https://example.org/film/long-take",
        section="Film",
        tags=("craft", "editing"),
        dated="2015-11-24T10:30+01:00",
        byline="Jane Doe",
        standfirst="One shot, no cuts.",
        state="first",
        closes="2015-12-24",
        prompt="Which is yours?",
        format="markdown",
        body="Two words **in bold**.\n\n# A heading, not the title",
    )


def test_a_title_is_enough() -> None:
    assert front("title: 1984") == Manuscript(title="1984", body="Words.")
    assert front("title: A\nslug:\nurl: ~\ntags:\nstate: null\ndate: ''") == Manuscript(title="A", body="Words.")


def test_tags_may_be_one_line_with_commas() -> None:
    assert front("title: A\ntags: Netflix, Marvel , ,Netflix").tags == ("Netflix", "Marvel")


@pytest.mark.parametrize(
    ("written", "dated"),
    [
        ("2015-11-24", "2015-11-24"),
        ("2015-11-24 10:30", "2015-11-24T10:30"),
        ("2015-11-24T10:30:05Z", "2015-11-24T10:30:05Z"),
        ("2015-11-24 10:30:00.123 -05:00", "2015-11-24T10:30:00.123-05:00"),
        ("24 November 2015", "2015-11-24"),
    ],
)
def test_a_date_stays_as_precise_as_it_was_written(written: str, dated: str) -> None:
    assert front(f"title: A\ndate: {written}").dated == dated
    assert front(f"title: A\ncloses: {written}").closes == dated


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("title:", "title"),
        ("title: A\ntitel: B", "titel"),
        ("title: A\ntitle: B", "title"),
        ("title: [A, B]", "title"),
        ("title: A\ntags: [a, [b]]", "tags"),
        ("title: A\nslug: Not A Slug", "not-a-slug"),
        ("title: A\nurl: example.org/a", "https://"),
        ("title: A\ndate: 24/11/2015", "2015-11-24"),
        ("title: A\ndate: 2015-02-30", "date"),
        ("title: A\ndate: 2015-11-24T25:00", "date"),
        ("title: A\ncloses: soon", "closes"),
        ("title: A\nstate: ajar", "open, first, held, closed"),
        ("title: " + "A" * 301, "300"),
        ('title: "A\\0"', "UTF-8"),
        ('title: "\\ud800"', "UTF-8"),
        ('title: "\\U99999999"', "front matter"),
        ("title: A: B", "quotation marks"),
        ("title: " + "[" * 5000, "front matter"),
        ("just words", "title: What happened"),
        ("title: A\n" + "#" * 20_000, "too long"),
    ],
)
def test_front_matter_that_cannot_be_taken_is_refused_by_name(lines: str, names: str) -> None:
    assert names in refusal_of(f"---\n{lines}\n---\nWords.\n")


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff\r\n", "A\0B", "A\ud800", "A" * 301, "---\ntitle: A\n"])
def test_a_file_that_is_no_article_is_refused_with_a_remedy(text: str) -> None:
    assert refusal_of(text)


def test_a_file_over_a_megabyte_is_refused() -> None:
    assert "1 MB" in refusal_of("A\n\n" + "é" * (LARGEST // 2))
    assert parse_manuscript("A\n\n" + "x" * (LARGEST - 3)).title == "A"


def test_markdown_may_begin_with_its_title() -> None:
    article = parse_manuscript("\n# The   *Long* Take ##\n\nWords.\n\n## More\n")
    assert article == Manuscript(title="The *Long* Take", body="Words.\n\n## More")
    assert parse_manuscript("# Learning C#").title == "Learning C#"


def test_a_slug_falls_back_to_the_name_of_the_file() -> None:
    assert parse_manuscript("# A", fallback_slug="Season 2").slug == "season-2"
    assert parse_manuscript("# A").slug is None


def test_windows_and_a_byte_order_mark_change_nothing() -> None:
    windows = "\ufeff" + EVERYTHING.replace("\n", "\r\n")
    assert parse_manuscript(windows) == parse_manuscript(EVERYTHING)


@given(st.text() | st.text("-#:\n ,[]ab'\"&*!|>~").map(lambda text: f"---\ntitle: A\n{text}\n---\n"))
def test_no_file_breaks_the_reader(text: str) -> None:
    try:
        article = parse_manuscript(text)
    except Invalid as refusal:
        assert refusal.sentence
    else:
        assert article.title
