"""What a reader sends: a comment, an edit."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from forum import ids
from forum.discussion.keys import KEY, seconds_since
from forum.errors import Invalid
from forum.markup.blank import is_blank
from forum.web.characters import NONCHARACTER

# Code points after CRLF became LF: about 800 words. Longer belongs in an article.
MAX_BODY = 5_000
# More than a page holds four times over: a page tells it while it is read, not at its end.
SEEN_AT_ONCE = 200
# No person sees the field; who fills in all that there is gives themselves away.
LURE = "topic"


@dataclass(frozen=True)
class CommentForm:
    """A comment as it was typed, whom it answers, and the key that makes a repeated form harmless."""

    body: str
    parent_id: int | None
    key: str | None
    seconds_to_write: int | None = None  # None: nobody knows
    lure_taken: bool = False

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "CommentForm":
        key = form.get("key", "")
        return cls(
            body=parse_body(form.get("body", "")),
            parent_id=parse_parent(form),
            key=key if KEY.fullmatch(key) else None,
            seconds_to_write=seconds_since(key),
            lure_taken=bool(form.get(LURE)),
        )

    def posting_key(self, article_id: int) -> str | None:
        """The same key, place and text is the same comment; with another text the reader means another one.

        Two digests of 128 bits: of the key alone, and of what is said under it.
        """
        key_alone = self.key_digest()
        if key_alone is None:
            return None
        return key_alone + _digest(f"{article_id}\n{self.parent_id}\n{self.body}")

    def key_digest(self) -> str | None:
        return None if self.key is None else _digest(self.key)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def parse_body(text: str) -> str:
    """The text as it will be kept: as typed, with line ends as LF. Invalid says what is wrong with it."""
    body = text.replace("\r\n", "\n")
    if is_blank(body):
        raise Invalid("Write something first: there is nothing to read in the box.", "body")
    if len(body) > MAX_BODY:
        over = len(body) - MAX_BODY
        unit = "character" if over == 1 else "characters"
        raise Invalid(f"That is {over:,} {unit} too long: a comment has at most {MAX_BODY:,}.", "body")
    if NONCHARACTER.search(body):
        raise Invalid("That holds a code that stands for no character. Remove it and post again.", "body")
    return body


def parse_seen(text: str) -> list[str]:
    """The ids of the comments that a page has shown; what is no id is left out, and so is what is too much."""
    return [name for name in text.split()[:SEEN_AT_ONCE] if _is_id(name)]


def parse_newest(form: Mapping[str, str]) -> datetime | None:
    """When the newest comment was made that a page held, the beginning of all ids if it held none; None if untold."""
    name = form.get("newest")
    if name is None or (name and not _is_id(name)):
        return None
    return ids.moment_of(ids.from_text(name)) if name else ids.EPOCH


def parse_parent(form: Mapping[str, str]) -> int | None:
    parent = form.get("parent", "")
    try:
        return ids.from_text(parent) if parent else None
    except ValueError:
        raise Invalid(
            "The comment that you answer is not here. You can post yours as a new comment.", "parent"
        ) from None


def _is_id(text: str) -> bool:
    try:
        return ids.from_text(text) >= 0
    except ValueError:
        return False
