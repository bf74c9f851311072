"""Which sites are on the list, and how they come there."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from forum.accounts.models import Account
from forum.articles.models import Openness
from forum.db import db
from forum.errors import Conflict, Forbidden, Invalid
from forum.moderation.records import LogEntry, LogText
from forum.origins.addresses import NO_ORIGIN, NO_PATTERN, NOT_SECURE, origin_of, parse_origin, site_of
from forum.origins.forms import OriginForm
from forum.origins.keeping import MOST, add_origin, change_origin, remove_origin
from forum.origins.listing import all_sites, is_listed, listed_origins
from forum.origins.models import Origin
from tests.factories import an_article
from tests.origins.conftest import BLOG
from tests.visiting import ADDRESS

ListSite = Callable[..., Origin]
PLAIN = OriginForm(opens_articles=True, stance=None)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("https://www.example.org", "https://www.example.org"),
        (" https://WWW.Example.ORG:443/ ", "https://www.example.org"),
        ("https://example.org:8443", "https://example.org:8443"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("https://[2001:DB8::1]/", "https://[2001:db8::1]"),
        ("http://localhost:1313", "http://localhost:1313"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://blog.localhost:4000", "http://blog.localhost:4000"),
    ],
)
def test_an_origin_is_written_as_browsers_write_it(typed: str, origin: str) -> None:
    assert parse_origin(typed) == origin


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", NO_ORIGIN),
        ("null", NO_ORIGIN),
        ("www.example.org", NO_ORIGIN),
        ("ftp://example.org", NO_ORIGIN),
        ("javascript://example.org/%0Aalert(1)", NO_ORIGIN),
        ("https://eve@example.org", NO_ORIGIN),
        ("https://", NO_ORIGIN),
        ("https://example.org:99999", NO_ORIGIN),
        ("https://exa mple.org", NO_ORIGIN),
        ("https://*.example.org", NO_PATTERN),
        ("*", NO_PATTERN),
        ("http://example.org", NOT_SECURE),
        ("http://localhost.example.org", NOT_SECURE),
        ("https://example.org/blog", "The list holds whole sites, not pages. Leave out what follows "),
        ("https://example.org/?a", "The list holds whole sites"),
        ("https://example.org/#a", "The list holds whole sites"),
    ],
)
def test_what_is_no_origin_is_refused_with_what_to_do(typed: str, says: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse_origin(typed)
    assert refusal.value.sentence.startswith(says) and refusal.value.field == "origin"


@pytest.mark.one_database
def test_a_page_belongs_to_its_whole_origin() -> None:
    assert origin_of("https://Example.org:443/a?b#c") == "https://example.org"
    assert origin_of("http://example.org/a") != origin_of("https://example.org/a")
    assert site_of(f"HTTPS://Example.org:443/{'x' * 3_000}") == "https://example.org"
    assert {site_of(nowhere) for nowhere in ("", "/a", "https://[broken/", "mailto:ada@example.org")} == {""}


def test_exactly_the_listed_sites_are_listed(list_site: ListSite) -> None:
    list_site("https://b.example")
    list_site("https://a.example:8443")
    assert listed_origins() == ["https://a.example:8443", "https://b.example"]
    assert is_listed("https://b.example") and is_listed("https://a.example:8443")
    others = (
        "https://a.example",
        "http://b.example",
        "https://www.b.example",
        "https://b.example.evil.example",
        "null",
    )
    assert not any(is_listed(origin) for origin in ("", "https://b.example/", *others))


def test_our_own_site_needs_no_listing(list_site: ListSite) -> None:
    assert is_listed(ADDRESS) and listed_origins() == []
    with pytest.raises(Invalid, match="this site itself"):
        list_site(ADDRESS)


def test_a_site_is_listed_once_and_not_without_end(list_site: ListSite, eve: Account) -> None:
    list_site()
    with pytest.raises(Conflict, match="on the list already"):
        list_site(BLOG + ":443/")
    for n in range(MOST - 1):
        list_site(f"https://{n}.example")
    with pytest.raises(Conflict, match=f"{MOST} sites already"):
        list_site("https://more.example")


def test_what_was_done_to_the_list_is_in_the_log(list_site: ListSite, eve: Account) -> None:
    row = list_site()
    change_origin(row, OriginForm(False, Openness.HELD), eve)
    change_origin(row, OriginForm(False, Openness.HELD), eve)
    remove_origin(row, eve)
    assert listed_origins() == [] and not is_listed(BLOG)
    entries = db.session.scalars(select(LogEntry).order_by(LogEntry.id)).all()
    assert [(entry.kind, entry.actor_id) for entry in entries] == [
        ("origin-added", eve.id),
        ("origin", eve.id),
        ("origin-removed", eve.id),
    ]
    words = [text.words for text in db.session.scalars(select(LogText).order_by(LogText.entry_id))]
    assert [each["origin"] for each in words] == [BLOG] * 3
    assert words[1]["before"] == {"opens_articles": True, "stance": None}
    assert words[1]["after"] == {"opens_articles": False, "stance": "held"}


@pytest.mark.parametrize("who", ["ada", "sam"])
def test_only_admins_change_the_list(who: str, list_site: ListSite, request: pytest.FixtureRequest) -> None:
    row, by = list_site(), request.getfixturevalue(who)
    for change in (
        lambda: add_origin("https://b.example", PLAIN, by),
        lambda: change_origin(row, PLAIN, by),
        lambda: remove_origin(row, by),
    ):
        with pytest.raises(Forbidden):
            change()
    assert listed_origins() == [BLOG]


def test_each_site_is_shown_with_what_is_discussed_there(list_site: ListSite) -> None:
    list_site()
    list_site("https://www.example.org.evil.example")
    for slug, count in (("the-bridge", 3), ("the-ferry", 4)):
        an_article(slug, url=f"{BLOG}/{slug}", comment_count=count)
    an_article("elsewhere", url="https://www.example.com/", comment_count=9)
    an_article("nowhere", comment_count=9)
    blog, evil = all_sites()
    assert (blog.row.origin, blog.articles, blog.comments) == (BLOG, 2, 7) and blog.latest is not None
    assert (evil.articles, evil.comments, evil.latest) == (0, 0, None)
