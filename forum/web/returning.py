"""Where to go next, and never to another site.

A `next` parameter and a Referer are typed by whoever made the link, so both are read as hostile: only a path
of this site comes out (ASVS 3.7.2).
"""

from urllib.parse import urlsplit

from flask import g, request

from forum.transactions import SAFE_METHODS

# Browsers take a backslash for a slash and drop tabs and newlines: /\evil and /<TAB>/evil lead elsewhere.
LONGEST = 2_000
_TREACHEROUS = set("\\\t\r\n\0") | {chr(code) for code in range(0x20)} | {"\x7f"}


def local_path(target: str | None, default: str = "/") -> str:
    """`target` when it is a path on this site, and no longer than a proxy lets through, else `default`."""
    if (
        not target
        or len(target) > LONGEST
        or not target.startswith("/")
        or target.startswith("//")
        or _TREACHEROUS & set(target)
    ):
        return default
    try:
        parts = urlsplit(target)
    except ValueError:
        return default
    if parts.scheme or parts.netloc or parts.path.startswith("//"):
        return default
    return target


def last_page(default: str = "/") -> str:
    """The page of this site that the request was sent from, or `default`."""
    try:
        parts = urlsplit(request.referrer or "")
    except ValueError:
        return default
    if parts.netloc != request.host:
        return default
    return local_path(parts.path + (f"?{parts.query}" if parts.query else ""), default)


def this_page() -> str:
    """Where somebody should find themselves after signing in, who does so from this page."""
    if "here" in g:
        return str(g.here)
    if "next" in request.values:
        return local_path(request.values["next"])
    # What was sent by a form has no page of its own to come back to; the page that the form stood on has.
    return request.full_path.rstrip("?") if request.method in SAFE_METHODS else last_page()
