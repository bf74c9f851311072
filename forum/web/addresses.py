"""Parts of an address that stand for something: /c/<comment_id> is a number to the code behind it."""

from flask import Flask
from werkzeug.routing import BaseConverter, ValidationError

from forum import ids


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


def init_app(app: Flask) -> None:
    app.url_map.converters["id"] = IdConverter
