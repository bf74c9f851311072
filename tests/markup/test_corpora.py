"""Every case of every corpus, as a comment and as an article."""

import logging

import pytest

from forum.markup import links, sanitize
from forum.markup.blank import is_blank
from forum.markup.excerpt import excerpt
from forum.markup.mentions import mentioned
from forum.markup.render import article_html, to_html
from forum.markup.spoilers import spoiler_scope

from . import oracle
from .corpora import HOSTILE, ORDINARY, Case, cases, payload

OWN = ["own_markdown_xss", "own_pathological", "own_urls"]
OTHERS = [*HOSTILE, *ORDINARY, "blns", "markdown_pathological", "url_wpt"]


@pytest.mark.parametrize("name", [*OWN, *OTHERS])
def test_whatever_is_written_becomes_only_what_the_list_allows_and_the_walls_agree(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    for case in cases(name):
        source = payload(case)
        comment, article = to_html(source), article_html(source)
        assert oracle.wrong(comment) == [], case
        assert oracle.wrong(article, oracle.ARTICLE) == [], case
        assert sanitize.clean(comment, source) == comment
        assert sanitize.clean(article, source, sanitize.ARTICLE) == article
    assert [record.message for record in caplog.records if record.levelno >= logging.WARNING] == []


@pytest.mark.parametrize("name", ["own_markdown_xss", *HOSTILE, "blns"])
def test_the_walls_hold_without_the_parser_in_front_of_them(name: str) -> None:
    for case in cases(name):
        clean = sanitize.clean(payload(case), payload(case))
        assert oracle.wrong(clean) == [], case
        assert sanitize.clean(clean, "") == clean, case


@pytest.mark.parametrize("name", [*OWN, "blns", "markdown_pathological"])
def test_whatever_is_written_can_be_read_and_excerpted(name: str) -> None:
    for case in cases(name):
        source = payload(case)
        assert len(excerpt(to_html(source))) <= 160
        assert all(person == person.casefold() for person in mentioned(source))
        assert spoiler_scope(source) is None or not is_blank(source)


def link_cases() -> list[Case]:
    return [case for case in cases("own_urls") if case["group"] == "links"]


def test_no_address_outside_the_schemes_is_ever_a_link() -> None:
    for case in link_cases():
        if case["expect"].startswith("not a link"):
            assert links.outside(case["url"]) is None, case
            for source in (f"[x]({case['url']})", f"[x](<{case['url']}>)", f"<{case['url']}>", case["url"]):
                # blob:https://example.org holds a web address that is a link by itself, to nothing but the web
                hrefs = oracle.read(to_html(source)).hrefs
                assert all(href.startswith("https://example.org") for href in hrefs), source


def test_a_spoofed_address_is_refused_or_shown_with_its_real_host() -> None:
    for case in link_cases():
        if not case["expect"].startswith("either refused"):
            continue
        address = links.outside(case["url"])
        if address is None:
            continue
        host = links.real(address)
        assert host.isascii(), case
        assert host == host.lower(), case
        assert links.permitted(address), case
        assert host in oracle.text(to_html(f"<{case['url']}>")), case
        assert host in oracle.text(to_html(f"[example.net](<{case['url']}>)")), case


@pytest.mark.parametrize("name", ["mdown-78", "mdown-79"])
def test_templates_and_format_strings_come_out_verbatim(name: str) -> None:
    source = next(case["markdown"] for case in cases("own_markdown_xss") if case["id"] == name)
    typed = source.replace("*", "\\*").replace("_", "\\_")
    assert oracle.text(to_html(typed)).strip() == source
    assert oracle.text(to_html(f"`{source}`")).strip() == source
