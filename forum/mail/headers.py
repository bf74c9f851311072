"""Headers that say what a mail belongs to and how it is stopped: written to the letter, or not at all.

Python's own way of folding makes encoded words of whatever is longer than a line. Of these headers none may be encoded
(RFC 5322, 2369, 8058): a program that looks for the address in it would find none.
"""

import re
from collections.abc import Mapping
from email.policy import Policy

from forum.errors import Invalid

# No server takes longer lines (RFC 5322), their end not counted; what fits is kept within what a screen shows.
LONGEST, USUAL = 998, 78
# The name may be repeated in a reply's headers, and has to fit there.
LONGEST_NAME = 250
_NAME = r"<[^\s<>@]+@[^\s<>@]+>"
_PLACE = r"<(?:https?://|mailto:)[^\s<>,]+>"
# What each may say. The label of a list may stand before its id, in letters that need no encoding.
SHAPES = {
    "Message-ID": _NAME,
    "In-Reply-To": _NAME,
    "References": rf"{_NAME}(?: {_NAME})*",
    "List-Id": r'(?:"[^"\\<>]{1,150}" )?<[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+>',
    "List-Unsubscribe": rf"{_PLACE}(?:, {_PLACE})*",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
}
GIVEN = frozenset(SHAPES) - {"Message-ID"}


class Verbatim(str):
    """A header that stays as it is, broken only where it has spaces. Invalid for what has not the shape of its name."""

    name: str

    def __new__(cls, name: str, value: str) -> "Verbatim":
        plain = value.isascii() and value.isprintable() and "=?" not in value
        if not plain or not re.fullmatch(SHAPES[name], value):
            raise Invalid(f"This is no {name}: {value!a:.80}")
        header = super().__new__(cls, value)
        header.name = name
        if max(map(len, header.lines())) > LONGEST:
            raise Invalid(f"No server takes so long a {name}.")
        return header

    def lines(self) -> list[str]:
        """As many words on each as fit; never a line without any, which some programs take for the end."""
        first, *words = self.split(" ")
        lines = [f"{self.name}: {first}"]
        for word in words:
            if len(lines[-1]) + 1 + len(word) <= USUAL:
                lines[-1] += f" {word}"
            else:
                lines.append(f" {word}")
        return lines

    def fold(self, *, policy: Policy) -> str:
        """What the generator of `email` asks a header for."""
        return policy.linesep.join([*self.lines(), ""])


def given_headers(given: Mapping[str, str]) -> list[Verbatim]:
    """Those that the words of a purpose may add. Invalid for any other."""
    if strange := given.keys() - GIVEN:
        raise Invalid(f"A purpose adds no header {min(strange)!a:.80}.")
    return [Verbatim(name, value) for name, value in given.items()]


def message_id(value: str) -> str:
    """The name of a mail. Invalid for what cannot be one."""
    if len(value) > LONGEST_NAME:
        raise Invalid("The name of a mail is too long.")
    return str(Verbatim("Message-ID", value))
