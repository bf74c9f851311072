"""The live check says where the element is, or why readers do not see it; and calls nobody that it should not (S42)."""

import socket
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlsplit

import pytest

from forum.errors import Invalid
from forum.fetching.door import Door
from forum.fetching.target import INSIDE
from forum.ids import to_text
from forum.origins.addresses import parse_origin
from forum.origins.checking import CUT_OFF, MOST_STEPS, Checked, check, fetch_page
from forum.origins.finding import NO_LINK, NO_SCRIPT, NOTHING, TAKEN_OUT
from forum.origins.models import Origin
from forum.origins.policy import BY_NONCE
from tests.factories import an_article
from tests.fetching.elsewhere import Elsewhere, Manner, answers, elsewhere
from tests.fetching.test_door import CALLED, SSRF, named, never_dialled
from tests.origins.conftest import BLOG
from tests.visiting import ADDRESS, Visitor

ListSite = Callable[..., Origin]
SCRIPT = f'<script type="module" src="{ADDRESS}/embed.js"></script>'
LINK = f'<a href="{ADDRESS}/embed/at.html?key=season-2">Comments</a>'
ELEMENT = f'<forum-comments article="season-2" title="Season 2">{LINK}</forum-comments>'
WHOLE = SCRIPT + ELEMENT
HTML = "text/html; charset=utf-8"


@pytest.fixture
def there() -> Iterator[Elsewhere]:
    with elsewhere() as found:
        yield found


@pytest.fixture
def looked(list_site: ListSite, there: Elsewhere) -> Callable[..., Checked]:
    """What the check says of a page that answers so: `looked(page(WHOLE))`."""
    origin = f"http://127.0.0.1:{there.port}"
    list_site(origin)

    def look(*manners: Manner, path: str = "/2026/season-2") -> Checked:
        there.manners = list(manners)
        fetched = fetch_page(origin, origin + path, Door(site_is_on_loopback=True, within=0.5))
        return check(fetched, origin, ADDRESS)

    return look


Looked = Callable[..., Checked]


def page(html: str, status: int = 200, kind: str = HTML, **headers: str) -> Manner:
    return answers(status, html.encode(), Content_Type=kind, **headers)


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


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ("<p>Words.</p>", NOTHING),
        (SCRIPT, TAKEN_OUT),
        (LINK, TAKEN_OUT),
        (ELEMENT, NO_SCRIPT),
        (
            WHOLE.replace(ADDRESS, "https://old.example"),
            f"It asks https://old.example for the comments, but this site is {ADDRESS}. Copy the text again.",
        ),
        ('<script src="https://social.example/embed.js"></script><p>', NOTHING),
        (
            SCRIPT + ELEMENT.replace("season-2", "k" * 201),
            "The article's key must be a text of at most 200 characters.",
        ),
    ],
)
def test_what_is_missing_is_said(looked: Looked, html: str, sentence: str) -> None:
    found = looked(page(html))
    assert found.carrier == "" and found.sentences[0] == sentence


def test_a_policy_that_keeps_it_out_is_said_with_what_it_has_to_say(looked: Looked) -> None:
    found = looked(page(WHOLE, Content_Security_Policy="default-src 'self'"))
    assert [sentence.rpartition("to say: ")[2] for sentence in found.sentences] == [
        f"script-src 'self' {ADDRESS}",
        f"connect-src 'self' {ADDRESS}",
    ]
    by_nonce = looked(page(WHOLE, Content_Security_Policy="script-src 'nonce-a' 'strict-dynamic'"))
    assert by_nonce.sentences == [BY_NONCE]
    assert looked(page(f"<meta http-equiv=Content-Security-Policy content='script-src *'>{WHOLE}")).carrier


def test_a_canonical_address_on_no_listed_site_is_said(looked: Looked, list_site: ListSite) -> None:
    html = f'<link rel=canonical href="{BLOG}/s2">{WHOLE}'
    assert f"its address is {BLOG}/s2, which is on no listed site" in looked(page(html)).sentences[0]
    list_site()
    assert looked(page(html)).carrier


def test_a_site_that_opens_none_has_to_have_its_articles_added(list_site: ListSite, there: Elsewhere) -> None:
    origin = f"http://127.0.0.1:{there.port}"
    list_site(origin, opens_articles=False)
    there.manners = [page(WHOLE), page(WHOLE)]
    door = Door(site_is_on_loopback=True)
    (sentence,) = check(fetch_page(origin, f"{origin}/s2", door), origin, ADDRESS).sentences
    assert sentence.startswith("Nobody has added this article")
    an_article(key="season-2")
    assert check(fetch_page(origin, f"{origin}/s2", door), origin, ADDRESS).carrier


@pytest.mark.parametrize(
    ("manner", "says"),
    [
        (page("", 404), "It answers 404: there is no such page."),
        (page("", 403), "It answers 403: it lets in only"),
        (page("", 500), "It answers 500, which is no page."),
        (page(WHOLE, kind="application/pdf"), "It is no HTML, but application/pdf."),
        (answers(200, WHOLE.encode()), "It is no HTML, but something without a type."),
        (page(WHOLE, Content_Encoding="gzip"), "It comes packed"),
        (answers(302, Location="https://evil.example/"), "It leads on to another site: https://evil.example/."),
        (answers(302, Location="//evil.example/"), "It leads on to another site: http://evil.example/."),
        (answers(301), "It leads on to no address."),
        (answers(301, Location="https://[broken/"), "It leads on to no address."),
    ],
)
def test_a_page_that_cannot_be_read_says_why(looked: Looked, manner: Manner, says: str) -> None:
    found = looked(manner)
    assert found.carrier == "" and found.sentences[0].startswith(says)


def test_who_does_not_answer_is_said_so(looked: Looked, there: Elsewhere) -> None:
    assert looked(lambda handler: there.drip(handler, b"H")).sentences == ["It did not answer within 0.5 seconds."]


def test_only_a_part_was_read_is_said_where_nothing_was_found(looked: Looked) -> None:
    assert looked(page("<p>" + "x" * 1_000_000 + WHOLE)).sentences == [NOTHING, CUT_OFF]


@pytest.mark.parametrize("kind", ["text/html", "text/html; charset=iso-8859-1", "TEXT/HTML; charset=punycode"])
def test_whatever_it_is_written_in_it_is_read(looked: Looked, kind: str) -> None:
    assert looked(answers(200, WHOLE.encode() + b"\xff\xfe", Content_Type=kind)).carrier


def test_redirects_are_followed_on_the_site_itself_and_not_for_ever(looked: Looked, there: Elsewhere) -> None:
    found = looked(answers(301, Location="/2026/season-2/"), answers(302, Location="?page=1"), page(WHOLE))
    assert found.path == "/2026/season-2/?page=1" and found.carrier
    there.received.clear()
    assert "on and on" in looked(*[answers(302, Location="/a")] * 10).sentences[0]
    assert len(there.received) == MOST_STEPS


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
