"""What an admin sends to be published."""

from collections.abc import Mapping
from dataclasses import dataclass

from forum import ids
from forum.errors import Invalid
from forum.statements.published import TermsKind

# Some twelve pages: whoever is to keep to it has to read it.
MOST = 30_000


@dataclass(frozen=True)
class TermsForm:
    """A text, and the version that its writer saw in force."""

    kind: TermsKind
    body: str
    instead_of: int | None

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "TermsForm":
        body = form.get("body", "").replace("\r\n", "\n").strip()
        if not body:
            raise Invalid("Type the text that is to be published.", "body")
        if "\0" in body:
            raise Invalid("The text holds a sign that nobody can read. Paste it once more.", "body")
        if len(body) > MOST:
            raise Invalid(f"The text has {len(body):,} characters, and may have {MOST:,}. Shorten it.", "body")
        return cls(parse_kind(form.get("kind", "")), body, _seen(form.get("instead_of", "")))


def parse_kind(text: str) -> TermsKind:
    try:
        return TermsKind(text)
    except ValueError:
        raise Invalid("Choose what it is: the terms of use, or the house rules.", "kind") from None


def _seen(text: str) -> int | None:
    try:
        return ids.from_text(text) if text else None
    except ValueError:
        raise Invalid("Open the page again: the form does not say which version you saw.") from None
