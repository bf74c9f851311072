"""The page that everyone shares holds nothing of anyone."""

from collections.abc import Callable

import pytest
from flask import Flask

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.ids import to_text
from tests.factories import an_article, say
from tests.visiting import Visitor
from tests.web.pages.asking import ask, shared_pages

PAGE = "/articles/the-bridge"
# What browsers, proxies and other applications of the same host add of their own.
OF_A_READER = {
    "Cookie": "ads=canary; session=canary; lang=canary",
    "Accept_Language": "canary-CH",
    "User_Agent": "canary/1.0",
    "Referer": "http://localhost:8000/canary",
    "X_Forwarded_For": "203.0.113.77",
    "X_Forwarded_Host": "canary.example",
    "X_Request_Id": "canary-0001",
    "Accept": "application/canary",
    "Authorization": "Basic canary",
    "If_Modified_Since": "Mon, 01 Jan 2024 00:00:00 GMT",
    "Range": "bytes=0-9",
}


def test_every_signed_out_reader_gets_the_same_bytes_and_nothing_of_who_came_first(
    app: Flask, addresses: list[str]
) -> None:
    for path in addresses:
        first = ask(app, path, **OF_A_READER)
        plain = ask(app, path)
        assert (first.status_code, first.data) == (200, plain.data), path
        assert "canary" not in first.text
        assert "203.0.113.77" not in first.text
        assert [pair for pair in first.headers if pair[0] != "X-Accel-Expires"] == [
            pair for pair in plain.headers if pair[0] != "X-Accel-Expires"
        ]
        assert "canary" not in str(first.headers)
        # Nor of who comes later, when it is made for them.
        app.extensions["forum.pages"].shelf.drop(f"{path}\nlocalhost:8000")
        assert ask(app, path, **OF_A_READER).data == plain.data


def test_who_is_signed_in_neither_gets_nor_leaves_anything_there(
    app: Flask, visitor: Callable[..., Visitor], ada: Account, addresses: list[str]
) -> None:
    own = [path for path in addresses if not path.endswith("/live") and not path.startswith("/counts")]
    member = visitor(ada)
    for path in own:
        before = member.get(path)
        assert before.cache_control.no_store
        assert "X-Accel-Expires" not in before.headers
        assert len(shared_pages(app).shelf) == 0, path
    for path in own:
        everybodys = ask(app, path)
        mine = member.get(path)
        assert mine.data != everybodys.data
        assert "Sign out" in mine.text
        assert "Sign out" not in everybodys.text
        assert ask(app, path).data == everybodys.data
    assert len(shared_pages(app).shelf) == len(own)


def test_a_cookie_that_only_looks_like_ours_gets_a_page_that_nobody_else_gets(app: Flask, article: Article) -> None:
    for cookie in ("forum=made-up", "x=1; forum=", "forum=a; forum=b", "myforum=1"):
        assert "X-Accel-Expires" not in ask(app, PAGE, Cookie=cookie).headers
    assert len(shared_pages(app).shelf) == 0


@pytest.mark.parametrize("query", ["utm_source=mail", "fbclid=1&utm_medium=x", "anything", "Sort=oldest"])
def test_what_a_newsletter_adds_to_the_address_leads_to_the_same_page(app: Flask, article: Article, query: str) -> None:
    plain = ask(app, PAGE)
    made = shared_pages(app).made
    with_more = ask(app, f"{PAGE}?{query}")
    assert with_more.data == plain.data
    assert with_more.headers["ETag"] == plain.headers["ETag"]
    assert shared_pages(app).made == made
    sorted_newest = ask(app, f"{PAGE}?sort=newest").data
    assert ask(app, f"{PAGE}?{query}&sort=newest").data == sorted_newest


def test_its_links_hold_nothing_of_what_the_first_one_had_in_the_address(app: Flask, article: Article) -> None:
    first = ask(app, f"{PAGE}?utm_source=canary&sort=newest&canary=1")
    assert "canary" not in first.text
    assert ask(app, f"{PAGE}?sort=newest").data == first.data


@pytest.mark.parametrize("name", ["draft", "deleted"])
def test_what_is_for_one_reader_is_not_shared(app: Flask, ada: Account, article: Article, name: str) -> None:
    comment = say(ada, article)
    say(ada, article, "I wait.", holds=Hold.ALL)
    delete_comment(comment, by=ada)
    for query in (f"{name}={to_text(comment.id)}", name, f"%{ord(name[0]):x}{name[1:]}=x", f"sort=newest&{name}=x"):
        answer = ask(app, f"{PAGE}?{query}")
        assert answer.status_code == 200
        assert "X-Accel-Expires" not in answer.headers
        assert not answer.cache_control.public
    assert len(shared_pages(app).shelf) == 0


@pytest.mark.parametrize("bad", ["%00", "%FF", "caf\xe9", "%ED%A0%80", "%EF%BF%BE", "\xed\xa0\x80"])
def test_s35_bytes_that_are_no_text_are_refused_though_the_page_is_there(
    app: Flask, article: Article, bad: str
) -> None:
    assert ask(app, PAGE).status_code == 200
    for parameter in ("sort", "cursor", "utm_source", "draft"):
        assert ask(app, PAGE, query=f"{parameter}={bad}").status_code == 400, parameter
    assert ask(app, PAGE, query=bad).status_code == 400
    assert len(shared_pages(app).shelf) == 1


def test_no_page_is_kept_under_the_name_of_another_site(app: Flask, article: Article) -> None:
    mine = ask(app, PAGE)
    for host in ("evil.example", "localhost.evil.example:8000", "evil.example/articles", "localhost:8000@evil.example"):
        assert ask(app, PAGE, Host=host).status_code == 400
    assert len(shared_pages(app).shelf) == 1
    assert ask(app, PAGE).data == mine.data


def test_a_host_that_continues_the_address_takes_no_other_pages_place(app: Flask, article: Article) -> None:
    an_article("counts")
    page = ask(app, "/articles/counts").data
    db.session.commit()
    for host in ("localhost:8000/articles", "localhost:8000/articles/counts?"):
        ask(app, "/counts", Host=host)
        ask(app, "/", Host=host)
    assert ask(app, "/articles/counts").data == page
