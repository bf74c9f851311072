"""What a page of another site holds of ours: read from its HTML, as a browser would find it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from forum.origins.addresses import joined, path_of
from forum.origins.tags import Tag, tags_of

ELEMENT = "forum-comments"
# The script, the page for who has none, and what the script asks for.
SCRIPT_PATH, PLAIN_PATH, FRAGMENT_PATH = "/embed.js", "/embed/at", "/embed/at.html"


@dataclass(frozen=True)
class Script:
    """A script that the page loads, by its whole address."""

    url: str
    nonce: str


@dataclass(frozen=True)
class Element:
    """`<forum-comments>` as it stands on the page."""

    key: str
    title: str
    article: str = ""  # by our own name for it, of an article whose comments stand in the element
    has_link: bool = False  # to the comments' own page, for whoever has no script
    is_included: bool = False  # its comments stand in it already: the site included them


@dataclass(frozen=True)
class Page:
    """What of a page matters here."""

    scripts: Sequence[Script]
    elements: Sequence[Element]
    links: Sequence[str]  # to a comments' own page, wherever it is
    policies: Sequence[str]  # each alone, from above the page and from within
    canonical: str | None  # what it calls its own address

    @property
    def has_declared(self) -> bool:
        return any(element.is_included for element in self.elements)


def read_page(html: str, address: str, policies: Sequence[str] = ()) -> Page:
    """`address` is where it was found, by which its own addresses are meant; `policies` were sent above it."""
    reading = _Reading(address, policies)
    for tag in tags_of(html):
        reading.take(tag)
    return reading.page()


class _Reading:
    """Where in a page one is, and what was found so far."""

    def __init__(self, address: str, policies: Sequence[str]) -> None:
        self._address = self._base = address
        self._scripts: list[Script] = []
        self._elements: list[Element] = []
        self._links: list[str] = []
        self._policies = list(policies)
        self._canonical: str | None = None
        self._in_element = False
        self._opened: list[bool] = []  # of each template that is open, whether no reader sees what it holds
        self._unseen = 0  # how many of those: none is counted again for each tag in it

    def page(self) -> Page:
        return Page(self._scripts, self._elements, self._links, list(_single(self._policies)), self._canonical)

    def take(self, tag: Tag) -> None:
        if tag.name == "template":
            self._template(tag)
        elif self._unseen:
            return
        elif tag.name == ELEMENT:
            self._in_element = not tag.is_end
            if self._in_element:
                key, title = (tag.attributes.get(name, "").strip() for name in ("article", "title"))
                self._elements.append(Element(key, title))
        elif not tag.is_end:
            self._note(tag.name, tag.attributes)

    def _template(self, tag: Tag) -> None:
        """Of a shadow root a reader sees what it holds; of any other template nothing."""
        if tag.is_end:
            self._unseen -= self._opened.pop() if self._opened else 0
            return
        is_unseen = tag.attributes.get("shadowrootmode", "").lower() not in ("open", "closed")
        self._opened.append(is_unseen)
        self._unseen += is_unseen
        if self._in_element and not self._unseen:
            self._elements[-1] = replace(self._elements[-1], is_included=True)

    def _note(self, name: str, given: Mapping[str, str]) -> None:
        if self._in_element and "data-article" in given:
            self._elements[-1] = replace(self._elements[-1], article=given["data-article"].strip())
        elif name == "base" and self._base == self._address:
            self._base = joined(self._address, given.get("href", ""))
        elif name == "script" and "src" in given:
            self._scripts.append(Script(joined(self._base, given["src"]), given.get("nonce", "").strip()))
        elif name == "a" and "href" in given:
            self._note_link(joined(self._base, given["href"]))
        elif name == "link" and "canonical" in given.get("rel", "").lower().split() and self._canonical is None:
            self._canonical = joined(self._base, given["href"]) if given.get("href", "").strip() else None
        elif name == "meta" and given.get("http-equiv", "").strip().lower() == "content-security-policy":
            self._policies.append(given.get("content", ""))

    def _note_link(self, url: str) -> None:
        if path_of(url) != PLAIN_PATH:
            return
        self._links.append(url)
        if self._in_element:
            self._elements[-1] = replace(self._elements[-1], has_link=True)


def _single(values: Sequence[str]) -> Iterator[str]:
    """One header may hold several policies."""
    for value in values:
        yield from (policy.strip() for policy in value.split(",") if policy.strip())
