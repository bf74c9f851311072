"""Feeds: what stands in them, in which order, and how often that costs anything."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from flask import Flask
from lxml import etree

from forum import clock
from forum.accounts.models import Account, FormerHandle
from forum.articles.models import Article, Section
from forum.config import Hold
from forum.db import db
from forum.discussion.editing import SILENT_EDIT, edit_comment
from forum.discussion.models import Comment
from forum.discussion.wording import word
from forum.ids import to_text
from forum.moderation.models import Verb
from forum.syndication import picking
from forum.syndication.picking import MOST
from forum.web.jinja import iso
from tests.discussion.test_page_cost import cost_of
from tests.factories import an_article, decided, rows_of, say
from tests.privacy.leaving import leave
from tests.syndication.conftest import FEED, feed_of_section
from tests.syndication.reading import ATOM, faults, read
from tests.visiting import ADDRESS, Visitor
from tests.web.pages.asking import ask, shared_pages

Talk = tuple[Comment, Comment]


def everybodys(section: Section) -> Sequence[str]:
    """Of each kind that everybody can read."""
    return [
        FEED,
        "/comments.atom",
        feed_of_section(section),
        "/people/ada/comments.atom",
    ]


def said_in(client: Visitor, path: str) -> list[str]:
    """The ids of the comments, as addresses have them."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return [entry.link.rpartition("/")[2] for entry in read(answer.data).entries]


def test_each_is_valid_and_says_what_it_is(client: Visitor, gardens: Section, talk: Talk) -> None:
    titles = []
    for path in everybodys(gardens):
        answer = client.get(path)
        assert answer.content_type == "application/atom+xml; charset=utf-8"
        assert faults(answer.data) == [], path
        found = read(answer.data).feed
        titles.append(found.title)
        (own,) = (link.href for link in found.links if link.rel == "self")
        assert own == ADDRESS + path
        assert client.get(found.link.removeprefix(ADDRESS)).mimetype == "text/html"
    assert titles == [
        "Comments on The bridge",
        "Comments – The Courier",
        "Comments in Gardens & Parks / Outside – The Courier",
        "Comments by Ada – The Courier",
    ]


def test_an_entry_says_who_said_what_where_and_to_what(client: Visitor, talk: Talk) -> None:
    said, answer = talk
    later, first = read(client.get(FEED).data).entries
    page = f"{ADDRESS}/c/{to_text(said.id)}"
    assert (first.title, first.author, first.link) == ("Ada on The bridge", "Ada", page)
    assert first.author_detail.href == f"{ADDRESS}/people/ada"
    assert first.updated == first.published == said.created_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert first.content[0].type == "text/html"
    # Where a mention leads is told from here.
    assert first.content[0].value.startswith("<p>I was <em>there</em>, with")
    assert f'href="{ADDRESS}/people/ben"' in first.content[0].value
    assert later.link.endswith(to_text(answer.id))
    replies = etree.fromstring(client.get(FEED).data).findall(".//thr:in-reply-to", ATOM)
    assert [dict(reply.attrib) for reply in replies] == [{"ref": first.id, "href": page, "type": "text/html"}]


def test_a_name_stays_what_it_is_and_an_edit_that_is_told_moves_the_moment(
    client: Visitor, ada: Account, article: Article
) -> None:
    comment = say(ada, article, "Once.")
    (before,) = read(client.get(FEED).data).entries
    with clock.stopped_at(comment.created_at + 2 * SILENT_EDIT):
        edit_comment(comment, "Otherwise.", ada, Hold.OPEN)
    ada.display_name, article.title = "Ada Lovelace", "The tunnel"
    article.version += 1
    (after,) = read(client.get(FEED).data).entries
    assert after.id == before.id
    assert after.id.startswith(f"tag:localhost,{comment.created_at:%Y-%m-%d}:")
    assert (after.published, after.title) == (before.published, "Ada Lovelace on The tunnel")
    assert after.updated > before.updated
    assert "Otherwise." in after.content[0].value


def test_who_has_read_the_words_in_the_open_learns_that_they_were_hidden(
    client: Visitor, ada: Account, sam: Account, article: Article
) -> None:
    """A program replaces what it shows of an entry when it counts as updated. A new renderer is no new word."""
    comment, soon = say(ada, article, "He dies."), timedelta(minutes=1)
    moments = [read(client.get(FEED).data).entries[0].updated]
    changes: Sequence[Callable[[], object]] = (
        lambda: word(comment, comment.body_source),
        lambda: edit_comment(comment, "He dies, I think.", ada, Hold.OPEN),
        lambda: decided(comment, Verb.SPOILER, sam),
    )
    for number, change in enumerate(changes, start=1):
        with clock.stopped_at(comment.created_at + number * soon):
            change()
            article.version += 1
        moments.append(read(client.get(FEED).data).entries[0].updated)
    assert comment.edited_at is None
    assert moments == [iso(comment.created_at + minutes * soon) for minutes in (0, 0, 2, 3)]


def test_a_feed_is_the_same_when_its_address_is_another(
    client: Visitor, settings_are: Callable[..., None], gardens: Section, talk: Talk, ada: Account
) -> None:
    """Programs know feeds and entries by their ids: of a site that has moved they show nothing anew."""

    def ids() -> list[list[str]]:
        found = [read(client.get(path, follow_redirects=True).data) for path in everybodys(gardens)]
        return [[each.feed.id, *(entry.id for entry in each.entries)] for each in found]

    before = ids()
    assert len({feed for feed, *_ in before}) == len(before)
    ada.handle, ada.handle_key, talk[0].article.slug = "lovelace", "lovelace", "the-old-bridge"
    talk[0].article.version += 1
    former = FormerHandle(handle_key="ada", handle_skeleton="ada", account_id=ada.id, given_up_at=clock.now())
    db.session.add(former)
    settings_are(tag_host="localhost", base_url=ADDRESS.replace("localhost", "127.0.0.1"))
    moved = [FEED.replace("the-bridge", "the-old-bridge"), *everybodys(gardens)[1:]]
    found = [read(client.get(path, follow_redirects=True).data) for path in moved]
    assert [[each.feed.id, *(entry.id for entry in each.entries)] for each in found] == before


def test_the_newest_fifty_come_first(client: Visitor, ada: Account, gardens: Section, article: Article) -> None:
    newest = [to_text(number) for number in reversed(rows_of(article, ada, [None] * (MOST + 10)))][:MOST]
    for path in everybodys(gardens):
        assert said_in(client, path) == newest, path


def test_each_holds_what_is_its_own(
    client: Visitor, ada: Account, ben: Account, gardens: Section, article: Article
) -> None:
    elsewhere = an_article("the-ferry")
    there, by_ben, here = say(ada, elsewhere), say(ben, article), say(ada, article)
    named = {comment: to_text(comment.id) for comment in (there, by_ben, here)}
    expected = [[here, by_ben], [here, by_ben, there], [here, by_ben], [here, there]]
    for path, comments in zip(everybodys(gardens), expected, strict=True):
        assert said_in(client, path) == [named[comment] for comment in comments], path


def test_of_a_section_with_many_articles_it_is_the_newest_of_them_all(ada: Account, gardens: Section) -> None:
    """Those that were said last in each, and many in one."""
    articles = [an_article(f"article-{n}", section=gardens) for n in range(MOST + 3)]
    said = [number for each in articles for number in rows_of(each, ada, [None] * 2)]
    said += rows_of(articles[0], ada, [None] * 30)
    assert [comment.id for comment in picking.of_section(gardens.name)] == sorted(said, reverse=True)[:MOST]


def test_where_nothing_was_said_it_is_a_feed_too(client: Visitor, ada: Account, gardens: Section) -> None:
    for path in everybodys(gardens):
        document = client.get(path).data
        assert faults(document) == []
        found = read(document)
        assert (found.entries, found.feed.updated) == ([], "2020-01-01T00:00:00Z")


def test_of_what_there_is_not_there_is_no_feed(client: Visitor, ada: Account, article: Article) -> None:
    for path in ("/articles/nothing/comments.atom", "/people/nobody/comments.atom", "/comments.atom?section=Nothing"):
        assert client.get(path).status_code == 404, path


def test_who_is_called_otherwise_now_is_found_and_who_left_is_not(client: Visitor, ada: Account, talk: Talk) -> None:
    former = FormerHandle(handle_key="ida", handle_skeleton="ida", account_id=ada.id, given_up_at=clock.now())
    db.session.add(former)
    for handle in ("ida", "ADA"):
        answer = client.get(f"/people/{handle}/comments.atom", follow_redirects=True)
        assert read(answer.data).feed.id.endswith(f":p/{to_text(ada.id)}")
    leave(ada)
    assert client.get(f"/people/{ada.handle}/comments.atom").status_code == 404
    assert [entry.author for entry in read(client.get(FEED).data).entries] == ["Ben", "Deleted member"]


def test_pages_say_where_their_feeds_are(client: Visitor, gardens: Section, talk: Talk) -> None:
    article, site, section, person = everybodys(gardens)
    of_page = {
        "/": [site],
        "/articles/the-bridge": [article, section],
        f"/c/{to_text(talk[0].id)}": [article, section],
        "/people/ada": [person],
    }
    for path, feeds in of_page.items():
        page = etree.HTML(client.get(path).text)
        found = page.xpath("//head/link[@rel='alternate'][@type='application/atom+xml']/@href")
        assert found == feeds, path
        assert all(client.get(address).status_code == 200 for address in feeds)


@pytest.mark.one_database  # of PostgreSQL nobody asks four times a second what all has changed
def test_it_is_made_once_for_all_who_ask_and_known_again(
    app: Flask, gardens: Section, talk: Talk, ben: Account
) -> None:
    for path in everybodys(gardens):
        first = ask(app, path)
        made = shared_pages(app).made
        for more in ({}, {"Cookie": "forum=signed-in"}, {"If_None_Match": first.headers["ETag"]}):
            again = ask(app, path, **more)
            assert again.headers["ETag"] == first.headers["ETag"]
            assert again.status_code == (304 if "If_None_Match" in more else 200)
        assert shared_pages(app).made == made, path


@pytest.mark.parametrize("kind", ["article", "site", "section", "person"])
def test_it_costs_the_same_however_much_there_is(ada: Account, gardens: Section, kind: str) -> None:
    read_it: dict[str, Callable[[Article], object]] = {
        "article": picking.of_article,
        "site": lambda article: picking.of_site(),
        "section": lambda article: picking.of_section(article.section_name or ""),
        "person": lambda article: picking.by_person(db.session.get_one(Account, ada.id)),
    }
    costs = []
    for slug, size in (("small", 100), ("large", 2_000)):
        article = an_article(slug, section=gardens)
        rows_of(article, ada, [None] * size)
        ready = db.session.get_one(Article, article.id)
        costs.append(cost_of(lambda ready=ready: read_it[kind](ready)))  # type: ignore[misc]
    assert costs[0] == costs[1]
    assert costs[0].statements <= 2
    assert costs[0].rows <= MOST + 1


def test_the_newest_are_found_by_when_they_were_said(ada: Account, ben: Account, article: Article) -> None:
    for minutes in range(3):
        with clock.stopped_at(clock.now() + timedelta(minutes=minutes)):
            say(ada, article)
    moments = [comment.created_at for comment in picking.by_person(ada)]
    assert moments == sorted(moments, reverse=True)
