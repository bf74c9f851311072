"""Words of a rendered text, marked where they stand: for moderators, who look for what a rule found."""

import re
from collections.abc import Collection
from html import escape
from html.parser import HTMLParser


def marked(html: str, words: Collection[str]) -> str:
    """`html`, which the sanitiser made, with <mark> around each of `words` in its text, however its letters are cased.

    Nothing else of it changes: tags and what is in them stay as they are. A word that is spelled otherwise in the text
    than it was found (a rule sees through disguises), or goes over several elements, is left unmarked.
    """
    wanted = sorted({escape(word, quote=False) for word in words if word.strip()}, key=len, reverse=True)
    if not wanted:
        return html
    reader = _Marker(re.compile("|".join(map(re.escape, wanted)), re.IGNORECASE))
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


class _Marker(HTMLParser):
    """Everything as it is spelled; references of characters are left as text between others."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        super().__init__(convert_charrefs=False)
        self.pattern = pattern
        self.parts: list[str] = []
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._mark()
        self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self._mark()
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_entityref(self, name: str) -> None:
        self._text += f"&{name};"

    def handle_charref(self, name: str) -> None:
        self._text += f"&#{name};"

    def close(self) -> None:
        super().close()
        self._mark()

    def _mark(self) -> None:
        self.parts.append(self.pattern.sub(lambda found: f"<mark>{found[0]}</mark>", self._text))
        self._text = ""
