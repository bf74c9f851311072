"""What pages of other sites load: the same for everybody, from anywhere, and framed by those alone that are listed."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.discussion.models import Comment
from forum.ids import to_text
from forum.origins.models import Origin
from tests.embed.conftest import BLOG
from tests.factories import an_article, rows_of, say
from tests.security.reread import rows
from tests.visiting import ADDRESS, Visitor

List = Callable[..., Origin]
PAGE = f"{BLOG}/ferry"
FRAMED = re.compile(r"frame-ancestors ([^;]*)")


@pytest.fixture
def article(app: object) -> Article:
    return an_article("the-late-ferry", url=PAGE)


@pytest.fixture
def opinion(ben: Account, article: Article) -> Comment:
    return say(ben, article, "The ferry is late.")


def fragment(article: Article, query: str = "") -> str:
    return f"/embed/{to_text(article.id)}.html{query}"


def at(url: str, **words: str) -> str:
    return "/embed/at.html?" + "&".join(f"{name}={quote(word)}" for name, word in {"url": url, **words}.items())


def test_a_fragment_is_the_same_for_everybody_and_read_from_anywhere(
    visitor: Callable[..., Visitor], article: Article, opinion: Comment, ben: Account, sam: Account
) -> None:
    answers = [visitor(who).get(fragment(article), headers={"Origin": BLOG}) for who in (None, ben, sam)]
    assert {answer.data for answer in answers} == {answers[0].data}
    for answer in answers:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer.headers["Cache-Control"] == "public, max-age=0, stale-while-revalidate=1"
        assert answer.vary.to_header() == "Accept-Encoding"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert "Set-Cookie" not in answer.headers
        assert "Access-Control-Allow-Credentials" not in answer.headers
    again = visitor(None).get(fragment(article), headers={"If-None-Match": answers[0].headers["ETag"]})
    assert again.status_code == 304


def test_s21_it_holds_no_sign_in_no_deletion_and_no_moderation(
    visitor: Callable[..., Visitor], article: Article, opinion: Comment, sam: Account
) -> None:
    page = visitor(sam).get(fragment(article)).text
    assert "The ferry is late." in page
    assert re.findall(r'<form (?!class="composer" part="composer">|method="get")', page) == []
    assert 'type="password"' not in page and 'name="csrf"' not in page
    assert re.findall(r"/moderation|/delete|/edit|/queue", page) == []
    (report,) = re.findall(r'<a [^>]*data-act="report"[^>]*>', page)
    assert 'target="_blank" rel="noopener"' in report


def test_every_address_in_it_is_whole(client: Visitor, article: Article, opinion: Comment) -> None:
    page = client.get(fragment(article)).text
    addresses = re.findall(r'(?:href|action|src)="([^"]*)"', page)
    assert len(addresses) > 8
    assert [address for address in addresses if not address.startswith(f"{ADDRESS}/")] == []


def test_s20_it_is_framed_by_the_listed_sites_alone(client: Visitor, article: Article, list_site: List) -> None:
    begin = clock.now()

    def framed(path: str, minutes: int = 0) -> list[str]:
        with clock.stopped_at(begin + timedelta(minutes=minutes)):
            return FRAMED.findall(client.get(path).headers["Content-Security-Policy"])

    assert framed(fragment(article)) == ["'none'"]
    other = list_site("https://b.example")
    list_site()
    assert framed(fragment(article), 1) == framed(at(PAGE), 1) == [f"https://b.example {BLOG}"]
    assert framed(at(f"{BLOG}/new"), 1) == [f"https://b.example {BLOG}"]
    db.session.delete(other)
    assert framed(fragment(article), 2) == [BLOG]
    of_ours = f"/articles/{article.slug}", "/", "/sign-in", "/embed/sign-in", "/embed.js"
    for elsewhere in (*of_ours, at("https://c.example/x")):
        assert framed(elsewhere, 2) == ["'none'"], elsewhere


def test_an_article_is_found_by_its_key_its_address_and_what_tracks_is_left_out(
    client: Visitor, article: Article, opinion: Comment
) -> None:
    assert "The ferry is late." in client.get(at(f"{PAGE}?utm_source=letter&fbclid=7#top")).text
    article.key = "ferry-7"
    assert "The ferry is late." in client.get(at("https://anything.example/", key="ferry-7")).text
    assert "The ferry is late." not in client.get(at(PAGE, key="another"), follow_redirects=True).text


def test_a_page_of_a_listed_site_is_empty_before_anybody_speaks_and_looking_writes_nothing(
    client: Visitor, list_site: List
) -> None:
    assert client.get(at(PAGE)).status_code == 404
    site = list_site()
    before = rows()
    answer = client.get(at(PAGE, title="<b>The</b> late ferry"))
    assert answer.status_code == 200
    assert "No comments yet." in answer.text and '<template id="box">' in answer.text
    assert "&lt;b&gt;The&lt;/b&gt; late ferry" in answer.text
    assert rows() == before
    site.opens_articles = False
    assert client.get(at(PAGE)).status_code == 404


def test_the_first_comment_is_there_for_the_next_reader(client: Visitor, list_site: List, ada: Account) -> None:
    list_site()
    assert "No comments yet." in client.get(at(PAGE)).text
    say(ada, an_article("the-late-ferry", url=PAGE), "I was on it.")
    assert "I was on it." in client.get(at(PAGE)).text


@pytest.mark.parametrize(
    "url", ["", "no address", "javascript:alert(1)", "https://a\\b.example/", "//www.example.org/x"]
)
def test_what_is_no_address_is_refused(client: Visitor, list_site: List, url: str) -> None:
    list_site()
    assert client.get(at(url)).status_code in (400, 404)


def test_a_fragment_stays_true(client: Visitor, article: Article, ben: Account, opinion: Comment) -> None:
    assert "The ferry is late." in client.get(fragment(article)).text
    reply = say(ben, article, "Still.", opinion)
    assert "Still." in client.get(fragment(article)).text
    delete_comment(reply, by=ben)
    assert "Still." not in client.get(fragment(article)).text
    article.title, article.version = "The late boat", article.version + 1
    assert "The late boat" in client.get(fragment(article)).text


def test_parts_of_it(client: Visitor, article: Article, ben: Account, opinion: Comment) -> None:
    chain = opinion
    for depth in range(10):
        chain = say(ben, article, f"Deeper by {depth}.", chain)
    rows_of(article, ben, [None] * 60)
    first = client.get(fragment(article, "?sort=oldest")).text
    cursor = re.findall(r"cursor=([^#]*)#comments\">More comments", first)[0]
    assert first.count('<article class="comment" id=') == 50
    assert "The ferry is late." not in client.get(fragment(article, f"?sort=oldest&cursor={cursor}")).text
    branch = client.get(fragment(article, f"?parent={to_text(opinion.id)}")).text
    assert "The ferry is late." in branch and "Deeper by 0." in branch
    shown = client.get(fragment(article, f"?show={to_text(opinion.id)}")).text
    assert re.search(rf'id="c{to_text(opinion.id)}"[^>]*aria-current="true"', shown)
    deep = client.get(fragment(article, f"?show={to_text(chain.id)}")).text
    assert "Deeper by 9." in deep and "Deeper by 7." in deep and "Deeper by 2." not in deep
    assert client.get(fragment(article, "?parent=7zzzzzzzzzzzz")).status_code == 404
    assert client.get(fragment(article, "?show=7zzzzzzzzzzzz")).status_code == 200
    assert client.get(fragment(article, "?sort=worst")).status_code == 400


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", {"sort": "best"}),
        ("?sort=oldest&cursor={cursor}", {"sort": "oldest", "cursor": "{cursor}"}),
        ("?show={opinion}", {"sort": "best", "show": "{opinion}"}),
        ("?show=7zzzzzzzzzzzz", {"sort": "best"}),
        ("?parent={opinion}", {"sort": "best", "parent": "{opinion}", "show": "{opinion}"}),
        ("?show={deep}", {"sort": "best", "parent": "{deep}", "show": "{deep}"}),
    ],
)
def test_it_says_what_it_shows(
    client: Visitor, article: Article, ben: Account, opinion: Comment, query: str, said: dict[str, str]
) -> None:
    chain = opinion
    for depth in range(10):
        chain = say(ben, article, f"Deeper by {depth}.", chain)
    rows_of(article, ben, [None] * 60)
    cursor = re.findall(r"cursor=([^#]*)#comments", client.get(fragment(article, "?sort=oldest")).text)[0]
    names = {"opinion": to_text(opinion.id), "deep": to_text(chain.id), "cursor": cursor}
    (tag,) = re.findall(r'<div id="threads"[^>]*>', client.get(fragment(article, query.format(**names))).text)
    assert dict(re.findall(r'data-(\w+)="([^"]*)"', tag)) == {name: word.format(**names) for name, word in said.items()}


def test_it_says_the_sites_own_key_and_of_which_page_it_is(client: Visitor, article: Article, list_site: List) -> None:
    def said(address: str) -> list[dict[str, str]]:
        tags = re.findall(r"<(?:forum-comments|section)[^>]*>", client.get(address).text)
        return [dict(re.findall(r'(article|data-(?:article|key|url|title))="([^"]*)"', tag)) for tag in tags]

    list_site()
    new, names = at(f"{BLOG}/new", key="s2", title='"2"'), {"data-url": f"{BLOG}/new", "data-title": "&#34;2&#34;"}
    assert said(new) == [{"article": "s2"}, names | {"data-key": "s2"}]
    assert said(at(f"{BLOG}/new", title='"2"')) == [{}, names]
    assert said(fragment(article)) == [{}, {"data-article": to_text(article.id)}]
    article.key, article.version = "ferry-7", article.version + 1
    assert said(fragment(article)) == [{"article": "ferry-7"}, {"data-article": to_text(article.id)}]


def test_a_comment_of_another_article_is_not_shown_in_this_one(
    client: Visitor, article: Article, ben: Account, opinion: Comment
) -> None:
    other = an_article("the-tram")
    assert "The ferry" not in client.get(fragment(other, f"?show={to_text(opinion.id)}")).text.replace("ferry-", "")
    assert client.get(fragment(other, f"?parent={to_text(opinion.id)}")).status_code == 404


def test_the_script_has_one_address_for_ever_and_is_asked_for_again_soon(client: Visitor) -> None:
    answer = client.get("/embed.js")
    assert answer.headers["Cache-Control"] == "public, max-age=300, stale-while-revalidate=86400"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    (sheet,) = re.findall(r"'(/static/[^']*embed\.css)'", answer.text)
    found = client.get(sheet)
    assert found.headers["Access-Control-Allow-Origin"] == "*"
    assert found.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "immutable" in found.headers["Cache-Control"]
    for of_ours in ("forum.css", "forum.js"):
        assert "Access-Control-Allow-Origin" not in client.get(sheet.replace("embed.css", of_ours)).headers
