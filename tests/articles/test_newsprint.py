"""An article copied from a news site, as the page prints it."""

from pathlib import Path

import pytest

from forum.articles.manuscript import Manuscript, parse_manuscript

A_REAL_ARTICLE = Path(__file__).parents[3] / "shared" / "articles" / "season-2.txt"

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


def printed(*paragraphs: str) -> Manuscript:
    return parse_manuscript("\n\n".join(("A title", *paragraphs)))


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
        # Its publisher's: it stands beside the project, never in it.
        pytest.skip("the real article is not kept with the project")
    article = parse_manuscript(A_REAL_ARTICLE.read_text(encoding="utf-8"), fallback_slug=A_REAL_ARTICLE.stem)
    assert article.title == "Could ‘The Defenders’ Hold Up ‘Jessica Jones’ Season 2?"
    assert (article.dated, article.byline, article.slug) == ("2015-11-24", None, "season-2")
    assert article.credits_left_out == ("Image via Netflix", "Image via Netflix")
    assert [kind for kind, _ in article.blocks] == ["p", "p", "p", "quote", "p", "p", "p", "quote", "p"]
    begins = ("If", "See,", "When", "I", "It", "There’s", "And", "I’m", "Hopefully")
    assert all(text.startswith(first) for first, (_, text) in zip(begins, article.blocks, strict=True))


def test_windows_line_ends_change_nothing() -> None:
    assert parse_manuscript(AS_A_SITE_PRINTS_IT.replace("\n", "\r\n")) == parse_manuscript(AS_A_SITE_PRINTS_IT)
