"""The live check says with what a page carries its discussion, and calls nobody that it should not (S42)."""

import socket
from collections.abc import Sequence
from urllib.parse import urlsplit

import pytest

from forum.errors import Invalid
from forum.fetching.door import Door
from forum.fetching.target import INSIDE
from forum.ids import to_text
from forum.origins.addresses import parse_origin
from forum.origins.checking import MOST_STEPS, OTHER_PORT, check, fetch_page
from forum.origins.finding import AN_EXAMPLE, NO_LINK
from forum.origins.snippets import EXAMPLE, Asked, html_snippet
from tests.factories import an_article
from tests.fetching.elsewhere import Elsewhere, answers, elsewhere
from tests.fetching.test_door import CALLED, SSRF, named, never_dialled
from tests.origins.conftest import BLOG, ELEMENT, LINK, SCRIPT, WHOLE, ListSite, Looked, page
from tests.visiting import ADDRESS, Visitor


def test_it_is_found_with_its_key(looked: Looked, there: Elsewhere) -> None:
    found = looked(page(WHOLE))
    assert (found.path, found.carrier, found.sentences) == ("/2026/season-2", "the element, with the key season-2", [])
    assert found.article is None
    (call,) = there.received
    assert (call.method, call.path) == ("GET", "/2026/season-2") and "Cookie" not in call.headers


def test_it_is_found_with_what_was_said_there(looked: Looked) -> None:
    article = an_article(key="season-2", comment_count=12)
    assert looked(page(WHOLE)).article is article


@pytest.mark.parametrize(
    ("html", "carrier"),
    [
        (SCRIPT + f"<forum-comments>{LINK}</forum-comments>", "the element, known by its address"),
        (WHOLE + ELEMENT.replace("season-2", "s3"), "2 elements, with the keys season-2, s3"),
        (
            "<forum-comments article=a><template shadowrootmode=open></template></forum-comments>",
            "the element with the comments in it, with the key a",
        ),
    ],
)
def test_it_says_by_which_carrier(looked: Looked, html: str, carrier: str) -> None:
    found = looked(page(html))
    assert (found.carrier, found.sentences) == (carrier, [])


@pytest.mark.parametrize("key", [None, "season-2"])
def test_what_a_site_includes_is_found_wherever_it_stands(looked: Looked, client: Visitor, key: str | None) -> None:
    article = an_article(key=key, url=f"{BLOG}/elsewhere")
    html = client.get(f"/embed/{to_text(article.id)}.html").text
    found = looked(page(html))
    assert (found.article, found.sentences) == (article, [])
    assert found.carrier == "the element with the comments in it, " + (
        f"with the key {key}" if key else "known by its address"
    )


def test_what_could_be_better_is_said_as_well(looked: Looked) -> None:
    found = looked(page(SCRIPT + "<forum-comments article=a></forum-comments>"))
    assert found.carrier and found.sentences == [NO_LINK]
    found = looked(page(html_snippet(ADDRESS, Asked(f"{BLOG}/the-page", EXAMPLE))))
    assert found.carrier and found.sentences == [AN_EXAMPLE]


@pytest.mark.parametrize("kind", ["text/html", "text/html; charset=iso-8859-1", "TEXT/HTML; charset=punycode"])
def test_whatever_it_is_written_in_it_is_read(looked: Looked, kind: str) -> None:
    assert looked(answers(200, WHOLE.encode() + b"\xff\xfe", Content_Type=kind)).carrier


def test_redirects_are_followed_on_the_site_itself_and_not_for_ever(looked: Looked, there: Elsewhere) -> None:
    found = looked(answers(301, Location="/2026/season-2/"), answers(302, Location="?page=1"), page(WHOLE))
    assert found.path == "/2026/season-2/?page=1" and found.carrier
    there.received.clear()
    assert "on and on" in looked(*[answers(302, Location="/a")] * 10).sentences[0]
    assert len(there.received) == MOST_STEPS


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("http://blog.localhost", "/"),
        ("http://blog.localhost:80/s2", "/s2"),
        ("HTTP://Blog.Localhost/s2#top", "/s2"),
        ("//blog.localhost?page=2", "/?page=2"),
        ("/Café?ü".encode().decode("latin-1"), "/Caf%C3%A9?%C3%BC"),
    ],
)
def test_a_redirect_is_followed_however_the_site_itself_is_written(there: Elsewhere, location: str, path: str) -> None:
    def dialled(address: str, port: int, seconds: float) -> socket.socket:
        assert port == 80
        return socket.create_connection(("127.0.0.1", there.port), seconds)

    there.manners = [answers(301, Location=location), page(WHOLE)]
    fetched = fetch_page("http://blog.localhost", "http://blog.localhost/2026", Door(True, dial=dialled))
    assert fetched.trouble == "" and [call.path for call in there.received] == ["/2026", path]


def test_s42_a_redirect_to_another_site_is_not_followed(looked: Looked) -> None:
    with elsewhere() as other:
        for location in (other.url, other.url.removeprefix("http:")):
            assert "leads on to another site" in looked(answers(302, Location=location)).sentences[0]
        assert other.received == []


@pytest.mark.one_database
@pytest.mark.parametrize("case", SSRF, ids=lambda case: case["id"])
def test_s42_no_hostile_page_is_fetched(case: dict[str, str]) -> None:
    """Neither as a page of a site that is listed, nor where somebody listed that very site."""
    door = Door(resolve=named, dial=never_dialled)
    hostile = case["url"].replace("http://", "https://", 1)
    for url in (case["url"], hostile):
        with pytest.raises(Invalid) as refusal:
            fetch_page(BLOG, url, door)
        assert refusal.value.field == "url"
    try:
        origin = parse_origin(f"https://{urlsplit(hostile).netloc}")
    except (Invalid, ValueError):
        return
    if not any(name in origin for name in CALLED):
        with pytest.raises(Invalid):
            fetch_page(origin, f"{origin}/", door)


@pytest.mark.one_database
@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1"])
def test_s42_a_listed_name_that_leads_inside_is_not_called(address: str) -> None:
    def inside(host: str, seconds: float) -> Sequence[str]:
        return ["93.184.216.34", address]

    with pytest.raises(Invalid, match=INSIDE):
        fetch_page(BLOG, f"{BLOG}/s2", Door(resolve=inside, dial=never_dialled))


def test_a_site_on_this_machine_is_looked_at_by_every_name_of_it(list_site: ListSite, there: Elsewhere) -> None:
    origin = f"http://blog.localhost:{there.port}"
    list_site(origin)
    there.manners = [page(WHOLE)]
    assert check(fetch_page(origin, f"{origin}/s2", Door(site_is_on_loopback=True)), origin, ADDRESS).carrier
    with pytest.raises(Invalid, match=INSIDE):
        fetch_page(origin, f"{origin}/s2", Door(dial=never_dialled))


@pytest.mark.one_database
@pytest.mark.parametrize("url", [f"{BLOG}:8443/s2", f"{BLOG}/s2"])
def test_s42_of_a_site_at_another_port_it_is_said_that_it_is_not_called(url: str) -> None:
    with pytest.raises(Invalid, match=OTHER_PORT) as refusal:
        fetch_page(f"{BLOG}:8443", url, Door(site_is_on_loopback=True, dial=never_dialled))
    assert refusal.value.field == "url"


@pytest.mark.one_database
def test_s42_a_page_is_called_at_its_listed_site_however_its_address_is_written() -> None:
    asked: list[str] = []

    def resolved(host: str, seconds: float) -> Sequence[str]:
        asked.append(host)
        return ["93.184.216.34"]

    def dialled(address: str, port: int, seconds: float) -> socket.socket:
        asked.append(f"{address}:{port}")
        raise OSError

    for url in (f"{BLOG}/s2#top", " HTTPS://WWW.EXAMPLE.ORG:443/s2", "https://www。example.org/s2"):
        fetch_page(BLOG, url, Door(resolve=resolved, dial=dialled))
    assert asked == ["www.example.org", "93.184.216.34:443"] * 3
    for url in ("https://www.example.org.evil.example/", "https://evil.example/https://www.example.org/", "http:/x"):
        with pytest.raises(Invalid):
            fetch_page(BLOG, url, Door(resolve=resolved, dial=never_dialled))
