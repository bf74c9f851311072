"""Text as a reader would say it aloud, however it is dressed up: pure.

Compared, never kept: what somebody typed is stored as they typed it.
"""

import html
import re
import unicodedata
from functools import lru_cache

from forum.accounts.lookalikes import skeleton

# Blanks that no sentence has between the letters of a word; the plain space is what sentences are made of.
_ODD_BLANK = re.compile("(?<=\\w)[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+(?=\\w)")
_TAG = re.compile(r"<[^<>]{0,200}>")
_LINK_END = re.compile(r"\]\([^()\n]{0,2000}\)")
_LINK_BEGIN = re.compile(r"!?\[")
_JOINER = re.compile(r"(?<=\w)[-*_~.'’`|\\]+(?=\w)")
_MARKS = ("Mn", "Me", "Cf")
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_NAMED = re.compile(
    r"(?:LATIN LETTER SMALL CAPITAL|REGIONAL INDICATOR SYMBOL LETTER|.*SQUARED LATIN CAPITAL LETTER) (\w)"
)


def folded(text: str) -> str:
    """NFKC, case, UTS-39 look-alikes; accents and what has no width are gone. ASCII is only put in lower case."""
    plain = text.casefold()
    if plain.isascii():
        return plain
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", plain))
    return "".join(char if char.isascii() else _plain(char) for char in plain)


def readings(text: str) -> str:
    """Every way in which `text` may be read, one after the other; a comma between them, which no word spans."""
    typed = html.unescape(text)
    untagged = _TAG.sub("", typed)
    unlinked = _LINK_BEGIN.sub("", _LINK_END.sub("", untagged))
    ways = [typed, untagged, unlinked, _ODD_BLANK.sub("", unlinked)]
    seen = dict.fromkeys(folded(way) for way in ways)
    # Joined by what stands between letters of one word: c-a-s-i-n-o.
    seen |= dict.fromkeys(_JOINER.sub("", way) for way in list(seen))
    return " " + " , ".join(seen) + " "


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if unicodedata.category(char) in _MARKS or char in _FILLERS:
        return ""
    if named := _NAMED.fullmatch(unicodedata.name(char, "")):
        return named[1].lower()
    seen = unicodedata.normalize("NFD", skeleton(char))
    return "".join(each for each in seen if unicodedata.category(each) not in _MARKS)
