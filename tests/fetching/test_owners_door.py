"""What the owner wrote into the settings may stand inside; all else holds for it as well."""

import socket
from collections.abc import Iterator

import pytest

from forum.errors import Invalid
from forum.fetching.door import MOST, Door
from forum.fetching.target import INSIDE
from tests.fetching.elsewhere import Elsewhere, answers, elsewhere, endless

pytestmark = pytest.mark.one_database
INSIDER = "https://sign-in.inside.example:8443/realms/news"


def never_dialled(address: str, port: int, seconds: float) -> socket.socket:
    raise AssertionError(f"{address} was called")


@pytest.fixture
def there() -> Iterator[Elsewhere]:
    with elsewhere() as found:
        yield found


def test_the_owners_own_may_stand_inside_and_nobody_else_may() -> None:
    inside = Door(owners=INSIDER, resolve=lambda host, seconds: ["10.1.2.3"], dial=never_dialled)
    inside.check("https://sign-in.inside.example:8443/keys")
    for url in (
        "https://sign-in.inside.example/keys",
        "https://sign-in.inside.example:9443/keys",
        "https://other.inside.example:8443/keys",
        "http://sign-in.inside.example:8443/keys",
        "https://sign-in.inside.example:8443@other.example/keys",
    ):
        with pytest.raises(Invalid):
            inside.check(url)


def test_in_clear_the_owners_own_is_called_on_this_machine_alone() -> None:
    liar = Door(owners="http://localhost:9000", resolve=lambda host, seconds: ["10.1.2.3"], dial=never_dialled)
    with pytest.raises(Invalid, match=INSIDE):
        liar.check("http://localhost:9000/keys")
    with pytest.raises(Invalid):
        Door(owners="http://inside.example", dial=never_dialled).check("http://inside.example/keys")


def test_what_is_there_is_read_on_the_same_terms(there: Elsewhere) -> None:
    door = Door(owners=there.url)
    there.manners += [answers(200, b"here"), answers(302, Location="http://127.0.0.1:1/"), endless]
    assert door.get(there.url, {"Accept": "text/plain"}).body == b"here"
    assert there.received[0].method == "GET" and there.received[0].headers["Accept"] == "text/plain"
    assert door.get(there.url, {}).status == 302
    answer = door.get(there.url, {})
    assert len(answer.body) <= MOST and not answer.is_whole
