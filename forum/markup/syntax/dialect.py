"""The two parsers, for readers' comments and for the staff's articles, and the one way to tokens."""

from collections.abc import Mapping

from markdown_it import MarkdownIt
from markdown_it.token import Token

from forum.markup import links, visible
from forum.markup.syntax import captions, limits, link_rules, mention_rule, spoiler_rules
from forum.markup.syntax.renderer import Renderer

# The author of an article is trusted with its structure, not with raw HTML or pictures.
_STAFF_ONLY = ["heading", "lheading", "hr"]
_NOBODY = ["image", "reference", "html_block", "html_inline"]


def _dialect() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False, "breaks": True}, renderer_cls=Renderer)
    md.enable("strikethrough").disable(_NOBODY)
    md.normalizeLink = lambda url: links.outside(url) or ""  # type: ignore[method-assign]
    md.validateLink = bool  # type: ignore[method-assign,assignment]
    md.normalizeLinkText = lambda link: links.shown(link)  # type: ignore[method-assign]
    limits.install(md)
    spoiler_rules.install(md)
    mention_rule.install(md)
    link_rules.install(md)
    return md


def _comment() -> MarkdownIt:
    return _dialect().disable(_STAFF_ONLY)


def _article() -> MarkdownIt:
    md = _dialect()
    captions.install(md)
    return md


COMMENT = _comment()
ARTICLE = _article()


def tokens(md: MarkdownIt, source: str, people: Mapping[str, str] | None = None) -> list[Token]:
    """Parse; `people` maps folded handles to their owners' spelling, None takes every handle for somebody's."""
    return md.parse(visible.displayable(source), {"people": people})
