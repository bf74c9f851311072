"""Two walls with one list: bleach first, nh3 second, and nothing is believed that only one of them says.

The walls spell the same tree differently (quotation marks, no-break spaces), so trees are compared, not strings.
"""

import hashlib
import logging
import threading
from collections.abc import Callable
from html import escape, unescape
from html.parser import HTMLParser

import nh3
from bleach.sanitizer import Cleaner

from forum.markup import links
from forum.markup.visible import CONTROL, displayable

logger = logging.getLogger(__name__)

# No element here can carry an id, name, class, style or data attribute (S31); none fetches anything.
_INLINE = {"em", "strong", "del", "a", "code", "bdi"}
COMMENT = frozenset({"p", "div", "br", "blockquote", "ul", "ol", "li", "pre", "details", "summary"} | _INLINE)
ARTICLE = COMMENT | {"h2", "h3", "h4", "hr", "figure", "figcaption"}

_SCHEMES = {"http", "https", "mailto"}


def clean(html: str, source: str, elements: frozenset[str] = COMMENT) -> str:
    """The HTML as both walls let it through, in nh3's spelling.

    When they disagree about the tree, the reader gets `source` as it was typed.
    """
    first = _walls.bleach(elements)(html)
    second = _walls.nh3(elements)(html)
    agreed = second == first or _tree(second) == _tree(first)
    if agreed and not CONTROL.search(second):
        return second
    # Only a digest: the body may be private, and hostile to whoever reads the log.
    digest = hashlib.sha256(source.encode("utf-8", "replace")).hexdigest()[:16]
    logger.warning("the two walls disagree: %d characters, sha256 %s", len(source), digest)
    return as_typed(source)


def as_typed(source: str) -> str:
    """The source itself, shown as text."""
    text = escape(displayable(source), quote=False).replace("\n", "<br>\n")
    return _walls.nh3(COMMENT)(f"<p>{text}</p>")


def _keeps(element: str, name: str, value: str) -> bool:
    match element, name:
        case "a", "href":
            return links.permitted(value)
        case "a", "rel":
            return value == links.REL
        case "ol", "start":
            return value.isascii() and value.isdigit() and len(value) <= 9
    return False


class _Walls(threading.local):
    """One set a thread: a bleach Cleaner that two threads share gives one the other's text."""

    def __init__(self) -> None:
        self._bleach: dict[frozenset[str], Cleaner] = {}
        self._nh3: dict[frozenset[str], nh3.Cleaner] = {}

    def bleach(self, elements: frozenset[str]) -> Callable[[str], str]:
        if elements not in self._bleach:
            self._bleach[elements] = Cleaner(
                tags=elements,
                # bleach hands over the value as it is written, character references and all
                attributes=lambda element, name, value: _keeps(element, name, unescape(value)),
                protocols=_SCHEMES,
            )
        wall: Callable[[str], str] = self._bleach[elements].clean
        return wall

    def nh3(self, elements: frozenset[str]) -> Callable[[str], str]:
        if elements not in self._nh3:
            self._nh3[elements] = nh3.Cleaner(
                tags=elements,
                attributes={"a": {"href"}, "ol": {"start"}},
                attribute_filter=lambda element, name, value: value if _keeps(element, name, value) else None,
                link_rel=links.REL,  # on every link, whatever the renderer forgot
                url_schemes=_SCHEMES,
            )
        return self._nh3[elements].clean


_walls = _Walls()


class _Tree(HTMLParser):
    """A flat record of a serialised tree: starts with sorted attributes, ends, the text between in one piece."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.record: list[tuple[str, ...]] = []
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_text()
        self.record.append(("<", tag, *(f"{name}={value}" for name, value in sorted(attrs))))

    def handle_endtag(self, tag: str) -> None:
        self._end_text()
        self.record.append((">", tag))

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_comment(self, data: str) -> None:
        self._end_text()
        self.record.append(("!", data))

    def close(self) -> None:
        super().close()
        self._end_text()

    def _end_text(self) -> None:
        if self._text:
            self.record.append(("", "".join(self._text)))
            self._text.clear()


def _tree(html: str) -> list[tuple[str, ...]]:
    tree = _Tree()
    tree.feed(html)
    tree.close()
    return tree.record
