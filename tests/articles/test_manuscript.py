"""An article's file, as editors and news sites write it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.articles.manuscript import LARGEST, Manuscript, parse_manuscript
from forum.errors import Invalid

A_REAL_ARTICLE = Path(__file__).parents[3] / "shared" / "articles" / "season-2.txt"

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

AS_A_SITE_PRINTS_IT = """\

The Bridge Reopens

     Tuesday, November 24, 2015 10:30 AM

By Jane Doe and Ludwig van Dyk


The old bridge opened again
on Tuesday after two years.


Photo by Ada Lowe/The Herald

The engineer was short:

It holds.

She left, and said only,

“Mind the step.”

Crowds followed:

He spoke of tolls:

All of them were high.
"""


def front(lines: str) -> Manuscript:
    return parse_manuscript(f"---\n{lines}\n---\nWords.\n")


def printed(*paragraphs: str) -> Manuscript:
    return parse_manuscript("\n\n".join(("A title", *paragraphs)))


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
    assert parse_manuscript(AS_A_SITE_PRINTS_IT.replace("\n", "\r\n")) == parse_manuscript(AS_A_SITE_PRINTS_IT)


def test_a_news_site_prints_title_date_byline_paragraphs_and_quotations() -> None:
    article = parse_manuscript(AS_A_SITE_PRINTS_IT, fallback_slug="bridge")
    assert (article.title, article.dated) == ("The Bridge Reopens", "2015-11-24T10:30")
    assert article.byline == "Jane Doe and Ludwig van Dyk"
    assert (article.format, article.slug, article.section, article.state) == ("text", "bridge", None, None)
    assert article.credits_left_out == ("Photo by Ada Lowe/The Herald",)
    assert article.blocks == (
        ("p", "The old bridge opened again on Tuesday after two years."),
        ("p", "The engineer was short:"),
        ("quote", "It holds."),
        ("p", "She left, and said only,"),
        ("quote", "“Mind the step.”"),
        ("p", "Crowds followed:"),
        ("quote", "He spoke of tolls:"),
        ("p", "All of them were high."),
    )
    assert article.body == "\n\n".join(text for _, text in article.blocks)


@pytest.mark.parametrize(
    ("line", "dated"),
    [
        ("November 24, 2015", "2015-11-24"),
        ("Nov. 24, 2015", "2015-11-24"),
        ("Sept 4 2015", "2015-09-04"),
        ("24th November 2015", "2015-11-24"),
        ("Tue, 24 Nov 2015", "2015-11-24"),
        ("  May 4, 2015 at 12:05 a.m.", "2015-05-04T00:05"),
        ("May 4, 2015, 12:05 PM", "2015-05-04T12:05"),
        ("4 May 2015 18.05", "2015-05-04T18:05"),
        ("2015-11-24 1:30 pm", "2015-11-24T13:30"),
        ("November 24, 2015 10:30 AM EST", "2015-11-24"),
    ],
)
def test_a_printed_date_is_read_and_no_zone_invented(line: str, dated: str) -> None:
    assert printed(line, "Words.").dated == dated
    assert printed(line, "Words.").blocks == (("p", "Words."),)


NO_DATES = ["November 2015", "Smarch 1, 2015", "February 30, 2015", "May 4, 2015 13:05 PM", "24/11/2015"]


@pytest.mark.parametrize("line", NO_DATES)
def test_what_is_not_surely_a_date_stays_in_the_text(line: str) -> None:
    article = printed(line, "Words.")
    assert article.dated is None
    assert article.blocks[0] == ("p", line)


def test_a_byline_holds_names_only() -> None:
    assert printed("BY JANE DOE").byline == "JANE DOE"
    assert printed("By Jane Doe", "May 4, 2015", "Words.").dated == "2015-05-04"
    assert printed("By Christmas the bridge was shut.").byline is None
    assert printed("By the time it opened,\nit was too late.").byline is None
    assert printed("By 2015 It Was Over").byline is None


@pytest.mark.parametrize(
    "line",
    [
        "Image via Netflix",
        "Photo by Jane Doe",
        "Photos by Jane Doe and Ludwig van Dyk.",
        "Picture: the Herald archive",
        "Credit: Netflix",
        "Photo credit: Jane Doe",
        "Screenshot via YouTube",
        "Photo courtesy of the artist",
        "Krysten Ritter in New York, courtesy of Netflix",
        "Courtesy of The Herald",
    ],
)
def test_a_credit_is_not_a_paragraph(line: str) -> None:
    article = printed("She said,", line, "“No.”", "The end.")
    assert article.credits_left_out == (line,)
    assert article.blocks == (("p", "She said,"), ("quote", "“No.”"), ("p", "The end."))


@pytest.mark.parametrize(
    "paragraph",
    [
        "The win came courtesy of a late goal.",
        "The win came courtesy of Herald United.",
        "Courtesy of the rain, nobody came.",
        "Photo by photo, the album tells of one long summer.",
        "Photo by photo they built it",
        "Images by Jane Doe hang on every wall of the house.",
        "Credit: it goes to those who stayed.",
        "Image: that was all they cared for.",
        "Picture: three things stood out:",
        "Photo: " + "Jane " * 30,
        "Photo by Jane Doe\nwas the last we saw",
    ],
)
def test_a_sentence_about_pictures_stays_a_paragraph(paragraph: str) -> None:
    assert printed(paragraph).blocks == (("p", " ".join(paragraph.split())),)


def test_a_real_article_is_read_whole() -> None:
    if not A_REAL_ARTICLE.exists():
        pytest.skip("the real article is not kept with the project")
    article = parse_manuscript(A_REAL_ARTICLE.read_text(encoding="utf-8"), fallback_slug=A_REAL_ARTICLE.stem)
    assert article.title == "Could ‘The Defenders’ Hold Up ‘Jessica Jones’ Season 2?"
    assert (article.dated, article.byline, article.slug) == ("2015-11-24", None, "season-2")
    assert article.credits_left_out == ("Image via Netflix", "Image via Netflix")
    assert [kind for kind, _ in article.blocks] == ["p", "p", "p", "quote", "p", "p", "p", "quote", "p"]
    begins = ("If", "See,", "When", "I", "It", "There’s", "And", "I’m", "Hopefully")
    assert all(text.startswith(first) for first, (_, text) in zip(begins, article.blocks, strict=True))


@given(st.text() | st.text("-#:\n ,[]ab'\"&*!|>~").map(lambda text: f"---\ntitle: A\n{text}\n---\n"))
def test_no_file_breaks_the_reader(text: str) -> None:
    try:
        article = parse_manuscript(text)
    except Invalid as refusal:
        assert refusal.sentence
    else:
        assert article.title
