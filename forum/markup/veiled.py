"""Rendered HTML without what is hidden as a spoiler: for programs, which show a spoiler as they show everything."""

from html.parser import HTMLParser

HIDDEN = "[spoiler]"


def veiled(html: str) -> str:
    """What `render` made, a sign in place of each spoiler; all else as it is, byte by byte."""
    if "<details" not in html:
        return html
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


class _Reader(HTMLParser):
    """Copies what stands outside of spoilers."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._depth = 0  # of spoilers

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "details":
            self._depth += 1
            if self._depth == 1:
                self.parts.append(HIDDEN)
        else:
            self._copy(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "details":
            self._depth -= 1
        else:
            self._copy(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._copy(data)

    def handle_entityref(self, name: str) -> None:
        self._copy(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._copy(f"&#{name};")

    def _copy(self, text: str) -> None:
        if not self._depth:
            self.parts.append(text)
