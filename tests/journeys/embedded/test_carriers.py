"""The other ways to carry a discussion: put into the page by its own server, and what reads without script."""

import urllib.request
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.ids import to_text
from tests.browser.newsroom import Newsroom, path_of
from tests.factories import rows_of
from tests.journeys.embedded.hosts import Host, page_with
from tests.journeys.embedded.visiting import Guests, named

any_screen = pytest.mark.parametrize("width", [375])
FERRY = "The ferry is late."


@pytest.fixture
def included(town: Newsroom, blog: Host, article: Article, opinion: Comment, answer: Comment) -> str:
    """A page that the blog's server has put together, with our fragment in it."""
    return including(town, blog, f"/embed/{to_text(article.id)}.html")


def including(town: Newsroom, blog: Host, fragment: str) -> str:
    """The address of a page of the blog with that fragment in it, and our script."""
    with urllib.request.urlopen(town.address + fragment) as answered:
        html = answered.read().decode()
    script = f'<script type="module" src="{town.address}/embed.js"></script>'
    return blog.has("/ferry", page_with(html, head=script))


def test_it_reads_without_script_and_the_plain_page_posts(included: str, guest: Guests, ada: Account) -> None:
    reader = guest(ada, script=False)
    reader.page.goto(included)
    assert reader.prose() == ["The ferry is late. Spoiler", "It was on time in May."]
    expect(reader.page).to_have_title("The late ferry")
    colour = reader.section.locator(".avatar").first.evaluate("one => getComputedStyle(one).borderRadius")
    assert colour == "50%", "it has its style"
    reader.section.get_by_role("link", name="Reply to Ben").click()
    reader.page.get_by_label("Reply to Ben").fill("So it is.")
    reader.page.get_by_role("button", name="Post reply").click()
    expect(reader.page.locator("article.comment[aria-current]")).to_contain_text("So it is.")


def test_every_link_of_it_leads_to_our_own_page(included: str, guest: Guests, town: Newsroom, article: Article) -> None:
    reader = guest(script=False)
    reader.page.goto(included)
    for link in reader.section.get_by_role("link").all():
        address = link.get_attribute("href") or ""
        assert address.startswith(f"{town.address}/"), address
        assert urllib.request.urlopen(address).status == 200
    reader.section.get_by_role("link", name="Join the discussion").click()
    expect(reader.page).to_have_url(f"{town.address}{path_of(article)}#compose")


@any_screen
def test_script_goes_on_with_what_is_there(included: str, guest: Guests, ada: Account) -> None:
    reader = guest(ada)
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.open(included)
    expect(reader.root.field).to_be_visible()
    assert [url for url in asked if "/embed/" in url] == []
    reader.root.write("I was on it.")
    with reader.page.context.expect_page() as opened:
        reader.root.post()
    reader.agrees(opened.value, "Ada")
    reader.meets("I was on it.")
    assert reader.section.locator("link[rel=stylesheet]").count() == 1


@any_screen
def test_an_address_leads_to_a_comment_that_was_not_included(
    guest: Guests, town: Newsroom, blog: Host, ben: Account, article: Article, opinion: Comment
) -> None:
    with town.behind(ben, article, opinion):
        rows_of(article, ben, [None] * 60)
    reader = guest()
    reader.open(including(town, blog, f"/embed/{to_text(article.id)}.html") + named(opinion.id))
    reader.meets(FERRY)


@any_screen
def test_the_first_comment_is_said_under_the_names_that_the_site_included_it_by(
    guest: Guests, town: Newsroom, blog: Host, ada: Account
) -> None:
    names = {"key": "season-2", "url": f"{blog.address}/s2", "title": 'Season "2"'}
    address = including(town, blog, f"/embed/at.html?{urlencode(names)}")
    reader = guest(ada)
    reader.open(address)
    reader.signs_in("Ada")
    reader.root.say("I was on it.")
    reader.meets("I was on it.")
    with town.behind():
        found = db.session.query(Article).one()
        assert {"key": found.key, "url": found.url, "title": found.title} == names


def test_without_script_a_page_that_nobody_has_spoken_on_says_how_to(guest: Guests, town: Newsroom, blog: Host) -> None:
    reader = guest(script=False)
    reader.page.goto(including(town, blog, f"/embed/at.html?url={blog.address}/new"))
    expect(reader.section.locator("#write")).to_contain_text("The first comment here needs JavaScript.")


@any_screen
def test_where_our_script_does_not_run_an_order_is_chosen_by_a_button(
    guest: Guests, town: Newsroom, article: Article, answer: Comment, included: str
) -> None:
    reader = guest()
    reader.page.goto(f"{town.address}/embed/{to_text(article.id)}.html")
    reader.section.get_by_label("Sort").select_option("oldest")
    reader.section.get_by_role("button", name="Apply this order").click()
    expect(reader.page).to_have_url(f"{town.address}{path_of(article)}?sort=oldest#comments")
    reader.open(included)
    expect(reader.section.get_by_role("button", name="Apply this order")).to_have_count(0)
