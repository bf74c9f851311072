"""Rendered HTML read past its spoilers: a sign stands in place of each, and nothing of what it hides is seen."""

from collections.abc import Mapping
from html.parser import HTMLParser

HIDDEN = "[spoiler]"
Attributes = Mapping[str, str | None]


class OutsideOfSpoilers(HTMLParser):
    """Hands `began`, `ended` and `said` what stands in the open, `hid` each spoiler; `parts` is what they make."""

    def __init__(self, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.parts: list[str] = []
        self._depth = 0  # of spoilers

    def began(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""

    def ended(self, tag: str) -> None:
        """An element ends."""

    def said(self, text: str) -> None:
        self.parts.append(text)

    def hid(self) -> None:
        self.parts.append(HIDDEN)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "details":
            if not self._depth:
                self.hid()
            self._depth += 1
        elif not self._depth:
            self.began(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag == "details":
            self._depth -= 1
        elif not self._depth:
            self.ended(tag)

    def handle_data(self, data: str) -> None:
        if not self._depth:
            self.said(data)
