"""What search engines are told of the site: its map, what to leave out, and which address of a page is its own."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from lxml import etree
from sqlalchemy import event

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.editing import SILENT_EDIT, edit_comment
from forum.discussion.models import Comment
from forum.ids import to_text
from forum.moderation.models import Verb
from forum.syndication import sitemap
from forum.syndication.robots import LEFT_OUT
from forum.web.jinja import iso
from tests.databases import forget_pages
from tests.discussion.test_page_cost import cost_of
from tests.factories import an_article, decided, say
from tests.visiting import ADDRESS, Visitor

MAP = {"map": sitemap.SITEMAP}


def entries(client: Visitor, path: str) -> list[tuple[str, str | None]]:
    """Address and moment of each."""
    answer = client.get(path)
    assert answer.content_type == "application/xml; charset=utf-8"
    root = etree.fromstring(answer.data)
    assert etree.QName(root).namespace == sitemap.SITEMAP
    return [(each.findtext("map:loc", None, MAP) or "", each.findtext("map:lastmod", None, MAP)) for each in root]


def test_what_a_page_opened_is_listed_once_something_is_read_there(
    client: Visitor, ada: Account, sam: Account, article: Article
) -> None:
    """Its title is whatever somebody wrote: before rules and moderators saw a word of theirs it stands nowhere."""
    opened = an_article("buy-pills", opened_by_page=True)
    waits = say(ada, opened, "I wait.", holds=Hold.ALL)

    def stands() -> list[bool]:
        there = f"{ADDRESS}/articles/buy-pills" in dict(entries(client, "/sitemap-1.xml"))
        return [there, "Buy pills" in client.get("/").text]

    assert stands() == [False, False]
    assert client.get("/articles/buy-pills").status_code == 200
    decided(waits, Verb.APPROVE, sam)
    forget_pages(client.app)
    assert stands() == [True, True]


def test_the_map_leads_to_every_article_by_when_it_last_changed(
    client: Visitor, ada: Account, article: Article
) -> None:
    quiet = an_article("the-ferry")
    hour = timedelta(hours=1)
    with clock.stopped_at(article.created_at + hour):
        comment = say(ada, article)
    with clock.stopped_at(article.created_at + 9 * hour):
        say(ada, article, "I wait.", holds=Hold.ALL)
        say(ada, quiet, "I wait too.", holds=Hold.ALL)
    (part,) = entries(client, "/sitemap.xml")
    assert part == (f"{ADDRESS}/sitemap-1.xml", None)
    changed = {
        f"{ADDRESS}/": None,
        f"{ADDRESS}/articles/the-bridge": iso(comment.created_at),
        f"{ADDRESS}/articles/the-ferry": iso(quiet.created_at),
    }
    assert dict(entries(client, "/sitemap-1.xml")) == changed
    with clock.stopped_at(comment.created_at + 2 * SILENT_EDIT):
        edit_comment(comment, "Otherwise.", ada, Hold.OPEN)
    assert dict(entries(client, "/sitemap-1.xml"))[f"{ADDRESS}/articles/the-bridge"] == iso(
        comment.created_at + 2 * SILENT_EDIT
    )


def test_a_large_site_has_more_parts_and_each_article_stands_in_one(
    client: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sitemap.IN_PART <= 50_000  # as sitemaps.org has it
    monkeypatch.setattr(sitemap, "IN_PART", 4)
    for n in range(9):
        an_article(f"article-{n}")
    parts = [address.removeprefix(ADDRESS) for address, _ in entries(client, "/sitemap.xml")]
    assert parts == ["/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml"]
    found = [entries(client, part) for part in parts]
    assert [len(part) for part in found] == [5, 4, 1]
    assert {address for part in found for address, _ in part} == {
        f"{ADDRESS}/",
        *(f"{ADDRESS}/articles/article-{n}" for n in range(9)),
    }
    for path in ("/sitemap-4.xml", "/sitemap-0.xml", "/sitemap-99999999999999999999.xml", "/sitemap-x.xml"):
        assert client.get(path).status_code == 404, path


def test_a_site_without_articles_has_a_map(client: Visitor) -> None:
    assert entries(client, "/sitemap.xml") == [(f"{ADDRESS}/sitemap-1.xml", None)]
    assert entries(client, "/sitemap-1.xml") == [(f"{ADDRESS}/", None)]


def test_a_part_is_one_question_however_many_articles_it_holds(ada: Account) -> None:
    costs = []
    for size in (3, 30):
        for n in range(size):
            an_article(f"article-{size}-{n}")
        costs.append(cost_of(lambda: sitemap._articles(1)).statements)
    assert costs == [1, 1]


def disallowed(client: Visitor) -> list[re.Pattern[str]]:
    """As RFC 9309 reads them: from the beginning, with * for anything."""
    answer = client.get("/robots.txt")
    assert answer.content_type == "text/plain; charset=utf-8"
    lines = answer.text.splitlines()
    assert lines[0] == "User-agent: *"
    assert lines[-1] == f"Sitemap: {ADDRESS}/sitemap.xml"
    rules = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")]
    assert rules == list(LEFT_OUT)
    return [re.compile(re.escape(rule).replace(r"\*", ".*")) for rule in rules]


def test_crawlers_are_kept_from_forms_and_from_nothing_that_a_page_is_made_of(
    client: Visitor, talk: tuple[Comment, Comment]
) -> None:
    rules = disallowed(client)
    name = to_text(talk[0].id)
    pages = ["/", "/articles/the-bridge", f"/articles/the-bridge?show={name}", f"/c/{name}", "/people/ada"]
    needed = {*pages, "/sitemap.xml", "/sitemap-1.xml", "/comments.atom", "/counts?of=the-bridge", "/counts.js"}
    for path in pages:
        page = etree.HTML(client.get(path).text)
        needed |= {urlsplit(str(address)).path for address in page.xpath("//link/@href | //script/@src | //img/@src")}
    assert [path for path in needed if any(rule.match(path) for rule in rules)] == []
    for path in (f"/c/{name}/reply", f"/c/{name}/report", "/sign-in?next=/", "/articles/the-bridge?sort=newest"):
        assert any(rule.match(path) for rule in rules), path


def test_what_they_are_kept_from_is_there(app: Flask) -> None:
    addresses = [re.sub("<[^>]*>", "x", rule.rule) for rule in app.url_map.iter_rules()]
    for rule in LEFT_OUT:
        pattern = re.compile(re.escape(rule).replace(r"\*", ".*"))
        assert "?" in rule or any(pattern.match(address) for address in addresses), rule


@pytest.mark.parametrize("query", ["", "?sort=newest", "?sort=oldest&utm_source=mail", "?show={name}"])
def test_each_page_says_which_address_is_its_own(client: Visitor, talk: tuple[Comment, Comment], query: str) -> None:
    article = talk[0].article
    article.url = "https://courier.example/the-bridge"  # where it was first published, another page stands
    name = to_text(talk[1].id)
    for path in ("/articles/the-bridge", f"/c/{name}", "/", "/people/ada"):
        page = etree.HTML(client.get(path + query.format(name=name)).text)
        assert page.xpath("//head/link[@rel='canonical']/@href") == [ADDRESS + path]


def test_who_is_signed_in_reads_the_same_address(client: Visitor, ada: Account, talk: tuple[Comment, Comment]) -> None:
    client.sign_in(ada)
    page = etree.HTML(client.get("/articles/the-bridge?sort=newest").text)
    assert page.xpath("//head/link[@rel='canonical']/@href") == [f"{ADDRESS}/articles/the-bridge"]


def test_looking_writes_nothing(client: Visitor, article: Article) -> None:
    db.session.commit()
    written: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *told: written.append(told[2]))
    for path in ("/robots.txt", "/sitemap.xml", "/sitemap-1.xml", "/comments.atom"):
        client.get(path)
    assert not [statement for statement in written if not statement.lstrip().upper().startswith(("SELECT", "BEGIN"))]
