"""Which addresses are anybody's, and which are no addresses."""

import pytest

from forum.errors import Invalid
from forum.fetching import ranges
from forum.fetching.target import parse

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    "address",
    [
        "168.63.129.16",
        "192.88.99.1",
        "0.1.2.3",
        "64:ff9b::808:808",
        "2001:0:1::1",
        "fec0::1",
        "::8.8.8.8",
        "fe80::1%2",
        "no",
    ],
)
def test_what_python_takes_for_public_and_is_not(address: str) -> None:
    assert not ranges.is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "1.1.1.1", "2606:4700::1111"])
def test_what_everybody_reaches(address: str) -> None:
    assert ranges.is_public(address)


@pytest.mark.parametrize(
    "url",
    ["https://", "https:///a", "https://a b/", "https://a\tb/", "https://a\\@b/", "https://[::1/", "https://a:99999/",
     "https://-a.example/", "https://a..b/", "//a/", "ftp://a.example/", "https://a.example/" + "x" * 2_000],
)  # fmt: skip
def test_what_is_ambiguous_is_not_guessed_at(url: str) -> None:
    with pytest.raises(Invalid):
        parse(url, site_is_on_loopback=False)


def test_a_name_in_any_script_is_called_by_its_ascii() -> None:
    target = parse("https://Bücher.example/ä?q=ü", site_is_on_loopback=False)
    assert (target.host, target.path, target.port) == ("xn--bcher-kva.example", "/%C3%A4?q=%C3%BC", 443)
    assert parse("https://hooks.example:80/", site_is_on_loopback=False).name == "hooks.example:80"
