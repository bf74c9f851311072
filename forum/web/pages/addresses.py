"""Which addresses name a shared page, and what of them counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes, urlencode

from flask import Flask
from werkzeug.exceptions import HTTPException

from forum.errors import Refusal
from forum.web.limits import require_text
from forum.web.pages.sharing import Sharing

# So many spellings of addresses are remembered; then it begins again. No reader's is longer than that, and whoever
# makes them up shall not fill the memory.
MOST, LONGEST_REMEMBERED = 20_000, 300
# Longer ones go through to the application.
LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Address:
    """A page's own spelling: the path, and those of its parameters that count, in the order in which they came."""

    name: str
    path: str  # as people read it
    query: str
    route: str
    for_members: bool


class Addresses:
    """From what stands in a request to the page that is meant; matched once for each spelling."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._known: dict[tuple[str, str], Address | None] = {}

    def of(self, environ: Mapping[str, Any]) -> Address | None:
        """The shared page that a request is for; None when it goes to the application."""
        spelling = (environ["PATH_INFO"], environ.get("QUERY_STRING", ""))
        if spelling in self._known:
            return self._known[spelling]
        length = len(spelling[0]) + len(spelling[1])
        if length > LONGEST:
            return None
        if length > LONGEST_REMEMBERED:
            return self._matched(*spelling)
        if len(self._known) >= MOST:
            self._known = {}
        found = self._known[spelling] = self._matched(*spelling)
        return found

    def _matched(self, path: str, query: str) -> Address | None:
        try:
            # As the server hands them on: bytes, each as the character of that number.
            text, asked = path.encode("latin-1").decode(), query.encode("latin-1")
            # What is refused as no text is refused wherever in the address it stands.
            require_text(text.encode())
            require_text(unquote_to_bytes(asked))
            given = parse_qsl(asked.decode(), keep_blank_values=True, errors="strict")
            endpoint, _ = self._app.url_map.bind("localhost").match(text, "GET")
        except (HTTPException, Refusal, ValueError):
            return None
        sharing = getattr(self._app.view_functions[endpoint], "sharing", None)
        if not isinstance(sharing, Sharing) or any(name in sharing.personal for name, _ in given):
            return None
        counting = urlencode([(name, value) for name, value in given if name in sharing.parameters])
        return Address(f"{path}?{counting}", text, counting, endpoint, sharing.for_members)
