"""Coming in and going out."""

from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.accounts.passwords import hash_password
from forum.accounts.tickets import make_sign_in_link
from forum.articles.models import Article
from forum.db import db
from tests.browser.newsroom import Newsroom
from tests.browser.reader import Readers


def test_signing_out_ends_the_session_on_the_server_too(
    town: Newsroom, visitor: Readers, ada: Account, article: Article
) -> None:
    reader = visitor(ada)
    reader.open(article)
    stolen = reader.page.context.cookies()
    reader.follow("Sign out")
    reader.sees("You are signed in as Ada.")
    reader.press("Sign out")
    expect(reader.page.get_by_role("link", name="Sign in")).to_be_visible()
    thief = visitor()
    thief.page.context.add_cookies([{"name": c["name"], "value": c["value"], "url": town.address} for c in stolen])
    thief.open(article)
    expect(thief.page.get_by_role("link", name="Sign in")).to_be_visible()


def test_signing_in_leads_back_to_the_page_one_came_from(
    town: Newsroom, visitor: Readers, ada: Account, article: Article
) -> None:
    with town.behind(ada):
        ada.password_hash = hash_password("correct horse")
    reader = visitor()
    reader.open(f"/articles/{article.slug}?sort=newest")
    reader.follow("Sign in")
    reader.fill(email="ada@EXAMPLE.org", password="correct horse")
    reader.press("Sign in")
    assert reader.page.url.endswith(f"/articles/{article.slug}?sort=newest")
    expect(reader.page.get_by_role("link", name="Ada")).to_be_visible()


def test_signing_in_never_leads_to_another_site(town: Newsroom, visitor: Readers, ada: Account) -> None:
    with town.behind(ada):
        ada.password_hash = hash_password("correct horse")
    for elsewhere in (
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "/%09/evil.example",
        "javascript:1",
    ):
        reader = visitor()
        reader.open(f"/sign-in?next={elsewhere}")
        reader.fill(email="ada", password="correct horse")
        reader.press("Sign in")
        assert reader.page.url.startswith(town.address)


def test_a_link_signs_in_once_and_only_by_its_button(town: Newsroom, visitor: Readers, ada: Account) -> None:
    with town.behind(ada):
        db.session.flush()
        address = f"/sign-in/link/{make_sign_in_link(ada)}"
    scanner, reader, other = visitor(), visitor(), visitor()
    for _ in range(2):
        scanner.open(address)
    expect(scanner.page.get_by_role("link", name="Ada")).to_have_count(0)
    reader.open(address)
    other.open(address)
    reader.press("Sign in")
    expect(reader.page.get_by_role("link", name="Ada")).to_be_visible()
    other.refused(other.press("Sign in"), 403, "This link was used already or has expired.")
    expect(other.page.get_by_role("link", name="Ada")).to_have_count(0)
