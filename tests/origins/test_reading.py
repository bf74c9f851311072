"""Finding the element on a page, as a browser would."""

import pytest

from forum.origins.reading import Page, Script, read_page
from forum.origins.tags import Tag, tags_of

pytestmark = pytest.mark.one_database
AT = "https://www.example.org/2026/season-2"
ELEMENT = '<forum-comments article="a"></forum-comments>'


def read(html: str, *policies: str) -> Page:
    return read_page(html, AT, policies)


def test_the_text_that_owners_paste_is_found() -> None:
    page = read(
        '<!doctype html><head><link rel="Canonical" href="/s2?a=1&amp;b=2"></head>'
        "<SCRIPT async nonce=n1 src='https://c.example/embed.js'></SCRIPT>"
        '<Forum-Comments article=" season-2 " title="A &amp; B"><a href="https://c.example/embed/at?key=a">C</a>'
        "</Forum-Comments>"
    )
    assert page.scripts == [Script("https://c.example/embed.js", "n1")]
    (element,) = page.elements
    assert (element.key, element.title, element.has_link, element.is_included) == ("season-2", "A & B", True, False)
    assert page.canonical == "https://www.example.org/s2?a=1&b=2" and page.links == ["https://c.example/embed/at?key=a"]


@pytest.mark.parametrize(
    "html",
    [
        f"<!-- {ELEMENT} -->",
        f"<!-- > {ELEMENT}",
        f"<script>document.write('{ELEMENT}')</script>",
        f"<style>{ELEMENT}</style>",
        f"<title>{ELEMENT}</title>",
        f"<textarea>{ELEMENT}</textarea>",
        f"<noscript>{ELEMENT}</noscript>",
        f"<script>{ELEMENT}",
        f"<template>{ELEMENT}</template>",
        f"<template><template shadowrootmode=open></template>{ELEMENT}</template>",
        f"<p title='{ELEMENT}'>",
        f'<p title="{ELEMENT.replace(chr(34), "")}">',
        "&lt;forum-comments>",
        "< forum-comments>",
        "<forum-comments-else>",
        "</forum-comments>",
    ],
)
def test_what_no_reader_sees_is_not_found(html: str) -> None:
    assert read(html).elements == []


@pytest.mark.parametrize(
    "html",
    [
        ELEMENT,
        f"<p class=it's>{ELEMENT}",
        f"<p a=\"'\" b='\">' / =x>{ELEMENT}",
        f"<!-->{ELEMENT}<!-- -->",
        f"<!-- --!>{ELEMENT}",
        f"<!doctype html><?xml ?>{ELEMENT}",
        f"<template></template></template>{ELEMENT}",
        f"<my-page><template shadowrootmode=open>{ELEMENT}</template></my-page>",
        f"<script></script>{ELEMENT}",
        f"<script>'</scripts>'</script >{ELEMENT}",
        "<p><forum-comments article=a",
        "<forum-comments/article=a>",
        "<forum-comments\narticle\n=\n'a' article=b>",
    ],
)
def test_what_a_reader_sees_is_found(html: str) -> None:
    assert [element.key for element in read(html).elements] == ["a"]


def test_comments_that_the_site_included_are_seen_to_be_there() -> None:
    included = '<forum-comments article="a"><template shadowrootmode="open"><p></p></template></forum-comments>'
    page = read(f"{ELEMENT}{included}<template shadowrootmode=open></template>")
    assert [element.is_included for element in page.elements] == [False, True] and page.has_declared


def test_addresses_are_meant_as_the_page_means_them() -> None:
    page = read(
        '<base href="https://c.example/x/"><base href="https://d.example/"><script src="../embed.js"></script>'
        '<a href="//[broken">a</a><script src="https://[broken/embed.js"></script>'
    )
    assert [script.url for script in page.scripts] == ["https://c.example/embed.js", ""]


def test_policies_are_all_read_and_told_apart() -> None:
    html = '<meta http-equiv="content-security-policy" content="a; b, c"><meta http-equiv=refresh content=d>'
    assert read(html, "e", " ,").policies == ["e", "a; b", "c"]


def test_of_two_attributes_alike_the_first_counts() -> None:
    assert list(tags_of('<a HREF="1&lt;" href=2>x</a>')) == [
        Tag("a", False, {"href": "1<"}),
        Tag("a", True, {}),
    ]


@pytest.mark.parametrize("piece", ["<a ", "<!--", "</", "<a b='", "<script", "<title>", '<a b="c', "<a b=&am"])
def test_broken_pages_are_read_once_and_not_from_every_sign_on(piece: str) -> None:
    """What is read twice for every sign would take hours of a megabyte; the tags are few, or as many as there are."""
    page = piece * (1_000_000 // len(piece))
    assert sum(1 for _ in tags_of(page)) <= page.count("<")
