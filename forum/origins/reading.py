"""What a page of another site holds of ours: read from its HTML, as a browser would find it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from forum.origins.tags import Tag, tags_of

ELEMENT = "forum-comments"
SCRIPT_PATH, PLAIN_PATH = "/embed.js", "/embed/at.html"


@dataclass(frozen=True)
class Script:
    """A script that the page loads, by its whole address."""

    url: str
    nonce: str


@dataclass
class Element:
    """`<forum-comments>` as it stands on the page."""

    key: str
    title: str
    article: str = ""  # by our own name for it, of an article whose comments stand in the element
    has_link: bool = False  # to the comments' own page, for whoever has no script
    is_included: bool = False  # its comments stand in it already: the site included them


@dataclass
class Page:
    """What of a page matters here."""

    scripts: list[Script] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    links: list[str] = field(default_factory=list)  # to a comments' own page, wherever it is
    policies: list[str] = field(default_factory=list)
    canonical: str | None = None
    templates: int = 0  # that are open and whose content no reader sees
    opened: list[bool] = field(default_factory=list)  # of all open templates, whether it is such a one

    @property
    def has_declared(self) -> bool:
        return any(element.is_included for element in self.elements)


def read_page(html: str, address: str) -> Page:
    """`address` is where it was found, by which its own addresses are meant."""
    page, base, open_element = Page(), address, False
    for tag in tags_of(html):
        if tag.name == "template":
            _template(page, tag, open_element)
        elif page.templates:
            continue
        elif tag.name == ELEMENT:
            open_element = not tag.is_end
            if open_element:
                page.elements.append(
                    Element(tag.attributes.get("article", "").strip(), tag.attributes.get("title", "").strip())
                )
        elif tag.name == "base" and base == address:
            base = _joined(address, tag.attributes.get("href", ""))
        elif not tag.is_end:
            _note(page, tag, base, open_element)
    return page


def _template(page: Page, tag: Tag, in_element: bool) -> None:
    """Of a shadow root a reader sees what it holds; of any other template nothing."""
    if tag.is_end:
        if page.opened and page.opened.pop():
            page.templates -= 1
        return
    is_unseen = tag.attributes.get("shadowrootmode", "").lower() not in ("open", "closed")
    page.opened.append(is_unseen)
    page.templates += is_unseen
    if in_element and not page.templates:
        page.elements[-1].is_included = True


def _note(page: Page, tag: Tag, base: str, in_element: bool) -> None:
    given = tag.attributes
    if in_element and "data-article" in given:
        page.elements[-1].article = given["data-article"].strip()
    elif tag.name == "script" and "src" in given:
        page.scripts.append(Script(_joined(base, given["src"]), given.get("nonce", "").strip()))
    elif tag.name == "a" and "href" in given:
        url = _joined(base, given["href"])
        if path_of(url) == PLAIN_PATH:
            page.links.append(url)
            if in_element:
                page.elements[-1].has_link = True
    elif tag.name == "link" and "canonical" in given.get("rel", "").lower().split() and page.canonical is None:
        page.canonical = _joined(base, given.get("href", "")) if given.get("href", "").strip() else None
    elif tag.name == "meta" and given.get("http-equiv", "").strip().lower() == "content-security-policy":
        page.policies.append(given.get("content", ""))


def path_of(url: str) -> str:
    """Empty for what is no address."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def site_of(url: str) -> str:
    """Scheme, host and port as they are written; empty for what is no address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower()


def policies_of(values: Sequence[str]) -> Iterator[str]:
    """The single policies: one header may hold several."""
    for value in values:
        yield from (policy for policy in value.split(",") if policy.strip())


def _joined(base: str, given: str) -> str:
    try:
        return urljoin(base, given.strip())
    except ValueError:
        return ""
