"""Addresses, and the origins that they are at, as browsers write them: a port only where it is not the usual one. Pure.

What an admin types and is no address is Invalid, with the reason. What stands on a page, which may hold anything, is
empty then.
"""

from urllib.parse import urljoin, urlsplit

from forum.articles.canonical import canonical_url
from forum.errors import Invalid
from forum.hosts import is_this_machine

NO_ORIGIN = "Give the site’s address and no more, as https://www.example.org."
NO_PATTERN = "A * lets strangers in as well. Add each site by its whole address, as https://www.example.org."
NOT_SECURE = "The address must begin with https://, or anybody on the way could speak in the site’s name."


def parse_origin(given: str) -> str:
    """The origin that an admin types. Invalid for a page's address, a pattern, and what travels in clear.

    A site on this machine itself may do without https: that is how one is tried out.
    """
    given = given.strip()
    if "*" in given:
        raise Invalid(NO_PATTERN, "origin")
    if "://" not in given:
        raise Invalid(NO_ORIGIN, "origin")
    try:
        origin, rest = _split(canonical_url(given))
    except Invalid:
        raise Invalid(NO_ORIGIN, "origin") from None
    if rest != "/" or "#" in given or "?" in given:
        raise Invalid(f"The list holds whole sites, not pages. Leave out what follows {origin}.", "origin")
    if not origin.startswith("https://") and not is_on_this_machine(origin):
        raise Invalid(NOT_SECURE, "origin")
    return origin


def origin_of(url: str) -> str:
    """The origin of a page's address; Invalid, about the field "url", for what is no address."""
    return _split(canonical_url(url))[0]


def site_of(url: str) -> str:
    """The same of an address that stands on a page, however long it is; empty for what is none."""
    try:
        parts = urlsplit(url)
        return origin_of(f"{parts.scheme}://{parts.netloc}")
    except (ValueError, Invalid):
        return ""


def path_of(url: str) -> str:
    """Without what follows it; empty for what is no address."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def asked_at(url: str) -> str:
    """What a browser asks the site at this address for: its path and its query."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def joined(base: str, given: str) -> str:
    """What is written as `given` at `base`; empty for what is no address."""
    try:
        return urljoin(base, given.strip())
    except ValueError:
        return ""


def is_on_this_machine(origin: str) -> bool:
    return is_this_machine(urlsplit(origin).hostname)


def _split(canonical: str) -> tuple[str, str]:
    """Into the origin and what follows it."""
    parts = urlsplit(canonical)
    origin = f"{parts.scheme}://{parts.netloc}"
    return origin, canonical.removeprefix(origin)
