"""A room without our security policy, where HTML is parsed, written into frames and provoked."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route

from forum.markup import sanitize

SCRIPT = Path(__file__).with_name("oracle.js").read_text(encoding="utf-8")
# So many frames at a time are watched, each with so many pieces of HTML in it. The pieces are innocent as a rule:
# only those of a frame in which something ran are asked one by one.
FRAMES, IN_ONE = 100, 8

ATTRIBUTES = {"a": ["href", "rel"], "ol": ["start"]}
SCHEMES = ["http:", "https:", "mailto:"]
Allowed = dict[str, Any]
COMMENT: Allowed = {"elements": sorted(sanitize.COMMENT), "attributes": ATTRIBUTES, "schemes": SCHEMES}
ARTICLE: Allowed = COMMENT | {"elements": sorted(sanitize.ARTICLE)}


@dataclass
class Laboratory:
    """The browser's own opinion about HTML."""

    page: Page
    asked: list[str] = field(default_factory=list)  # what any piece of HTML wanted to fetch

    def foreign(self, pieces: Sequence[str], allowed: Allowed) -> list[list[str]]:
        """Oracle (a): for each piece what is in it that is not on the list."""
        found: list[list[str]] = self.page.evaluate(
            "([pieces, allowed]) => pieces.map(html => foreign(html, allowed))", [list(pieces), allowed]
        )
        return found

    def executed(self, pieces: Sequence[str]) -> list[tuple[int, str]]:
        """Oracle (b): which pieces did anything, by their place, and what."""
        together = ["".join(f"<section>{html}</section>" for html in group) for group in _groups(pieces, IN_ONE)]
        suspects = [
            place for group, _ in self._watched(together) for place in range(group * IN_ONE, len(pieces))[:IN_ONE]
        ]
        return [(suspects[nth], deed) for nth, deed in self._watched([pieces[place] for place in suspects])]

    def _watched(self, documents: Sequence[str]) -> list[tuple[int, str]]:
        guilty: list[tuple[int, str]] = []
        for batch, group in enumerate(_groups(documents, FRAMES)):
            found = self.page.evaluate("pieces => executed(pieces)", list(group))
            guilty += [(batch * FRAMES + place, deed) for place, deed in found]
        return guilty


def _groups(pieces: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (pieces[start : start + size] for start in range(0, len(pieces), size))


@contextmanager
def room(browser: Browser) -> Iterator[Laboratory]:
    """A blank page of its own, cut off from everything."""
    with browser.new_context() as context:
        laboratory = Laboratory(context.new_page())

        def refuse(route: Route) -> None:
            laboratory.asked.append(route.request.url)
            route.abort()

        context.route("**/*", refuse)
        laboratory.page.add_script_tag(content=SCRIPT)
        yield laboratory
