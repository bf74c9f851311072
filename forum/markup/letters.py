"""A comment as plain lines, for mail: all of it, in its paragraphs, and nothing of what is hidden as a spoiler."""

from html.parser import HTMLParser

from forum.markup.visible import without_directions

HIDDEN = "[spoiler: it is on the site]"
_BLOCKS = frozenset({"p", "div", "pre", "ul", "ol", "blockquote", "h2", "h3", "h4"})
_QUOTE = "> "


def in_lines(html: str) -> str:
    """Paragraphs apart by an empty line, quotations behind ">", lists with their marks; links by their words alone."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = without_directions("".join(reader.parts)).split("\n")
    kept = list[str]()
    for line in (line.rstrip() for line in lines):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n")


class _Reader(HTMLParser):
    """Text outside of spoilers; every line begins with the marks of the quotations that it stands in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0
        self._quoted = 0
        self._as_typed = 0
        self._lists: list[int | None] = []  # of each that is open the number of the next item; None: no numbers
        self._fresh = True  # nothing stands on this line yet

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "details":
            self._hidden += 1
            if self._hidden == 1:
                self._say(HIDDEN)
        elif self._hidden:
            return
        elif tag == "br":
            self._break()
        elif tag == "li":
            self._item()
        elif tag in _BLOCKS:
            self._begin(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag == "details":
            self._hidden -= 1
        elif self._hidden or tag not in _BLOCKS:
            return
        elif tag == "blockquote":
            self._quoted -= 1
            self._apart()
        else:
            if tag in ("ul", "ol"):
                self._lists.pop()
            self._as_typed -= tag == "pre"
            self._apart()

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if self._as_typed:
            for place, line in enumerate(data.rstrip("\n").split("\n")):
                if place:
                    self.parts.append("\n")
                    self._fresh = True
                self._say(line)
            return
        words = " ".join(data.split())
        around = (" " if data[:1].isspace() else "") + words + (" " if words and data[-1:].isspace() else "")
        if around.strip() or not self._fresh:
            self._say(around.lstrip() if self._fresh else around)

    def _begin(self, tag: str, attrs: dict[str, str | None]) -> None:
        self._apart()
        self._quoted += tag == "blockquote"
        self._as_typed += tag == "pre"
        if tag in ("ul", "ol"):
            start = attrs.get("start") or "1"
            self._lists.append((int(start) if start.isdigit() else 1) if tag == "ol" else None)

    def _item(self) -> None:
        self._break()
        number = self._lists[-1] if self._lists else None
        if number is not None:
            self._lists[-1] = number + 1
        self._say("  " * (len(self._lists) - 1) + (f"{number}. " if number is not None else "- "))

    def _say(self, words: str) -> None:
        if words:
            self.parts.append((_QUOTE * self._quoted if self._fresh else "") + words)
            self._fresh = False

    def _break(self) -> None:
        if not self._fresh:
            self.parts.append("\n")
            self._fresh = True

    def _apart(self) -> None:
        """A block ends or begins: an empty line, but none within a list."""
        self._break()
        if not self._lists:
            self.parts.append("\n")
