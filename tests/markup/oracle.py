"""A second opinion on HTML: what it holds, by a parser that is neither wall, against a list of its own."""

import re
from html.parser import HTMLParser

COMMENT = {"p", "div", "br", "blockquote", "ul", "ol", "li", "pre", "details", "summary"}
COMMENT |= {"em", "strong", "del", "a", "code", "bdi"}
ARTICLE = COMMENT | {"h2", "h3", "h4", "hr", "figure", "figcaption"}
_ADDRESS = re.compile(
    r"(https?://[a-z0-9\[][^\s\\@\"<>]*|https?://[a-z0-9\[][^\s\\/@?#]*[/?#][^\s\\\"<>]*)|mailto:[^\s?]+"
)
_PERSON = re.compile(r"/people/[A-Za-z0-9_-]{3,30}")


class Reader(HTMLParser):
    def __init__(self, allowed: set[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.allowed = allowed
        self.wrong: list[str] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.allowed:
            self.wrong.append(f"<{tag}>")
        if tag not in ("br", "hr"):
            self.open.append(tag)
        for name, value in attrs:
            if not self._fine(tag, name, value or ""):
                self.wrong.append(f"{tag}[{name}={value!r}]")
        if tag == "a" and dict(attrs).get("rel") != "nofollow ugc noopener":
            self.wrong.append("a link without rel")

    def _fine(self, tag: str, name: str, value: str) -> bool:
        if (tag, name) == ("a", "href"):
            self.hrefs.append(value)
            return bool(_ADDRESS.fullmatch(value) or _PERSON.fullmatch(value))
        return (tag, name) == ("a", "rel") or ((tag, name) == ("ol", "start") and value.isdigit() and len(value) < 10)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.wrong.append("a comment")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append("a declaration")

    def handle_pi(self, data: str) -> None:
        self.wrong.append("an instruction")


def read(html: str, allowed: set[str] = COMMENT) -> Reader:
    reader = Reader(allowed)
    reader.feed(html)
    reader.close()
    return reader


def wrong(html: str, allowed: set[str] = COMMENT) -> list[str]:
    """Everything in the HTML that has no business there; empty is good."""
    reader = read(html, allowed)
    return reader.wrong + [f"<{tag}> stays open" for tag in reader.open]


def text(html: str) -> str:
    return "".join(read(html, ARTICLE).text)
