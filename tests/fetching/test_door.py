"""What comes through the door, and what does not (S42)."""

import gzip
import socket
import ssl
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from forum.errors import Invalid
from forum.fetching.door import MOST, Door, NoAnswer
from forum.fetching.target import INSIDE, parse
from tests.fetching.elsewhere import Elsewhere, answers, certified, elsewhere, endless
from tests.markup.corpora import cases

pytestmark = pytest.mark.one_database
SSRF = [case for case in cases("own_urls") if case["group"] == "ssrf"]
PUBLIC = "93.184.216.34"
# What names of the collection mean; others stand for themselves, as a system's resolver has it.
NAMES = {
    "localhost": ["127.0.0.1", "::1"],
    "metadata.google.internal": ["169.254.169.254"],
    "cname.test": ["10.1.2.3"],
    "example.org": [PUBLIC],
}
# These are called, and harm nobody all the same: what they do is tried below, with a server that does it.
CALLED = {"rebind.test", "redirect.test", "slow.test", "huge.test", "gzipbomb.test", "lying.test"}


def named(host: str, seconds: float) -> Sequence[str]:
    return NAMES.get(host) or [PUBLIC if host in CALLED else host]


def never_dialled(address: str, port: int, seconds: float) -> socket.socket:
    raise AssertionError(f"{address} was called")


@pytest.fixture
def there() -> Iterator[Elsewhere]:
    with elsewhere() as found:
        yield found


@pytest.mark.parametrize("scheme", ["as it is", "https"])
@pytest.mark.parametrize("case", SSRF, ids=lambda case: case["id"])
def test_s42_no_hostile_address_is_called(case: dict[str, str], scheme: str) -> None:
    url = case["url"] if scheme == "as it is" else case["url"].replace("http://", "https://", 1)
    door = Door(resolve=named, dial=never_dialled)
    if scheme == "https" and any(name in url for name in CALLED):
        door.check(url)
        return
    with pytest.raises(Invalid) as refusal:
        door.post(url, b"{}", {})
    assert refusal.value.field == "url" and refusal.value.sentence


def test_the_collection_has_all_of_them() -> None:
    assert len(SSRF) == 53


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "10.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "localhost.", "blog.localhost"]
)
def test_what_leads_inside_is_said_to(host: str) -> None:
    with pytest.raises(Invalid, match="this site's own network"):
        Door(resolve=named, dial=never_dialled).check(f"https://{host}/")


def test_s42_one_address_inside_is_enough_to_call_none() -> None:
    door = Door(resolve=lambda host, seconds: [PUBLIC, "192.168.1.1"], dial=never_dialled)
    with pytest.raises(Invalid, match=INSIDE):
        door.post("https://two-faced.example/", b"", {})


def test_a_site_on_loopback_calls_loopback_and_still_no_other_network() -> None:
    for name in ("localhost", "127.0.0.1", "[::1]", "blog.localhost"):
        assert parse(f"http://{name}:9000/", site_is_on_loopback=True).on_this_machine
    liar = Door(site_is_on_loopback=True, resolve=lambda host, seconds: ["10.0.0.1"], dial=never_dialled)
    for url in ("http://localhost:9000/", "http://blog.localhost:9000/", "https://inside.example/"):
        with pytest.raises(Invalid, match=INSIDE):
            liar.post(url, b"", {})
    inside = Door(site_is_on_loopback=True, resolve=lambda host, seconds: ["127.0.0.1"], dial=never_dialled)
    with pytest.raises(Invalid, match=INSIDE):
        inside.post("https://hooks.example/", b"", {})


def test_a_call_says_what_it_is_given_and_nothing_else(there: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    there.manners = [answers(201, b"taken", Set_Cookie="a=b"), answers(200)]
    door = Door(site_is_on_loopback=True)
    answer = door.post(there.url, b'{"a": 1}', {"Content-Type": "application/json"})
    assert (answer.status, answer.body, answer.is_whole) == (201, b"taken", True)
    (call,) = there.received
    assert (call.method, call.path, call.body) == ("POST", "/hook?site=1", b'{"a": 1}')
    assert call.headers["Host"] == f"127.0.0.1:{there.port}"
    door.post(there.url, b"", {})
    assert "Cookie" not in there.received[1].headers


def test_s42_a_redirect_is_an_answer(there: Elsewhere) -> None:
    with elsewhere() as other:
        there.manners = [answers(302, Location=other.url)]
        assert Door(site_is_on_loopback=True).post(there.url, b"", {}).status == 302
        assert other.received == [] and len(there.received) == 1


def test_s42_an_endless_answer_is_cut_off(there: Elsewhere) -> None:
    there.manners = [endless]
    answer = Door(site_is_on_loopback=True).post(there.url, b"", {})
    assert answer.status == 200 and not answer.is_whole and len(answer.body) <= MOST


def test_s42_what_came_packed_stays_packed(there: Elsewhere) -> None:
    bomb = gzip.compress(b"0" * 5_000_000)
    there.manners = [answers(200, bomb, Content_Encoding="gzip", Content_Type="image/png")]
    answer = Door(site_is_on_loopback=True).post(there.url, b"", {})
    assert answer.body == bomb and there.received[0].headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize("piece", [b"HTTP/1.1 100 Continue\r\n\r\n", b"H", b"HTTP/1.1 200 OK\r\nX: y\r\n"])
def test_s42_who_drips_is_not_listened_to_for_longer_than_we_said(there: Elsewhere, piece: bytes) -> None:
    there.manners = [lambda handler: there.drip(handler, piece)]
    began = time.monotonic()
    with pytest.raises(NoAnswer, match=r"within 0\.5 seconds|in HTTP"):
        Door(site_is_on_loopback=True, within=0.5).post(there.url, b"", {})
    assert time.monotonic() - began < 1.5


def test_a_slow_body_does_not_take_back_the_status(there: Elsewhere) -> None:
    there.manners = [there.drips_after_its_status]
    answer = Door(site_is_on_loopback=True, within=0.5).post(there.url, b"", {})
    assert answer.status == 200 and not answer.is_whole and answer.seconds < 1.5


def test_a_resolver_that_is_silent_costs_no_more_either() -> None:
    def silent(host: str, seconds: float) -> Sequence[str]:
        raise TimeoutError

    with pytest.raises(NoAnswer, match="within"):
        Door(resolve=silent, dial=never_dialled).post("https://hooks.example/", b"", {})


def test_nobody_there_is_said_so() -> None:
    with elsewhere() as gone:
        url = gone.url
    with pytest.raises(NoAnswer, match="could not be reached"):
        Door(site_is_on_loopback=True).post(url, b"", {})


class Public:
    """A resolver that gives a public address once, and one of ours afterwards; and a line that leads to a server."""

    def __init__(self, port: int) -> None:
        self.port, self.asked = port, 0
        self.dialled: list[tuple[str, int]] = []

    def resolve(self, host: str, seconds: float) -> Sequence[str]:
        self.asked += 1
        return [PUBLIC] if self.asked == 1 else ["127.0.0.1"]

    def dial(self, address: str, port: int, seconds: float) -> socket.socket:
        self.dialled.append((address, port))
        return socket.create_connection(("127.0.0.1", self.port), seconds)


@pytest.mark.parametrize(("name", "says"), [("rebind.test", None), ("other.test", "certificate does not hold")])
def test_s42_the_address_that_was_looked_at_is_called_under_the_name(
    name: str, says: str | None, tmp_path: Path
) -> None:
    serving, trusted = certified(tmp_path, "rebind.test")
    with elsewhere(serving) as there:
        public = Public(there.port)
        door = Door(resolve=public.resolve, dial=public.dial, trusted=trusted)
        if says is None:
            assert door.post(f"https://{name}/x", b"", {}).status == 200
            assert there.received[0].headers["Host"] == name
        else:
            with pytest.raises(NoAnswer, match=says):
                door.post(f"https://{name}/x", b"", {})
            assert there.received == []
        assert (public.dialled, public.asked) == ([(PUBLIC, 443)], 1)


def test_who_says_nothing_in_tls_or_speaks_something_else_is_left(there: Elsewhere) -> None:
    door = Door(site_is_on_loopback=True, within=0.5, trusted=ssl.create_default_context())
    with pytest.raises(NoAnswer):
        door.post(there.url.replace("http://", "https://"), b"", {})
    with socket.create_server(("127.0.0.1", 0)) as mute:
        began = time.monotonic()
        with pytest.raises(NoAnswer, match="within"):
            door.post(f"https://127.0.0.1:{mute.getsockname()[1]}/", b"", {})
        assert time.monotonic() - began < 1.5
