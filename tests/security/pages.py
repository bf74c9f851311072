"""Reading what came back: the comments on a page, its box, its forms, its text."""

import html
import re
from html.parser import HTMLParser

_DIV = re.compile(r"<(/?)div\b[^>]*>")
_PATTERN = re.compile(r"<template\b.*?</template>", re.DOTALL)  # what script makes more of; nobody sees it
_VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}


def prose(page: str) -> list[str]:
    """The HTML of every comment (or preview) on the page, as it stands there."""
    page = _PATTERN.sub("", page)
    found = []
    for start in re.finditer(r'<div class="prose" dir="auto">', page):
        depth = 1
        for tag in _DIV.finditer(page, start.end()):
            depth += -1 if tag[1] else 1
            if depth == 0:
                found.append(page[start.end() : tag.start()])
                break
    return found


def in_the_box(page: str) -> str:
    """What the page's one textarea holds."""
    (held,) = re.findall(r"<textarea[^>]*>(.*?)</textarea>", _PATTERN.sub("", page), re.DOTALL)
    return html.unescape(held).removeprefix("\n")


def hidden_fields(page: str) -> dict[str, str]:
    """Those of the form with the box."""
    page = _PATTERN.sub("", page)
    form = page[page.index('class="composer"') :]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))


class Elements(HTMLParser):
    """Every piece of text with the elements around it, and every address that the page loads or leads to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, list[tuple[str, dict[str, str | None]]]]] = []
        self.loads: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in _VOID:
            self.open.append((tag, given))
        if tag in ("img", "script", "source", "video", "audio", "iframe", "embed", "object", "input"):
            self.loads += [given[name] or "" for name in ("src", "srcset", "poster", "data") if name in given]
        if tag == "link" and given.get("rel") not in ("canonical", "alternate"):  # which only say where else it stands
            self.loads.append(given.get("href") or "")
        if tag == "a":
            self.links.append((given.get("href") or "", given.get("rel") or ""))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.texts.append((data, list(self.open)))
