"""S45: where one is sent on to is on this host, whatever the link or the Referer says."""

from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from tests.markup.corpora import cases
from tests.security.pages import Elements
from tests.security.routes import actor, changing, readable
from tests.security.world import World
from tests.visiting import ADDRESS


def leads_elsewhere(location: str) -> bool:
    """Read as browsers do: ends trimmed, tabs and line ends dropped, a backslash taken for a slash."""
    cleaned = location.strip("".join(map(chr, range(0x21))))
    cleaned = "".join(char for char in cleaned if char not in "\t\r\n").replace("\\", "/")
    parts = urlsplit(urljoin(f"{ADDRESS}/here/", cleaned))
    return (parts.scheme, parts.netloc) != ("http", "localhost:8000")


REDIRECTS = [case["next"] for case in cases("own_urls") if case["group"] == "redirects"]


@pytest.mark.parametrize("way", ["form", "address"])
def test_s45_next_never_leads_to_another_host(world: World, way: str) -> None:
    for route in changing(world.app):
        for target in REDIRECTS if route.endpoint.startswith("accounts.") else REDIRECTS[:3]:
            if route.endpoint in world.keys:  # what opened a door once opens it no more
                world.put("live")
            visitor = world.visitor(actor(route.endpoint))
            fields = world.fields(route) | {"csrf": visitor.csrf_token() or ""}
            given, asked = (fields | {"next": target}, {}) if way == "form" else (fields, {"next": target})
            response = visitor.open(
                world.address(route), method="POST", data=given, query_string=asked, headers={"Origin": ADDRESS}
            )
            assert not leads_elsewhere(response.location or "/"), (route, target)
            assert "\n" not in (response.location or "")
            assert "a=b" not in response.headers.get("Set-Cookie", "")


def test_s45_the_forms_hand_on_no_other_host(world: World) -> None:
    for route in readable(world.app):
        for target in REDIRECTS:
            response = world.visitor("nobody").get(world.address(route), query_string={"next": target})
            page = Elements(response.text)
            # What readers write may lead anywhere, and says that it is theirs.
            sent_on = [unescape(href) for href, rel in page.links if "ugc" not in rel]
            assert not any(leads_elsewhere(href) for href in sent_on), (route, target)
            hidden = response.text.partition('name="next" value="')[2].partition('"')[0]
            assert not leads_elsewhere(unescape(hidden) or "/"), (route, target)


def test_s45_a_referer_never_leads_to_another_host(world: World) -> None:
    hosts = ["https://evil.example/", "http://localhost:8000@evil.example/", "http://localhost:8000.evil.example/"]
    paths = [f"http://localhost:8000{target}" for target in REDIRECTS if not set(target) & set("\r\n")]
    for route in changing(world.app):
        for role in ("nobody", actor(route.endpoint)):
            for referer in [*hosts, *(path.encode().decode("latin-1") for path in paths)]:
                visitor = world.visitor(role)
                fields = world.fields(route) | {"csrf": visitor.csrf_token() or ""}
                headers = {"Origin": ADDRESS, "Referer": referer}
                response = visitor.open(world.address(route), method="POST", data=fields, headers=headers)
                assert response.status_code < 500, (route, referer)
                assert not leads_elsewhere(response.location or "/"), (route, referer)
