"""What a reader sees of what a reader wrote."""

import logging

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forum.markup import sanitize
from forum.markup.blank import is_blank
from forum.markup.render import article_html, text_html, to_html

from . import oracle

REL = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>"),
        ("a\nb", "<p>a<br>\nb</p>"),
        ("a\r\n\r\nb", "<p>a</p>\n<p>b</p>"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("7. a\n8. b", '<ol start="7">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("```python\nx < 1\n```", "<pre><code>x &lt; 1\n</code></pre>"),
        ("", ""),
    ],
)
def test_the_dialect_is_plain_markdown(source: str, html: str) -> None:
    assert to_html(source).strip() == html


@pytest.mark.parametrize(
    "source",
    [
        "# no heading",
        "no heading\n===",
        "<b>no html</b> <script>alert(1)</script>",
        "[a]: https://example.org\n\n[a]",
        "[a](/people/ada)",
        "[a]()",
        "| a | b |\n|---|---|\n| c | d |",
        "``` these are words\nand these",
    ],
)
def test_what_the_dialect_does_not_know_is_shown_as_typed(source: str) -> None:
    shown = oracle.text(to_html(source))
    assert shown.split() == source.split()


def test_a_picture_becomes_a_link_and_fetches_nothing() -> None:
    assert "<img" not in to_html("![a](https://example.org/x.png)")
    assert "https://example.org/x.png" in to_html("![a](https://example.org/x.png)")


def test_control_characters_and_lone_surrogates_are_shown_as_replaced() -> None:
    assert to_html("a\x00b\x1bc\x7fd\x85e\ud800f&#0;").strip() == "<p>a�b�c�d�e�f�</p>"


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", ">! ", "> - ", "- > ", ">! > - "])
@pytest.mark.parametrize("depth", [1, 5, 14, 15, 16, 40, 300])
def test_however_deep_words_are_nested_they_are_shown(mark: str, depth: int) -> None:
    assert "deep" in oracle.text(to_html(mark * depth + "deep\n\nafter"))
    assert "after" in oracle.text(to_html(mark * depth + "deep\n\nafter"))


def test_emphasis_beyond_reason_is_shown_as_typed() -> None:
    html = to_html("*" * 4900 + "a" + "*" * 4900)
    assert html.count("<strong>") + html.count("<em>") <= 8
    assert oracle.wrong(html) == []


WORDS = st.integers(0, 999).map(lambda number: f" w{number}w ")
MARKS = ["> ", ">! ", "- ", "2. ", "||", "*", "**", "_", "~~x~~", "[", "](", "]", ")", "<", "&amp;", "\n", "\n\n"]
OTHERS = ["`x`", "\n```\n", "[S1 E8]", "@ada", "https://a.example/", "\\", "|", "\u202e", "\u0301", "#", "!", "(", "\t"]
PIECES = st.sampled_from([*MARKS, *OTHERS, "    "])


@given(st.lists(WORDS | PIECES, max_size=40).map("".join))
@example("a ||b> c||")
def test_words_never_vanish_and_both_walls_agree(source: str) -> None:
    disagreements = 0

    class Count(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            nonlocal disagreements
            disagreements += 1

    handler = Count()
    sanitize.logger.addHandler(handler)
    try:
        html, article = to_html(source), article_html(source)
    finally:
        sanitize.logger.removeHandler(handler)
    assert disagreements == 0
    assert oracle.wrong(html) == []
    assert oracle.wrong(article, oracle.ARTICLE) == []
    words = [word for word in source.replace("|", " ").split() if word.startswith("w") and word.endswith("w")]
    links = " ".join(oracle.read(html).hrefs)
    shown = oracle.text(html)
    assert [word for word in words if word not in shown and word not in links] == []


@given(st.text(max_size=200))
def test_any_text_at_all_is_rendered_safely(source: str) -> None:
    html = to_html(source)
    assert oracle.wrong(html) == []
    assert sanitize.clean(html, source) == html


def test_an_article_has_headings_below_the_title_of_its_page() -> None:
    html = article_html("# One\n\n## Two\n\n### Three\n\n###### Six\n\nTwo again\n---\n\n***")
    assert html.split("\n") == [
        "<h2>One</h2>",
        "<h3>Two</h3>",
        "<h4>Three</h4>",
        "<h4>Six</h4>",
        "<h3>Two again</h3>",
        "<hr>",
        "",
    ]


def test_headings_begin_below_the_title_and_step_down_one_at_a_time() -> None:
    html = article_html("## One\n\n#### Two\n\n###### Three\n\n## Four")
    assert html.split() == ["<h2>One</h2>", "<h3>Two</h3>", "<h4>Three</h4>", "<h2>Four</h2>"]


def test_a_caption_belongs_to_the_quotation_above_it() -> None:
    html = article_html("> said\n\n*Caption: **She**, in the finale*\n\nText")
    quotation = "<blockquote>\n<p>said</p>\n</blockquote>"
    caption = "<figcaption><strong>She</strong>, in the finale</figcaption>"
    assert html == f"<figure>\n{quotation}\n{caption}\n</figure>\n<p>Text</p>\n"


def test_a_caption_under_text_stands_alone() -> None:
    assert "<p>Text</p>\n<figure>\n<figcaption>Image</figcaption>" in article_html("Text\n\n*Caption: Image*")


def test_only_a_whole_paragraph_of_an_article_is_a_caption() -> None:
    assert "figure" not in article_html("*Caption: a* and b") + article_html("*Caption: a* *b*") + to_html(
        "*Caption: a*"
    )


def test_an_article_mentions_nobody() -> None:
    assert "<a" not in article_html("@ada")


def test_plain_text_is_escaped_and_neighbouring_quotations_are_one() -> None:
    html = text_html([("p", "a <b> *c*\nd"), ("quote", "e"), ("quote", "f"), ("p", "g")])
    quotation = "<blockquote><p>e</p>\n<p>f</p></blockquote>"
    assert html == f"<p>a &lt;b&gt; *c*<br>\nd</p>\n{quotation}\n<p>g</p>\n"


@pytest.mark.parametrize(
    "source",
    [
        *["", " \n\t", "\u200b", "\U000e0041\U000e007f", "\u3164\u115f\uffa0\u2800", "\u0301\ufe0f", "\u202e\u00ad"],
        *["\x00", "&#8203;", "- ", "> \n> ", "``` \n```", "&nbsp;", ">! &zwj;"],
    ],
)
def test_a_comment_in_which_nothing_can_be_seen_is_blank(source: str) -> None:
    assert is_blank(source)


@pytest.mark.parametrize(
    "source", ["a", "?", "**", "😀", "||||", "`x`", "```\nx\n```", "@ada", "[\u200b](https://a.example)"]
)
def test_a_comment_with_anything_to_see_is_not_blank(source: str) -> None:
    assert not is_blank(source)
