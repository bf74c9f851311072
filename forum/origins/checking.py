"""The live check: fetching one page of a listed site, through the door that calls nothing inside (S42).

Redirects are followed on the site itself only, each through the door anew: an admin shall learn that the discussion is
there, not where else a site leads.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from forum.articles.canonical import canonical_url
from forum.articles.models import Article
from forum.articles.queries import article_by_id
from forum.errors import Invalid, NotFound
from forum.fetching.door import Answer, Door, NoAnswer
from forum.fetching.target import PORTS
from forum.ids import from_text
from forum.origins.addresses import asked_at, is_on_this_machine, joined, origin_of, site_of
from forum.origins.finding import Known, carrier_of, to_mend, to_note
from forum.origins.listing import listed
from forum.origins.models import Origin
from forum.origins.opening import find_article
from forum.origins.reading import Page, read_page

MOST_STEPS = 4
MOVED = frozenset({301, 302, 303, 307, 308})
SHUT = frozenset({401, 402, 403})
# What the page is read as when it says so; else as UTF-8. (Some that Python knows are slow, or no texts at all.)
ENCODINGS = frozenset({"utf-8", "iso-8859-1", "iso-8859-15", "windows-1252", "us-ascii"})

OTHER_PORT = "Pages of this site cannot be looked at from here: only the ports 80 and 443 are called."
CUT_OFF = "Not all of the page was read: it is longer than a megabyte, or came too slowly."


@dataclass(frozen=True)
class Fetched:
    """A page as it came, or why it did not."""

    path: str
    page: Page | None = None
    is_whole: bool = True
    trouble: str = ""


@dataclass(frozen=True)
class Checked:
    """What an admin reads about a page."""

    path: str
    carrier: str  # empty where it was not found
    sentences: Sequence[str]  # what to mend, or to note
    article: Article | None = None


def fetch_page(origin: str, given: str, door: Door) -> Fetched:
    """The page at `given`, which has to be on `origin`. Invalid when it is not, or when the door lets nobody there.

    May take as long as the door waits, for each of a few redirects; nothing of the database is to be held meanwhile.
    """
    if urlsplit(origin).port not in {None, *PORTS} and not is_on_this_machine(origin):
        raise Invalid(OTHER_PORT, "url")
    if origin_of(given) != origin:
        raise Invalid(f"That page is not on {origin}.", "url")
    path = asked_at(given.strip())
    for _ in range(MOST_STEPS):
        try:
            answer = door.get(origin + path, {"Accept": "text/html"})
        except NoAnswer as trouble:
            return Fetched(path, trouble=str(trouble))
        if answer.status not in MOVED:
            return _read(origin, path, answer)
        to = _where_it_leads(answer, origin + path)
        if site_of(to) != origin:
            where = f"to another site: {to}. Check the page there." if site_of(to) else "to no address."
            return Fetched(path, trouble=f"It leads on {where}")
        path = asked_at(to)
    return Fetched(path, trouble="It leads on and on, from one address to the next.")


def check(fetched: Fetched, origin: str, ours: str) -> Checked:
    """What the page that was fetched of the listed site at `origin` comes to; `ours` is our own address."""
    page = fetched.page
    if page is None:
        return Checked(fetched.path, "", [fetched.trouble])
    address = _canonical(page) or origin + fetched.path
    article = _article(page, address)
    wrong = list(dict.fromkeys(to_mend(page, ours, origin, _known(article, listed(site_of(address))))))
    if wrong:
        wrong += [] if fetched.is_whole else [CUT_OFF]
        return Checked(fetched.path, "", wrong)
    return Checked(fetched.path, carrier_of(page), list(to_note(page)), article)


def _where_it_leads(answer: Answer, address: str) -> str:
    """The whole address that is meant at `address`; empty for none."""
    given = answer.header("Location")
    with suppress(UnicodeError):  # headers are read as Latin-1, and many a server writes UTF-8 as it is
        given = given.encode("latin-1").decode()
    return joined(address, given) if given else ""


def _read(origin: str, path: str, answer: Answer) -> Fetched:
    if answer.status in SHUT:
        return Fetched(path, trouble=f"It answers {answer.status}: it lets in only who is signed in, or no programs.")
    if answer.status in (404, 410):
        return Fetched(path, trouble=f"It answers {answer.status}: there is no such page.")
    if answer.status != 200:
        return Fetched(path, trouble=f"It answers {answer.status}, which is no page.")
    kind = answer.header("Content-Type").lower()
    if "html" not in kind:
        return Fetched(path, trouble=f"It is no HTML, but {kind or 'something without a type'}.")
    if answer.header("Content-Encoding").lower() not in ("", "identity"):
        return Fetched(path, trouble="It comes packed, although nobody asked for that.")
    named = re.search(r"charset=[\"']?([\w-]+)", kind)
    html = answer.body.decode(named[1] if named and named[1] in ENCODINGS else "utf-8", "replace")
    page = read_page(html, origin + path, answer.all("Content-Security-Policy"))
    return Fetched(path, page, answer.is_whole)


def _known(article: Article | None, home: Origin | None) -> Known:
    """What the articles and the list say about a page that is on the site `home`."""
    if article is not None:
        return Known.DISCUSSED
    if home is None:
        return Known.UNLISTED
    return Known.OPENED_BY_ITSELF if home.opens_articles else Known.NOT_ADDED


def _article(page: Page, address: str) -> Article | None:
    """Of the first element: where there are more, each has a key."""
    if not page.elements:
        return None
    first = page.elements[0]
    try:
        return article_by_id(from_text(first.article)) if first.article else find_article(first.key, address)
    except (Invalid, NotFound, ValueError):
        return None


def _canonical(page: Page) -> str | None:
    """What the page calls its own address, where that is one."""
    try:
        return canonical_url(page.canonical) if page.canonical else None
    except Invalid:
        return None
