"""What looks like what (UTS 39): pure."""

import unicodedata
from functools import cache
from pathlib import Path

# The packages that carry the table are of Unicode 15 and older, or load 6 to 14 MB for it; this is its newest, at 1 MB.
TABLE = Path(__file__).with_name("confusables.txt")


def skeleton(text: str) -> str:
    """The same for two texts that look alike as they are written, whatever the case that they are compared in.

    Two passes: a capital I looks like an l only while it is a capital, a Cyrillic V like a B only before it is folded.
    """
    return _prototypes_of(_prototypes_of(text).casefold()).casefold()


def first_glance(text: str) -> str:
    """Coarser than the skeleton: accents, signs and blanks are overlooked, and i is taken for l.

    To compare with the few names of the site and its staff: among readers, Ian and Lan are two people.
    """
    seen = unicodedata.normalize("NFD", skeleton(text))
    return "".join(char for char in seen if char.isalnum()).replace("i", "l")


def _prototypes_of(text: str) -> str:
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text))
    table = _table()
    shown = (table.get(char, char) for char in plain if unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFD", "".join(shown))


@cache
def _table() -> dict[str, str]:
    """Read when the first name is judged: most visits of a site bring none."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if not line.startswith("#"))
    return {chr(int(char, 16)): "".join(chr(int(code, 16)) for code in codes) for char, *codes in rows}
