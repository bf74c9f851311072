"""Kinds of pages on which a discussion stands, each with what makes it hard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.journeys.embedded.hosts import Host, page_with, snippet

# Nothing but our script and what it asks of us; no text becomes HTML, no style is written into the page.
STRICT = "default-src 'none'; script-src {ours}; connect-src {ours}; require-trusted-types-for 'script'"
# A page of its own mind, in another direction: what it inherits and sets is what the discussion looks like.
THEME = """<style>
:root { color-scheme: dark; font: 18px/1.7 "DejaVu Serif", serif }
body { margin: 0 auto; max-inline-size: 44rem; padding: 1rem; background: #101418; color: #e8e8e8 }
forum-comments { --forum-accent: #ffb454; --forum-on-accent: #201400 }
forum-comments { --forum-accent-tint: #332611; --forum-surface: #1a2026 }
forum-comments::part(title) { color: rgb(255, 180, 84) }
</style>"""
NARROW_TYPE = "<style>html { font-size: 62.5% } body { font: 1.8rem/1.5 sans-serif }</style>"


@dataclass(frozen=True)
class Kind:
    """A kind of page: what is sent above it, and what stands in it."""

    name: str
    headers: Mapping[str, str] = field(default_factory=dict)
    head: str = ""
    attributes: str = ""

    def on(self, host: Host, path: str, ours: str, attributes: str = "") -> str:
        """The address of such a page on the host."""
        page = page_with(snippet(ours, attributes), head=self.head, attributes=self.attributes)
        return host.has(path, page, **{name: text.format(ours=ours) for name, text in self.headers.items()})


KINDS: Sequence[Kind] = [
    Kind("plain"),
    Kind("strict", {"Content_Security_Policy": STRICT}),
    Kind("apart", {"Cross_Origin_Opener_Policy": "same-origin"}),
    Kind("dark-rtl", head=THEME, attributes=' dir="rtl"'),
    Kind("small-rem", head=NARROW_TYPE),
]
