"""A line of plain text from rendered HTML, for mail, feeds, previews and search. It never gives a spoiler away."""

import unicodedata

from forum.markup.outside import HIDDEN, Attributes, OutsideOfSpoilers
from forum.markup.visible import without_directions

ELLIPSIS = "…"

_WITHIN_LINES = frozenset({"a", "em", "strong", "del", "code", "bdi"})
_JOINER = "\u200d"


def excerpt(html: str, limit: int = 160) -> str:
    """At most `limit` characters on one line; what was cut off is an ellipsis."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = " ".join(without_directions("".join(reader.parts)).split())
    return text if len(text) <= limit else _cut(text, limit)


class _Reader(OutsideOfSpoilers):
    """Text, with a space where a block or a line ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def began(self, tag: str, attributes: Attributes) -> None:
        self.ended(tag)

    def ended(self, tag: str) -> None:
        if tag not in _WITHIN_LINES:
            self.parts.append(" ")


def _cut(text: str, limit: int) -> str:
    end = max(limit - len(ELLIPSIS), 0)
    while end and _continues(text, end):
        end -= 1
    # A spoiler's sign is never cut in two: half of it would read as the reader's words.
    sign = text.rfind(HIDDEN, 0, end + len(HIDDEN))
    if 0 <= sign < end < sign + len(HIDDEN):
        end = sign
    return text[:end].rstrip() + ELLIPSIS


def _continues(text: str, at: int) -> bool:
    """Whether the character there belongs to the same sign as the one before it."""
    char, before = text[at], text[at - 1]
    return (
        unicodedata.category(char) in ("Mn", "Me", "Mc")
        or _JOINER in (char, before)
        or "\U0001f3fb" <= char <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= char <= "\U000e007f"  # tags of flags
        or ("\U0001f1e6" <= char <= "\U0001f1ff" and "\U0001f1e6" <= before <= "\U0001f1ff")  # flags
        or "\u1160" <= char <= "\u11ff"  # vowels and endings of Hangul
    )
