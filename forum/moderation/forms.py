"""What a moderator sends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forum import ids
from forum.errors import Invalid
from forum.moderation.models import Verb
from forum.moderation.permissions import ON_COMMENTS, WITH_REASON
from forum.statements.reasons import Shared, enabled_reason

# What a moderator adds for the author of one comment.
MORE_MAX = 500
# One look at a list is no more than this; what goes wrong with more could not be read either.
MOST_AT_ONCE = 200


@dataclass(frozen=True)
class DecisionForm:
    """A decision on the version of a comment that the moderator saw."""

    verb: Verb
    reason: str | None  # the public line
    version: int
    to_article: str | None = None  # by its slug, where the thread is moved
    reason_name: str | None = None  # of the shared reason
    more: str = ""  # added for the author

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "DecisionForm":
        verb = parse_verb(form.get("verb", ""))
        target = form.get("article", "").strip().rstrip("/").rpartition("/")[2]
        if verb == Verb.MOVE and not target:
            raise Invalid("Type the address of the article that it belongs to.", "article")
        line, name = _line_and_name(parse_reason(verb, form))
        return cls(verb, line, _version(form.get("version", "")), target or None, name, parse_more(form))


@dataclass(frozen=True)
class BulkForm:
    """One decision on many comments, each in the version that the moderator saw."""

    verb: Verb
    reason: str | None
    items: Sequence[tuple[int, int]]  # ids and versions
    reason_name: str | None = None
    more: str = ""

    @classmethod
    def parse(cls, form: Mapping[str, str], items: Sequence[str]) -> "BulkForm":
        """`items` are the boxes that were ticked: "7z…~3", a comment's id and its version."""
        verb = parse_verb(form.get("verb", ""))
        if not items:
            raise Invalid("Tick at least one comment.", "item")
        if len(items) > MOST_AT_ONCE:
            raise Invalid(f"{MOST_AT_ONCE} comments are the most at once. Tick fewer.", "item")
        line, name = _line_and_name(parse_reason(verb, form))
        return cls(verb, line, [_item(text) for text in dict.fromkeys(items)], name, parse_more(form))


def parse_verb(text: str) -> Verb:
    if text not in ON_COMMENTS:
        raise Invalid("Choose what to do with it.", "verb")
    return Verb(text)


def parse_reason(verb: Verb, form: Mapping[str, str]) -> Shared | None:
    """The reason, where the decision needs one."""
    if verb not in WITH_REASON:
        return None
    reason = enabled_reason(form.get("reason", ""))
    if reason is None:
        raise Invalid("Choose a reason: the author is told, and readers see it where the comment was.", "reason")
    return reason


def parse_more(form: Mapping[str, str]) -> str:
    text = form.get("more", "").replace("\r\n", "\n").strip()
    if len(text) > MORE_MAX:
        raise Invalid(f"What you add for the author has at most {MORE_MAX} characters. Shorten it.", "more")
    return text


def _line_and_name(reason: Shared | None) -> tuple[str | None, str | None]:
    return (reason.public_line, reason.name) if reason else (None, None)


def _item(text: str) -> tuple[int, int]:
    name, _, version = text.partition("~")
    try:
        return ids.from_text(name), _version(version)
    except ValueError:
        raise Invalid("Open the list again: a box of it names no comment.", "item") from None


def _version(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Invalid("Open the comment again: the form does not say which version you saw.", "version")
    return int(text)
