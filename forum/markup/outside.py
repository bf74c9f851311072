"""Rendered HTML read past its spoilers: a sign stands in place of each, and nothing of what it hides is seen."""

from html.parser import HTMLParser

HIDDEN = "[spoiler]"


class OutsideOfSpoilers(HTMLParser):
    """Hands `began`, `ended` and `handle_data` what stands in the open; what they make of it is added to `parts`."""

    def __init__(self, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.parts: list[str] = []
        self._depth = 0  # of spoilers

    def began(self, tag: str) -> None:
        """An element begins."""

    def ended(self, tag: str) -> None:
        """An element ends."""

    def add(self, text: str) -> None:
        if not self._depth:
            self.parts.append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "details":
            return self.began(tag)
        if not self._depth:
            self.parts.append(HIDDEN)
        self._depth += 1
        return None

    def handle_endtag(self, tag: str) -> None:
        if tag != "details":
            return self.ended(tag)
        self._depth -= 1
        return None

    def handle_data(self, data: str) -> None:
        self.add(data)
