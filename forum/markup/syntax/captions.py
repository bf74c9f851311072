"""Captions, in articles only: a paragraph that is nothing but `*Caption: words*`.

It becomes the caption of the quotation right above it; under anything else it stands alone (in an imported
article, where a picture was).
"""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_MARK = "Caption:"
# html keeps h1 for the title of the page; below h4 an article is a book.
_HIGHEST, _LOWEST = 2, 4


def install(md: MarkdownIt) -> None:
    md.core.ruler.push("captions", _captions)


def _captions(state: StateCore) -> None:
    _step_headings([token for token in state.tokens if token.type == "heading_open"], state.tokens)
    out: list[Token] = []
    for token in state.tokens:
        out.append(token)
        if token.type == "paragraph_close" and token.level == 0 and _is_caption(out[-2]):
            _make_caption(out)
    state.tokens = out


def _step_headings(openings: list[Token], tokens: list[Token]) -> None:
    """The article's highest heading stands right below the title, and nobody steps down two at once."""
    highest = min((int(token.tag[1]) for token in openings), default=1)
    level = _HIGHEST
    for token in tokens:
        if token.type == "heading_open":
            level = min(int(token.tag[1]) - highest + _HIGHEST, level + (token is not openings[0]), _LOWEST)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{level}"


def _is_caption(inline: Token) -> bool:
    children = inline.children or []
    if len(children) < 3 or (children[0].type, children[-1].type) != ("em_open", "em_close"):
        return False
    ends = [i for i, child in enumerate(children) if child.type == "em_close" and child.level == children[0].level]
    return ends == [len(children) - 1] and children[1].content.startswith(_MARK)


def _make_caption(out: list[Token]) -> None:
    """Turn the last paragraph into a caption, and open the figure before the quotation that it belongs to."""
    opening, inline, closing = out[-3:]
    children = (inline.children or [])[1:-1]
    children[0].content = children[0].content.removeprefix(_MARK).lstrip()
    inline.children = children
    opening.tag = closing.tag = "figcaption"
    at = len(out) - 3
    if at and out[at - 1].type == "blockquote_close":
        at = max(i for i in range(at) if out[i].type == "blockquote_open" and out[i].level == 0)
    out.insert(at, Token("figure_open", "figure", 1, block=True))
    out.append(Token("figure_close", "figure", -1, block=True))
