"""S45: where one is sent on to is on this host, whatever the link or the Referer says."""

from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from werkzeug.test import TestResponse

from tests.markup.corpora import cases
from tests.security.pages import Elements
from tests.security.reread import rows
from tests.security.routes import GOES_ELSEWHERE, Route, actor, changing, readable
from tests.security.world import World
from tests.visiting import ADDRESS

pytestmark = pytest.mark.one_database


def leads_elsewhere(location: str) -> bool:
    """Read as browsers do: ends trimmed, tabs and line ends dropped, a backslash taken for a slash."""
    cleaned = location.strip("".join(map(chr, range(0x21))))
    cleaned = "".join(char for char in cleaned if char not in "\t\r\n").replace("\\", "/")
    parts = urlsplit(urljoin(f"{ADDRESS}/here/", cleaned))
    return (parts.scheme, parts.netloc) != ("http", "localhost:8000")


PROBE = "/probed-for"
REDIRECTS = [case["next"] for case in cases("own_urls") if case["group"] == "redirects"]


def sent(world: World, route: Route, role: str, way: str, target: str) -> TestResponse:
    """The route's form, with the target as `next` in it or in its address, or as the Referer."""
    if route.endpoint in world.keys:  # what opened a door once opens it no more
        world.begin_again()
    visitor = world.visitor(role)
    fields = world.fields(route) | {"csrf": visitor.csrf_token() or ""}
    fields |= {"next": target} if way == "form" else {}
    headers = {"Origin": ADDRESS} | ({"Referer": target} if way == "referer" else {})
    query = {"next": target} if way == "address" else {}
    return visitor.open(world.address(route), method="POST", data=fields, query_string=query, headers=headers)


def targets(world: World, route: Route, role: str, way: str, wanted: list[str]) -> list[str]:
    """All of them where the route makes anything of such a target, be it a row for later; else a few."""
    own = f"{PROBE}/{route.endpoint}/{role}/{way}"  # what an earlier route has kept says nothing of this one
    answer = sent(world, route, role, way, f"{ADDRESS}{own}" if way == "referer" else own)
    kept = str(rows()) + (answer.location or "") + answer.text + answer.headers.get("Set-Cookie", "")
    return wanted if own in kept else wanted[:3]


@pytest.mark.parametrize("way", ["form", "address"])
def test_s45_next_never_leads_to_another_host(world: World, way: str) -> None:
    for route in changing(world.app):
        role = actor(route.endpoint)
        for target in targets(world, route, role, way, REDIRECTS):
            response = sent(world, route, role, way, target)
            assert not leads_elsewhere(response.location or "/"), (route, target)
            assert "\n" not in (response.location or "")
            assert "a=b" not in response.headers.get("Set-Cookie", "")


def test_s45_the_forms_hand_on_no_other_host(world: World) -> None:
    for route in readable(world.app):
        probed = world.visitor("nobody").get(world.address(route), query_string={"next": PROBE})
        for target in REDIRECTS if PROBE in probed.text + (probed.location or "") else REDIRECTS[:3]:
            response = world.visitor("nobody").get(world.address(route), query_string={"next": target})
            page = Elements(response.text)
            # What readers write may lead anywhere, and says that it is theirs.
            sent_on = [unescape(href) for href, rel in page.links if "ugc" not in rel]
            if route.endpoint == GOES_ELSEWHERE:  # to the one provider that the owner has named
                sent_on = [href for href in sent_on if not href.startswith(f"{world.elsewhere.issuer}/")]
            assert not any(leads_elsewhere(href) for href in sent_on), (route, target)
            hidden = response.text.partition('name="next" value="')[2].partition('"')[0]
            assert not leads_elsewhere(unescape(hidden) or "/"), (route, target)


def test_s45_a_referer_never_leads_to_another_host(world: World) -> None:
    hosts = ["https://evil.example/", "http://localhost:8000@evil.example/", "http://localhost:8000.evil.example/"]
    paths = [f"http://localhost:8000{target}" for target in REDIRECTS if not set(target) & set("\r\n")]
    for route in changing(world.app):
        for role in ("nobody", actor(route.endpoint)):
            wanted = [*hosts, *(path.encode().decode("latin-1") for path in paths)]
            for referer in targets(world, route, role, "referer", wanted):
                response = sent(world, route, role, "referer", referer)
                assert response.status_code < 500, (route, referer)
                assert not leads_elsewhere(response.location or "/"), (route, referer)
