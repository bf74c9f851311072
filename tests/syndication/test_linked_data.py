"""Structured data: on our page, and for the publisher's."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from flask import Flask
from lxml import etree

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.discussion.editing import SILENT_EDIT, edit_comment
from forum.discussion.models import Comment
from forum.discussion.ranking import Sort
from forum.discussion.reading import load_page
from forum.discussion.recommending import recommend
from forum.ids import to_text
from forum.moderation.models import Verb
from forum.syndication.linked_data import for_publisher
from tests.databases import forget_pages
from tests.discussion.test_page_cost import cost_of
from tests.factories import an_article, decided, rows_of, say
from tests.markup.corpora import cases, payload
from tests.syndication.conftest import DATA
from tests.visiting import ADDRESS, Visitor

PAGE = "/articles/the-bridge"
Facts = dict[str, Any]


def on_page(client: Visitor, path: str = PAGE) -> Facts:
    """What the page says to machines, as a browser's parser finds it."""
    (block,) = etree.HTML(client.get(path).text).xpath("//script[@type='application/ld+json']/text()")
    found: Facts = json.loads(block)
    return found


def for_others(client: Visitor) -> Facts:
    answer = client.get(DATA)
    assert answer.content_type == "application/ld+json; charset=utf-8"
    found: Facts = json.loads(answer.text)
    return found


def counted(action: str, times: int) -> Facts:
    kind = f"https://schema.org/{action}"
    return {"@type": "InteractionCounter", "interactionType": kind, "userInteractionCount": times}


def texts(said: list[Facts]) -> list[Any]:
    """What is said, and beneath each what answers it."""
    return [[each.get("text"), texts(each["comment"])] if "comment" in each else each.get("text") for each in said]


def test_our_page_is_a_posting_with_what_was_said(
    client: Visitor, article: Article, ada: Account, ben: Account
) -> None:
    article.standfirst, article.dated, article.byline = "It stands.", "2015-12-03", "Nils Holm"
    said = say(ada, article, "I was *there*.\n\n> He said so.")
    with clock.stopped_at(said.created_at + 2 * SILENT_EDIT):
        edit_comment(said, "I was **here**.", ada, Hold.OPEN)
    say(ben, article, "So was I.", said)
    recommend(said, by=ben)
    db.session.refresh(said)
    found = on_page(client)
    (comment,) = found.pop("comment")
    assert found == {
        "@context": "https://schema.org",
        "@type": "DiscussionForumPosting",
        "url": ADDRESS + PAGE,
        "mainEntityOfPage": ADDRESS + PAGE,
        "headline": "The bridge",
        "text": "It stands.",
        "author": {"@type": "Person", "name": "Nils Holm"},
        "datePublished": "2015-12-03",
        "commentCount": 2,
        "interactionStatistic": counted("CommentAction", 2),
    }
    assert texts(comment.pop("comment")) == ["So was I."]
    assert said.edited_at is not None
    assert comment == {
        "@type": "Comment",
        "url": f"{ADDRESS}/c/{to_text(said.id)}",
        "text": "I was here.",
        "author": {"@type": "Person", "name": "Ada", "url": f"{ADDRESS}/people/ada"},
        "datePublished": said.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "dateModified": said.edited_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "interactionStatistic": counted("LikeAction", 1),
    }


def test_of_an_article_that_stands_elsewhere_it_says_so(client: Visitor, article: Article) -> None:
    article.url = "https://courier.example/the-bridge"
    found = on_page(client)
    assert found["sharedContent"] == {"@type": "WebPage", "url": article.url}
    assert found["author"] == {"@type": "Organization", "name": "The Courier", "url": ADDRESS}
    assert (found["text"], found["comment"]) == ("The bridge", [])


def test_the_publisher_gets_it_for_their_own_article(client: Visitor, article: Article, talk: object) -> None:
    article.url = "https://courier.example/the-bridge"
    article.version += 1
    found = for_others(client)
    assert (found["@type"], found["@id"], found["url"]) == ("NewsArticle", article.url, article.url)
    assert (found["discussionUrl"], found["commentCount"]) == (ADDRESS + PAGE, 2)
    assert found["comment"] == on_page(client)["comment"]
    assert texts(found["comment"]) == [["I was there, with @ben.", ["So was I."]]]
    headers = client.get(DATA, headers={"Origin": "https://courier.example"}).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in headers


def test_what_is_gone_keeps_the_place_of_its_answers_and_says_nothing(
    client: Visitor, ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    gone, waits = say(ada, article, "Canary one."), say(ada, article, "Canary two.", holds=Hold.ALL)
    say(ben, article, "Answer to what is gone.", gone)
    lonely = say(ada, article, "Canary three.")
    delete_comment(say(ben, article, "Canary four.", lonely), by=ben)
    for comment in (gone, lonely):
        decided(comment, Verb.REMOVE, sam)
    assert waits.state == "held"
    for found in (on_page(client), for_others(client)):
        (tombstone,) = found["comment"]
        assert texts(tombstone.pop("comment")) == ["Answer to what is gone."]
        assert tombstone == {"@type": "Comment", "creativeWorkStatus": "Deleted"}


def test_each_page_holds_what_stands_on_it(client: Visitor, ada: Account, article: Article) -> None:
    rows_of(article, ada, [None, *range(120)])  # each answers the one before
    page = etree.HTML(client.get(PAGE).text)
    shown = page.xpath("//article[starts-with(@class, 'comment')]/@id")

    def names(said: list[Facts]) -> list[str]:
        return [name for each in said for name in (each["url"][-13:], *names(each.get("comment", [])))]

    assert [f"c{name}" for name in names(on_page(client)["comment"])] == shown


def test_who_is_signed_in_is_no_search_engine(client: Visitor, ada: Account, talk: object) -> None:
    client.sign_in(ada)
    assert "ld+json" not in client.get(PAGE).text


@pytest.mark.one_database
@pytest.mark.parametrize("name", ["own_markdown_xss", "xss_owasp", "blns"])
def test_no_words_end_the_element_that_they_stand_in(
    app: Flask, client: Visitor, ada: Account, article: Article, name: str
) -> None:
    ada.display_name = "</script><!--<script>\u2028 '\"\\"
    say(ada, article)
    for title in _lines_of([payload(case) for case in cases(name)], 300):
        article.title = title
        article.version += 1
        forget_pages(app)  # one that changed so often would not be made anew at once
        ours = client.get(PAGE).text.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
        # Publishers write it into such an element as it comes.
        theirs = client.get(DATA).text
        for data in (ours, theirs):
            assert not set("<>&") & set(data)
            found = json.loads(data)
            assert (found["headline"], found["comment"][0]["author"]["name"]) == (title, ada.display_name)


def test_of_a_spoiler_it_says_that_there_is_one(client: Visitor, ada: Account, article: Article) -> None:
    say(ada, article, "In it ||he dies||, I hear.")
    for found in (on_page(client), for_others(client)):
        assert texts(found["comment"]) == ["In it [spoiler], I hear."]


def _lines_of(words: Sequence[str], length: int) -> Iterator[str]:
    """As many words as a title holds, without what no row can hold."""
    text = re.sub("[\0\ud800-\udfff]", "", " ".join(words))
    return (text[start : start + length] for start in range(0, len(text), length))


def test_it_costs_the_same_however_much_was_said(client: Visitor, ada: Account) -> None:
    costs = []
    for slug, size in (("small", 100), ("large", 3_000)):
        article = an_article(slug)
        rows_of(article, ada, [None] * size)
        number = article.id

        def tell(number: int = number) -> None:
            found = db.session.get_one(Article, number)
            for_publisher(found, load_page(found, None, Sort.BEST))

        with client.app.test_request_context(base_url=ADDRESS):
            costs.append(cost_of(tell))
    assert costs[0] == costs[1]


def test_every_comment_of_a_page_is_told(client: Visitor, talk: tuple[Comment, Comment]) -> None:
    assert client.get(PAGE).text.count('"@type":"Comment"') == len(talk)
