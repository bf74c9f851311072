"""Admins put sites on the list, copy what to paste, and look whether it is there; all of it without script."""

from collections.abc import Callable
from html import unescape
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import select

from forum.accounts.models import Account
from forum.articles.models import Openness
from forum.db import db
from forum.moderation.records import LogEntry
from forum.origins.listing import listed_origins
from forum.origins.models import Origin
from forum.origins.snippets import SYSTEMS
from tests.factories import an_article
from tests.fetching.elsewhere import answers, elsewhere
from tests.origins.conftest import BLOG
from tests.visiting import ADDRESS, Visitor

LIST = "/moderation/origins"
HERE = f"{LIST}/https/www.example.org"


@pytest.fixture
def admin(app: Flask, eve: Account) -> Visitor:
    return Visitor(app, eve)


def pasted(page: str) -> str:
    """What stands in the box to copy from."""
    return unescape(page.partition('aria-describedby="where">')[2].partition("</textarea>")[0])


def the_site() -> Origin:
    db.session.expire_all()
    return db.session.scalars(select(Origin)).one()


def test_a_site_is_added_changed_and_removed(admin: Visitor, eve: Account) -> None:
    assert "No site yet. Add yours" in admin.get(LIST).text
    assert admin.post(LIST, origin=" https://www.Example.org/ ", opens_articles="1", stance="held").location == HERE
    row = the_site()
    assert (row.origin, row.opens_articles, row.stance, row.by_id) == (BLOG, True, Openness.HELD, eve.id)
    assert admin.post(HERE, stance="").location == HERE
    assert (the_site().opens_articles, the_site().stance) == (False, None)
    assert "Opens none" in admin.get(LIST).text
    log = admin.get("/moderation/log").text
    assert "listed another site" in log and "its articles are opened: yes → no" in log and BLOG in log
    assert admin.post(f"{HERE}/remove").location == LIST
    assert listed_origins() == [] and admin.get(HERE).status_code == 404
    assert len(db.session.scalars(select(LogEntry)).all()) == 3


def test_the_list_says_what_is_discussed_there(admin: Visitor) -> None:
    admin.post(LIST, origin=BLOG, opens_articles="1")
    assert "No article yet" in admin.get(LIST).text
    an_article(url=f"{BLOG}/bridge", comment_count=1200)
    assert "1 article · 1,200 comments · the latest article of " in admin.get(LIST).text


@pytest.mark.parametrize(
    ("origin", "status", "says"),
    [
        ("http://www.example.org", 400, "must begin with https://"),
        (f"{BLOG}/blog", 400, "Leave out what follows"),
        (ADDRESS, 400, "this site itself"),
        (BLOG, 409, "on the list already"),
        ("", 400, "Give the site’s address"),
    ],
)
def test_what_cannot_be_listed_comes_back_with_the_reason(admin: Visitor, origin: str, status: int, says: str) -> None:
    admin.post(LIST, origin=BLOG)
    answer = admin.post(LIST, origin=origin, stance="first")
    assert answer.status_code == status and says in answer.text and 'role="alert"' in answer.text
    assert f'value="{origin}"' in answer.text and 'value="first" checked' in answer.text
    assert listed_origins() == [BLOG]


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_to_paste_is_made_for_the_site(admin: Visitor, system: str) -> None:
    admin.post(LIST, origin=BLOG)
    page = admin.get(f"{HERE}?system={system}").text
    assert f"{ADDRESS}/embed.js" in pasted(page) and pasted(page).rstrip().endswith((">", ");"))
    assert f'?system={system}#text" aria-current="page"' in page
    assert f"script-src {ADDRESS}; connect-src {ADDRESS}" in page


def test_plain_html_is_made_for_the_page_that_is_typed(admin: Visitor) -> None:
    admin.post(LIST, origin=BLOG)
    title = 'Tom & "Jerry"</textarea><script>'
    page = admin.get(f"{HERE}?system=html&url={BLOG}/a&key=k1&title={quote(title)}").text
    assert '<forum-comments article="k1" title="Tom &amp; &quot;Jerry&quot;&lt;/textarea&gt;&lt;script&gt;">' in pasted(
        page
    )
    assert "<script>" not in page.replace(pasted(page), "")
    refused = admin.get(f"{HERE}?url=nowhere&key={'k' * 201}").text
    assert "Give the whole address of the article" in refused and "at most 200 characters" not in refused
    assert "at most 200 characters" in admin.get(f"{HERE}?url={BLOG}/a&key={'k' * 201}").text
    assert admin.get(f"{HERE}?system=../../etc&url=").status_code == 200


def test_a_page_is_looked_at(admin: Visitor) -> None:
    with elsewhere() as there:
        origin = f"http://127.0.0.1:{there.port}"
        here = admin.post(LIST, origin=origin, opens_articles="1").location
        key = "<b>season-2"
        html = f'<script src={ADDRESS}/embed.js></script><forum-comments article="{key}"></forum-comments>'
        there.manners = [answers(200, html.encode(), Content_Type="text/html")] * 2 + [answers(404)]
        found = admin.post(f"{here}/check", url=f"{origin}/2026/season-2")
        assert found.status_code == 200 and "the element, with the key &lt;b&gt;season-2" in found.text
        assert '<bdi class="plain">/2026/season-2</bdi>' in found.text and "Nobody has said anything" in found.text
        article = an_article(key=key, comment_count=1)
        again = admin.post(f"{here}/check", url=f"{origin}/2026/season-2").text
        assert f'href="/articles/{article.slug}"' in again and "has 1 comment." in again
        missing = admin.post(f"{here}/check", url=f"{origin}/gone")
        assert missing.status_code == 200 and "It answers 404: there is no such page." in missing.text


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://evil.example/", f"That page is not on {BLOG}."),
        ("", "Give the whole address"),
        (f"{BLOG}:8443/", f"That page is not on {BLOG}."),
    ],
)
def test_a_page_of_another_site_is_not_looked_at(admin: Visitor, url: str, says: str) -> None:
    admin.post(LIST, origin=BLOG)
    answer = admin.post(f"{HERE}/check", url=url)
    assert answer.status_code == 400 and says in answer.text and f'value="{url}"' in answer.text


def test_s42_a_site_inside_the_network_is_not_called(
    app: Flask, admin: Visitor, settings_are: Callable[..., None]
) -> None:
    admin.post(LIST, origin="https://10.0.0.1")
    answer = admin.post(f"{LIST}/https/10.0.0.1/check", url="https://10.0.0.1/")
    assert answer.status_code == 400 and "own network" in answer.text
    with elsewhere() as there:
        origin = f"http://127.0.0.1:{there.port}"
        here = admin.post(LIST, origin=origin).location
        assert admin.post(f"{here}/check", url=f"{origin}/").status_code == 200 and len(there.received) == 1
        session = admin.client.get_cookie("forum", "localhost")
        admin.client.set_cookie("forum", session.value if session else "", domain="comments.example")
        fields = {"csrf": admin.csrf_token() or "", "url": f"{origin}/"}
        settings_are(base_url="https://comments.example")
        with app.app_context():
            there_now = {"base_url": "https://comments.example", "headers": {"Origin": "https://comments.example"}}
            answer = admin.client.post(f"{here}/check", data=fields, **there_now)
        assert answer.status_code == 400 and "own network" in answer.text and len(there.received) == 1


@pytest.mark.parametrize("who", ["ada", "sam"])
def test_nobody_else_sees_the_list(app: Flask, who: str, request: pytest.FixtureRequest, admin: Visitor) -> None:
    admin.post(LIST, origin=BLOG)
    visitor = Visitor(app, request.getfixturevalue(who))
    assert {visitor.get(path).status_code for path in (LIST, HERE, f"{LIST}/https/nowhere.example")} == {403}
    assert "On other sites" not in visitor.get("/moderation/queue").text
    assert f'href="{LIST}"' in admin.get("/moderation/queue").text


@pytest.mark.parametrize("path", ["ftp/a", "https/%00", "https/www.example.org%2f", "http/www.example.org", "https/é"])
def test_what_is_not_on_the_list_has_no_page(admin: Visitor, path: str) -> None:
    admin.post(LIST, origin=BLOG)
    assert admin.get(f"{LIST}/{path}").status_code in (400, 404)
