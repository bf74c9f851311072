"""By what a page calls its article: its own key for it, and a title. Pure."""

import re
from html import escape
from urllib.parse import unquote, urlsplit

from forum.errors import Invalid
from forum.markup.excerpt import excerpt
from forum.markup.visible import CONTROL, displayable, has_ink

LONGEST_KEY, LONGEST_TITLE = 200, 300


def parse_key(given: str | None) -> str | None:
    """As in an article's file: on one line, None when there is nothing of it."""
    key = " ".join((given or "").split())
    if len(key) > LONGEST_KEY or CONTROL.search(key):
        raise Invalid(f"The article's key must be a text of at most {LONGEST_KEY} characters.", "key")
    return key or None


def title_of(given: str | None, url: str) -> str:
    """What the page says, on one line; else where it stands."""
    title = excerpt(escape(displayable(given or "")), LONGEST_TITLE)
    if has_ink(title):
        return title
    parts = urlsplit(url)
    # Escapes of characters only: what is no text stays as it is written.
    path = unquote(parts.path) if re.fullmatch("/[^\ufffd]*", unquote(parts.path)) else parts.path
    return excerpt(escape(displayable(parts.netloc if path == "/" else path)), LONGEST_TITLE)
