"""S47: where a request comes from, whatever its headers say."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from forum.hosts import networks
from forum.web.client import client_address, client_network
from forum.web.windows import Counts
from tests.markup.corpora import cases
from tests.security.routes import route_named
from tests.security.world import World
from tests.visiting import ADDRESS, Visitor

PROXIES = "10.0.0.0/8, 2001:db8:f::1"


@pytest.fixture
def behind_proxies(settings_are: Callable[..., None]) -> None:
    settings_are(proxies=networks(PROXIES))


def seen_as(app: Flask, peer: str | None, forwarded: str | None) -> str:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    environ = {} if peer is None else {"REMOTE_ADDR": peer}
    with app.test_request_context(base_url=ADDRESS, headers=headers, environ_base=environ):
        return str(client_address())


@pytest.mark.parametrize("peer", ["203.0.113.9", "11.0.0.1", "2001:db8:f::2", "::1"])
@pytest.mark.parametrize("forwarded", [None, "198.51.100.7", "198.51.100.7, 10.0.0.1", "10.0.0.1", "nonsense", ""])
def test_s47_a_stranger_is_who_the_connection_says(
    app: Flask, behind_proxies: None, peer: str, forwarded: str | None
) -> None:
    assert seen_as(app, peer, forwarded) == peer


@pytest.mark.parametrize(
    ("forwarded", "reader"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("198.51.100.7,10.2.0.1", "198.51.100.7"),
        ("198.51.100.7 , 10.2.0.1 ,10.3.0.1", "198.51.100.7"),
        ("198.51.100.7, 2001:DB8:F::1", "198.51.100.7"),
        ("2001:db8:1::5", "2001:db8:1::5"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1::5%<script>", "2001:db8:1::5"),
        # What the reader wrote themselves stands left of what our proxy wrote, and says nothing.
        ("6.6.6.6, 198.51.100.7", "198.51.100.7"),
        ("10.0.0.9, 6.6.6.6, 198.51.100.7, 10.2.0.1", "198.51.100.7"),
        ("nonsense, <script>, 198.51.100.7", "198.51.100.7"),
    ],
)
@pytest.mark.parametrize("peer", ["10.1.2.3", "::ffff:10.1.2.3", "2001:db8:f::1"])
def test_s47_behind_our_proxies_it_is_the_last_that_is_none_of_them(
    app: Flask, behind_proxies: None, peer: str, forwarded: str, reader: str
) -> None:
    assert seen_as(app, peer, forwarded) == reader


@pytest.mark.parametrize(
    "forwarded", [None, "", ",", "unknown", "198.51.100.7, unknown", "198.51.100.7:80", "10.0.0.2, 10.0.0.3", "1.2.3"]
)
def test_s47_a_proxy_that_does_not_say_is_taken_for_the_reader(
    app: Flask, behind_proxies: None, forwarded: str | None
) -> None:
    assert seen_as(app, "10.1.2.3", forwarded) == "10.1.2.3"


def test_s47_without_a_list_nothing_is_believed(app: Flask) -> None:
    assert seen_as(app, "127.0.0.1", "198.51.100.7") == "127.0.0.1"
    assert seen_as(app, None, "198.51.100.7") == "None"  # a Unix socket


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:0:1:aaaa::7", "2001:db8:0:1::/64"),
        ("fe80::1%eth0", "fe80::/64"),
    ],
)
def test_s47_a_household_is_one_place(app: Flask, address: str, network: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert client_network() == network


def kept_words(world: World, peer: str, forwarded: str) -> int:
    """The status for a signed-out reader who sends a comment."""
    visitor = Visitor(world.app)
    route = route_named(world.app, "discussion.post")
    headers = {"Origin": ADDRESS, "X-Forwarded-For": forwarded}
    sent = {"data": world.fields(route), "headers": headers, "environ_base": {"REMOTE_ADDR": peer}}
    return visitor.open(world.address(route), method="POST", **sent).status_code


def test_s47_no_header_gives_a_stranger_another_try(
    world: World, behind_proxies: None, settings_are: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings_are(rate_limits=True)
    monkeypatch.setitem(world.app.extensions, "forum.rates", Counts())
    made_up = [f"198.51.100.{n}" for n in range(12)]
    assert [kept_words(world, "203.0.113.9", name) for name in made_up] == [303] * 10 + [429] * 2
    assert [kept_words(world, "10.1.2.3", f"{name}, 203.0.113.8") for name in made_up] == [303] * 10 + [429] * 2
    assert [kept_words(world, "10.1.2.3", name) for name in made_up] == [303] * 12


def hostile(expected: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The headers of the corpus of which this is expected, each with the number of its case."""
    for case in cases("own_injection"):
        if case["expect"].startswith(expected) and case["field"] != "Host":
            name, _, prefix = case["field"].partition(": ")
            text = case["value"] if "value" in case else case["value_repeat"][0] * case["value_repeat"][1]
            # No server lets a header hold a line break.
            yield case["id"], {name: (prefix + text).replace("\r\n", " ")}


def test_s47_the_corpus_changes_nobodys_address(app: Flask, behind_proxies: None) -> None:
    found = list(hostile("ignored unless the peer is a configured trusted proxy"))
    assert len(found) > 50
    for case, headers in found:
        for peer in ("203.0.113.9", *([] if "X-Forwarded-For" in headers else ["10.1.2.3"])):
            with app.test_request_context(headers=headers, environ_base={"REMOTE_ADDR": peer}):
                assert str(client_address()) == peer, case


def test_s47_no_forwarded_header_changes_a_page(world: World, behind_proxies: None) -> None:
    path = f"/articles/{world.slug}"
    plain = Visitor(world.app).get(path)
    found = list(hostile("links in mails and Location use the configured base URL only"))
    assert len(found) > 50
    for case, headers in found:
        for peer in ("203.0.113.9", "10.1.2.3"):
            reply = Visitor(world.app).get(path, headers=headers, environ_base={"REMOTE_ADDR": peer})
            assert (reply.status_code, reply.data) == (200, plain.data), case
