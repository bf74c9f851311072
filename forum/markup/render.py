"""Markdown or plain text to HTML that may be shown. Everything ends in `sanitize.clean`."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Literal

from markdown_it import MarkdownIt

from forum.markup import sanitize, visible
from forum.markup.syntax import dialect

# Moves with any change of what a source becomes; rows rendered by an older one are rendered again.
RENDER_VERSION: int = 1

Paragraph = tuple[Literal["p", "quote"], str]

# Nobody is told of a mention in an article, so nothing there looks like one.
_NOBODY: Mapping[str, str] = {}


def to_html(source: str, people: Mapping[str, str] | None = None) -> str:
    """A comment.

    `people` maps case-folded handles to the spelling of their owners, and only those are linked; with None every
    grammatical handle is, as it is typed.
    """
    return sanitize.clean(_rendered(dialect.COMMENT, source, people), source)


def hidden_html(html: str) -> str:
    """What `to_html` made, all of it as one spoiler."""
    return f"<details><summary>Spoiler</summary>\n{html}</details>\n"


def article_html(source: str) -> str:
    """The staff's Markdown: a comment's, with headings from h2 to h4, rules and captions, and without mentions."""
    return sanitize.clean(_rendered(dialect.ARTICLE, source, _NOBODY), source, sanitize.ARTICLE)


def text_html(paragraphs: Sequence[Paragraph]) -> str:
    """An article that is plain text: each paragraph escaped, neighbouring quotations in one."""
    parts = []
    for kind, group in groupby(paragraphs, key=lambda paragraph: paragraph[0]):
        inside = "\n".join(f"<p>{_escaped(text)}</p>" for _, text in group)
        parts.append(f"<blockquote>{inside}</blockquote>\n" if kind == "quote" else f"{inside}\n")
    source = "\n\n".join(text for _, text in paragraphs)
    return sanitize.clean("".join(parts), source, sanitize.ARTICLE)


def _rendered(md: MarkdownIt, source: str, people: Mapping[str, str] | None) -> str:
    html: str = md.renderer.render(dialect.tokens(md, source, people), md.options, {})
    return html


def _escaped(text: str) -> str:
    return escape(visible.settled(visible.displayable(text)), quote=False).replace("\n", "<br>\n")
