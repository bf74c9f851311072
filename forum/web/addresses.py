"""Parts of an address that stand for something: /c/<comment_id> is a number to the code behind it, <token> a key."""

from flask import Flask, request
from werkzeug.routing import BaseConverter, ValidationError

from forum import ids

# By what a route calls a part that opens a door. Whoever has such an address is let in, so it is told to nobody.
KEYS = frozenset({"token", "ticket"})


class IdConverter(BaseConverter):
    """13 characters of base32 in the address, an integer in the code; anything else is no address of ours."""

    regex = f"[{ids.ALPHABET}]{{{ids.LENGTH}}}"

    def to_python(self, value: str) -> int:
        try:
            return ids.from_text(value)
        except ValueError:
            raise ValidationError from None

    def to_url(self, value: int) -> str:
        return ids.to_text(value)


def is_a_key() -> bool:
    """Whether the address that is asked for holds a key."""
    return not KEYS.isdisjoint(request.view_args or {})


def init_app(app: Flask) -> None:
    app.url_map.converters["id"] = IdConverter
