"""Spoilers: `||words||` within a paragraph, `>!` before lines, each with an optional `[S1 E8]` in front."""

import re
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from forum.markup import visible
from forum.markup.syntax.limits import line_at, shallow

_MARK = ">!"
# An episode without its season has no place in the order of a show, so a season must be named.
_SCOPE = re.compile(r"\s*\[S0*([0-9]{1,2})(?: ?E0*([0-9]{1,3}))?\](?!\()[ \t]*", re.IGNORECASE)
_PIPE = ord("|")
_PIPES = re.compile(r"\|+")


class Scope(NamedTuple):
    """How far a reader must have watched to open it: a season, or one episode of it."""

    season: int
    episode: int | None

    def __str__(self) -> str:
        return f"S{self.season}" if self.episode is None else f"S{self.season} E{self.episode}"

    @property
    def reach(self) -> tuple[int, float]:
        """For comparing: a season as a whole reaches past each of its episodes."""
        return self.season, float("inf") if self.episode is None else self.episode


def install(md: MarkdownIt) -> None:
    enders = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("blockquote", "spoiler", shallow(_block), {"alt": enders})
    md.inline.add_terminator_char("|")
    md.inline.ruler.push("spoiler", _pipes)
    md.inline.ruler2.before("balance_pairs", "spoiler", _pair)
    md.core.ruler.push("spoiler_paragraphs", _make_room)


def _without_scope(text: str) -> tuple[Scope | None, str]:
    if not (match := _SCOPE.match(text)):
        return None, text
    scope = Scope(int(match[1]), int(match[2]) if match[2] else None)
    return scope, text[match.end() :]


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The lines with the mark, and like a quotation those right after them, until one is blank."""
    if state.is_code_block(start) or not line_at(state, start).startswith(_MARK):
        return False
    if silent:
        return True
    lines = _lines(state, start, end)
    state_line = start + len(lines)
    scope, lines[0] = _without_scope(lines[0])
    if not "".join(lines).strip():
        return False
    token = state.push("spoiler_open", "details", 1)
    token.meta["scope"] = scope
    inside = StateBlock("\n".join(lines), state.md, state.env, state.tokens)
    inside.level = state.level
    state.md.block.tokenize(inside, 0, inside.lineMax)
    state.push("spoiler_close", "details", -1)
    state.line = state_line
    return True


def _lines(state: StateBlock, start: int, end: int) -> list[str]:
    lines: list[str] = []
    for line in range(start, end):
        text = line_at(state, line)
        if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            break
        if text.startswith(_MARK):
            lines.append(text.removeprefix(_MARK).removeprefix(" "))
        elif text.startswith(">") or not lines[-1].strip():
            break
        else:
            lines.append(text)
    return lines


def _pipes(state: StateInline, silent: bool) -> bool:
    """Two pipes, no more and no fewer, may open or close; white space on either side does not matter."""
    if silent or not (run := _PIPES.match(state.src, state.pos, state.posMax)):
        return False
    state.push("text", "", 0).content = run[0]
    state.pos = run.end()
    if len(run[0]) == 2 and not state.linkLevel:
        at = len(state.tokens) - 1
        state.delimiters.append(Delimiter(_PIPE, length=0, token=at, end=-1, open=False, close=False))
    return True


def _pair(state: StateInline) -> None:
    """Pair the pipes before any emphasis, which may not reach over their bounds: hiding goes before looks."""
    outside: list[Delimiter] = []
    inside: list[Delimiter] = []
    opener: int | None = None
    for mark in state.delimiters:
        if mark.marker != _PIPE:
            (outside if opener is None else inside).append(mark)
        elif opener is not None and _open_and_close(state.tokens, opener, mark.token):
            state.tokens_meta.append({"delimiters": inside})
            opener, inside = None, []
        else:  # nothing between two marks: the second one may still open
            outside += inside
            opener, inside = mark.token, []
    state.delimiters = outside + inside


def _open_and_close(tokens: list[Token], start: int, end: int) -> bool:
    inside = tokens[start + 1 : end]
    first = inside[0] if inside else tokens[start]
    scope, rest = _without_scope(first.content) if first.type == "text" else (None, first.content)
    if all(token.type == "text" for token in inside) and not visible.has_ink(rest + _text(inside[1:])):
        return False
    if scope:
        first.content = rest
    _become(tokens[start], "spoiler_open", 1)
    _become(tokens[end], "spoiler_close", -1)
    tokens[start].meta["scope"] = scope
    return True


def _text(tokens: list[Token]) -> str:
    return "".join(token.content for token in tokens)


def _become(token: Token, kind: str, nesting: Literal[-1, 1]) -> None:
    token.type, token.tag, token.markup, token.content = kind, "details", "||", ""
    token.nesting = nesting


def _make_room(state: StateCore) -> None:
    """A paragraph cannot hold <details>: one with a spoiler in it is a <div>."""
    for at, token in enumerate(state.tokens):
        if any(child.type == "spoiler_open" for child in token.children or []):
            for side in (state.tokens[at - 1], state.tokens[at + 1]):
                side.tag = "div" if side.tag == "p" else side.tag
