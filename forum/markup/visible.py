"""What the eye gets: ink, towers of accents, and characters that turn the direction of others."""

import re
import unicodedata

# No script stacks more than five or six marks on a letter; more is there to cover other people's lines.
MOST_MARKS = 8

# Nobody nests directions this deep by hand; such text is shown without any.
MOST_DIRECTIONS = 8

# C0 (tab and newline stay), DEL, C1, lone surrogates, noncharacters: bleach, nh3 and browsers each treat them
# differently.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_NEWLINE = re.compile("\r\n?")

_INKLESS = {"Cc", "Cf", "Cs", "Mn", "Me", "Zs", "Zl", "Zp"}
# Letters and symbols by category, blank to the eye: Hangul fillers, the empty Braille cell, the empty note head.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\U0001d159")
_MARKS = {"Mn", "Me"}

DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_EMBEDDINGS = "\u202a\u202b\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"
_END_EMBEDDING, _END_ISOLATE = "\u202c", "\u2069"


def has_ink(text: str) -> bool:
    """Whether anything of the text can be seen."""
    return any(_is_ink(char) for char in text)


def _is_ink(char: str) -> bool:
    if char in _BLANK or 0xE0000 <= ord(char) <= 0xE0FFF:
        return False
    return unicodedata.category(char) not in _INKLESS


def displayable(source: str) -> str:
    """The source with one kind of line end, U+FFFD for control characters, and no towers of accents."""
    text = CONTROL.sub("\ufffd", _NEWLINE.sub("\n", source))
    return text if text.isascii() else _capped(text)


def _capped(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for char in text:
        category = "" if char.isascii() else unicodedata.category(char)
        if category in _MARKS:
            marks += 1
            if marks > MOST_MARKS:
                continue
        elif category != "Cf":  # an invisible joiner between two marks does not begin a new letter
            marks = 0
        kept.append(char)
    return "".join(kept)


def settled(text: str) -> str:
    """The text with each change of direction closed on its own line, so that it moves nothing outside."""
    if not DIRECTIONS.search(text):
        return text
    return "\n".join(_settled_line(line) for line in text.split("\n"))


def without_directions(text: str) -> str:
    return DIRECTIONS.sub("", text)


def _settled_line(line: str) -> str:
    kept: list[str] = []
    ends: list[str] = []  # what would close each change of direction that is open
    for char in line:
        if char in _EMBEDDINGS:
            ends.append(_END_EMBEDDING)
        elif char in _ISOLATES:
            ends.append(_END_ISOLATE)
        elif char in (_END_EMBEDDING, _END_ISOLATE):
            closed = _closed_by(char, ends)
            if not closed:
                continue
            kept.extend(closed[:-1])
        if len(ends) > MOST_DIRECTIONS:
            return without_directions(line)
        kept.append(char)
    return "".join(kept + ends[::-1])


def _closed_by(end: str, ends: list[str]) -> list[str]:
    """Take off `ends` all that this one closes, innermost first; nothing when it closes nothing."""
    if end not in ends or (end == _END_EMBEDDING and ends[-1] != end):
        return []
    closed = [ends.pop()]
    while closed[-1] != end:
        closed.append(ends.pop())
    return closed
