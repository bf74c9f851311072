"""What a mail is for: each purpose has a template and a function that makes its words at delivery.

The table is put together in `forum.handlers` and handed down, so that whoever owns a purpose also owns its words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class NotNeeded:
    """The reason for the mail is gone: what is kept, so that "why did I get no mail?" has an answer."""

    reason: str


# From the facts that were written down to the words of the template. It may ask the database and must not change it:
# the same mail can be tried several times. Two of the words are no text: `to_name` is whom the mail addresses, and
# `headers` are those of `mail.headers` that it adds.
Words = Callable[[Mapping[str, Any]], Mapping[str, Any] | NotNeeded]
Purposes = Mapping[str, Words]


def as_they_are(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """For a mail whose facts are its words."""
    return facts


PURPOSES: Purposes = {"test": as_they_are}
