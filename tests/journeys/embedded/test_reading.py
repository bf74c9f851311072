"""Reading a discussion on pages of other sites, whatever these forbid and however they look."""

import pytest
from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment
from tests.browser.newsroom import Newsroom
from tests.factories import rows_of, say
from tests.journeys.embedded.hosts import Host, page_with, snippet
from tests.journeys.embedded.visiting import Guests, named

pytestmark = pytest.mark.usefixtures("answer")
any_screen = pytest.mark.parametrize("width", [375])


def test_a_discussion_reads_on_every_kind_of_page(story: str, guest: Guests) -> None:
    reader = guest()
    reader.open(story)
    assert reader.prose() == ["The ferry is late. Spoiler", "It was on time in May."]
    expect(reader.count).to_have_text("2")
    expect(reader.section.locator("time").first).to_have_text("just now")
    reader.section.get_by_text("Spoiler", exact=True).click()
    assert "The captain did it." in reader.prose()[0]
    assert reader.violations() == []


@any_screen
def test_the_page_says_how_it_looks(guest: Guests, story: str, request: pytest.FixtureRequest) -> None:
    reader = guest()
    reader.open(story)
    words = reader.section.locator(".prose").first
    of_page = reader.page.evaluate("() => getComputedStyle(document.body).fontFamily")
    size = "19.125px" if "dark-rtl" in request.node.name else "17px"  # its own are larger; smaller than usual none are
    assert words.evaluate("one => [getComputedStyle(one).fontFamily, getComputedStyle(one).fontSize]") == [
        of_page,
        size,
    ]
    title = reader.section.get_by_role("heading", name="Comments 2")
    colours = "one => [getComputedStyle(one).color, getComputedStyle(one).direction]"
    if "dark-rtl" in request.node.name:
        assert title.evaluate(colours) == ["rgb(255, 180, 84)", "rtl"]
        post = reader.section.get_by_role("button", name="Post comment")
        assert post.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(255, 180, 84)"
    else:
        assert title.evaluate(colours) == ["rgb(27, 26, 23)", "ltr"]


@any_screen
def test_it_comes_when_its_reader_comes_near(plain: str, guest: Guests, blog: Host, town: Newsroom) -> None:
    blog.has("/ferry", page_with(snippet(town.address), story="<p>A long story.</p>" * 200))
    reader = guest()
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.page.goto(plain, wait_until="networkidle")
    assert [url for url in asked if "/embed/" in url] == []
    reader.section.scroll_into_view_if_needed()
    expect(reader.comment("It was on time in May.")).to_be_attached()


def test_an_address_names_a_comment_far_down(
    plain: str, guest: Guests, town: Newsroom, ben: Account, article: Article
) -> None:
    with town.behind(ben, article):
        deep = say(ben, article, "Deep down.")
        rows_of(article, ben, [None] * 70)
    reader = guest()
    reader.page.goto(plain + named(deep.id))
    reader.meets("Deep down.")


@any_screen
def test_another_order_comes_in_place_and_is_said(
    plain: str, guest: Guests, town: Newsroom, ada: Account, article: Article
) -> None:
    with town.behind(ada, article):
        say(ada, article, "And the tram?")
    reader = guest()
    reader.open(plain)
    reader.section.get_by_label("Sort").focus()
    reader.section.get_by_label("Sort").select_option("oldest")
    expect(reader.status).to_have_text("From the beginning")
    assert reader.prose()[0] == "The ferry is late. Spoiler"
    reader.section.get_by_label("Sort").select_option("newest")
    expect(reader.section.locator("#threads .prose").first).to_have_text("And the tram?")
    expect(reader.section.get_by_label("Sort")).to_be_focused()


def test_what_went_wrong_is_seen_for_a_moment_and_the_order_stays(plain: str, guest: Guests) -> None:
    reader = guest()
    reader.page.clock.install()
    reader.open(plain)
    reader.page.route("**/embed/**", lambda route: route.abort())
    for _ in range(2):
        reader.section.get_by_label("Sort").select_option("oldest")
        expect(reader.status).to_have_text("The comments could not be loaded.")
        expect(reader.status).to_be_in_viewport(ratio=1)
        room = reader.status.evaluate("one => one.getBoundingClientRect().height")
        assert room > 30, "and not for who listens alone"
        expect(reader.section.get_by_label("Sort")).to_have_value("best")
        reader.page.clock.run_for(6_000)
        expect(reader.status).to_be_empty()


@any_screen
def test_the_rest_of_a_branch_comes_in_place(
    plain: str, guest: Guests, town: Newsroom, ben: Account, article: Article, opinion: Comment
) -> None:
    with town.behind(ben, article, opinion):
        for number in range(5):
            say(ben, article, f"Reply number {number}.", opinion)
    reader = guest()
    reader.open(plain)
    reader.section.get_by_role("link", name="Show 3 more replies to Ben").click()
    expect(reader.section.locator(".prose", has_text="Reply number")).to_have_count(5)
    expect(reader.section.locator(".replies__count").first).to_have_text("6 replies")
    expect(reader.section.get_by_role("link", name="more replies")).to_have_count(0)


@any_screen
def test_later_pages_and_single_threads_come_in_place(
    plain: str, guest: Guests, town: Newsroom, ben: Account, article: Article, opinion: Comment
) -> None:
    with town.behind(ben, article, opinion):
        rows_of(article, ben, [None] * 60)
    reader = guest()
    reader.page.goto(plain + named(opinion.id))
    reader.meets("The ferry is late.")
    reader.section.get_by_role("link", name="Continue this thread after Ben").click()
    expect(reader.comment("It was on time in May.")).to_be_visible()
    reader.section.get_by_role("link", name="All comments").click()
    reader.section.get_by_role("link", name="More comments").click()
    reader.section.get_by_role("link", name="From the beginning").click()
    expect(reader.section.get_by_role("link", name="More comments")).to_be_visible()
    assert reader.page.url == plain + named(opinion.id)


@any_screen
def test_a_comment_is_shared_by_the_address_of_the_page(plain: str, guest: Guests, opinion: Comment) -> None:
    reader = guest()
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.page.add_init_script("delete Navigator.prototype.share")
    reader.open(plain)
    reader.does("share", "The ferry")
    expect(reader.status).to_have_text("The address is copied.")
    assert reader.page.evaluate("navigator.clipboard.readText()") == plain + named(opinion.id)


@any_screen
def test_two_discussions_on_one_page_are_two(guest: Guests, town: Newsroom, blog: Host, article: Article) -> None:
    with town.behind(article):
        article.key = "first"
    both = ('article="first"', 'article="second" title="Another"')
    page = page_with("".join(snippet(town.address, attributes) for attributes in both))
    reader = guest()
    reader.page.goto(blog.has("/ferry", page))
    expect(reader.page.locator("forum-comments").nth(0).locator("#comment-count")).to_have_text("2")
    expect(reader.page.locator("forum-comments").nth(1).locator("#comment-count")).to_have_text("0")


@any_screen
def test_a_page_that_is_not_discussed_here_says_so_quietly(guest: Guests, town: Newsroom, blog: Host) -> None:
    page = page_with(f'<link rel="canonical" href="https://elsewhere.example/x">{snippet(town.address)}')
    reader = guest()
    reader.page.goto(blog.has("/other", page))
    reader.section.scroll_into_view_if_needed()
    expect(reader.section.get_by_role("status")).to_contain_text("The comments could not be loaded.")
