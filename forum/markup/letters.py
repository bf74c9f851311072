"""A comment as plain lines, for mails and machines: all of it, in its paragraphs, and a sign for each spoiler."""

from forum.markup.outside import Attributes, OutsideOfSpoilers
from forum.markup.visible import without_directions

# In a mail, from which one can go and look.
ON_THE_SITE = "[spoiler: it is on the site]"
_BLOCKS = frozenset({"p", "div", "pre", "ul", "ol", "blockquote", "h2", "h3", "h4"})
_QUOTE = "> "


def in_lines(html: str, sign: str = ON_THE_SITE) -> str:
    """Paragraphs apart by an empty line, quotations behind ">", lists with their marks; links by their words alone.

    `sign` stands in place of each spoiler.
    """
    reader = _Reader(sign)
    reader.feed(html)
    reader.close()
    lines = without_directions("".join(reader.parts)).split("\n")
    kept = list[str]()
    for line in (line.rstrip() for line in lines):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n")


class _Reader(OutsideOfSpoilers):
    """Every line begins with the marks of the quotations that it stands in; a spoiler is `sign`."""

    def __init__(self, sign: str) -> None:
        super().__init__(convert_charrefs=True)
        self._sign = sign
        self._quoted = 0
        self._as_typed = 0
        self._lists: list[int | None] = []  # of each that is open the number of the next item; None: no numbers
        self._fresh = True  # nothing stands on this line yet

    def began(self, tag: str, attributes: Attributes) -> None:
        if tag == "br":
            self._break()
        elif tag == "li":
            self._item()
        elif tag in _BLOCKS:
            self._begin(tag, attributes)

    def ended(self, tag: str) -> None:
        if tag not in _BLOCKS:
            return
        if tag == "blockquote":
            self._quoted -= 1
        elif tag in ("ul", "ol"):
            self._lists.pop()
        elif tag == "pre":
            self._as_typed -= 1
        self._apart()

    def hid(self) -> None:
        self._say(self._sign)

    def said(self, text: str) -> None:
        if self._as_typed:
            for place, line in enumerate(text.rstrip("\n").split("\n")):
                if place:
                    self.parts.append("\n")
                    self._fresh = True
                self._say(line)
            return
        words = " ".join(text.split())
        around = (" " if text[:1].isspace() else "") + words + (" " if words and text[-1:].isspace() else "")
        if around.strip() or not self._fresh:
            self._say(around.lstrip() if self._fresh else around)

    def _begin(self, tag: str, attributes: Attributes) -> None:
        self._apart()
        self._quoted += tag == "blockquote"
        self._as_typed += tag == "pre"
        if tag in ("ul", "ol"):
            start = attributes.get("start") or "1"
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
