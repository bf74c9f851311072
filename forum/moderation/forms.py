"""What a moderator sends."""

from collections.abc import Mapping
from dataclasses import dataclass

from forum.errors import Invalid
from forum.moderation.models import Verb

# What readers are shown where a comment was, in the order of the list.
REASONS: Mapping[str, str] = {
    "attack": "personal attack",
    "hate": "hateful",
    "spam": "spam",
    "off-topic": "off topic",
    "spoiler": "unmarked spoiler",
    "illegal": "against the law",
}


@dataclass(frozen=True)
class DecisionForm:
    """A decision on the version of a comment that the moderator saw."""

    verb: Verb
    reason: str | None  # the public line
    version: int

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "DecisionForm":
        verb = _verb(form.get("verb", ""))
        reason = REASONS.get(form.get("reason", ""))
        if verb != Verb.APPROVE and reason is None:
            raise Invalid("Choose a reason: the author is told, and readers see it where the comment was.", "reason")
        return cls(verb=verb, reason=None if verb == Verb.APPROVE else reason, version=_version(form))


def _verb(text: str) -> Verb:
    try:
        return Verb(text)
    except ValueError:
        raise Invalid("Choose what to do: approve, reject or remove.", "verb") from None


def _version(form: Mapping[str, str]) -> int:
    text = form.get("version", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Invalid("Open the comment again: the form does not say which version you saw.", "version")
    return int(text)
