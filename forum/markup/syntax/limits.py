"""How deep things go. Past it a marker is text: markdown-it itself would drop everything below its own limit."""

import re

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.rules_block import StateBlock, blockquote, fence, list_block
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from forum.markup import visible

# In levels of the parser: a quotation is one, a list two. markdown-it drops what is at its `maxNesting` of 20.
DEEPEST_BLOCK = 14
# Emphasis within emphasis; a browser starts to flatten at 512.
DEEPEST_EMPHASIS = 8

_PARAGRAPH_ENDERS = ["paragraph", "reference", "blockquote", "list"]
_EMPHASIS = ("em", "strong", "s")
# A word of the first line that is not a language would vanish with it.
_LANGUAGE = re.compile(r"(`{3,}|~{3,}) *[^\s`~]{0,20} *")


def install(md: MarkdownIt) -> None:
    md.block.ruler.at("blockquote", _blockquote, {"alt": _PARAGRAPH_ENDERS})
    md.block.ruler.at("list", shallow(list_block), {"alt": ["paragraph", "reference", "blockquote"]})
    md.block.ruler.at("fence", _fence, {"alt": _PARAGRAPH_ENDERS})
    md.core.ruler.push("limits", _settle)


def shallow(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    """The rule, but only while there is room below."""

    def bounded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level <= DEEPEST_BLOCK and rule(state, start, end, silent)

    return bounded


def line_at(state: StateBlock, line: int) -> str:
    """A line's text without the marks and indentation of what it stands in."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    return bool(_LANGUAGE.fullmatch(line_at(state, start))) and fence(state, start, end, silent)


def _blockquote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A quotation, which a spoiler on the next line ends: `>!` also begins with the mark of a quotation."""
    if state.level > DEEPEST_BLOCK or silent:
        return state.level <= DEEPEST_BLOCK and blockquote(state, start, end, silent)
    stop = start + 1
    while stop < end and not state.isEmpty(stop) and not line_at(state, stop).startswith(">!"):
        stop += 1
    if stop == end or state.isEmpty(stop):
        return blockquote(state, start, end, silent)
    whole, state.lineMax = state.lineMax, stop
    quoted = blockquote(state, start, stop, silent)
    state.lineMax = whole
    return quoted


def _settle(state: StateCore) -> None:
    """Nothing turns the direction of anything outside itself; nothing is emphasised beyond reason."""
    for token in state.tokens:
        if token.children:
            _flatten(token.children)
            for child in token.children:
                child.content = _quiet(child.content)
        elif token.type != "inline":
            token.content = _quiet(token.content)


def _quiet(text: str) -> str:
    return visible.settled(visible.displayable(text))  # once more: `&#769;` has become an accent by now


def _flatten(children: list[Token]) -> None:
    depth = 0
    for token in children:
        name, _, end = token.type.rpartition("_")
        if name not in _EMPHASIS:
            continue
        token.tag = "del" if name == "s" else token.tag
        depth += end == "open"
        if depth > DEEPEST_EMPHASIS:
            token.type, token.nesting, token.content = "text", 0, token.markup
        depth -= end == "close"
