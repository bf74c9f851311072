"""How an answer is packed and named, and what browsers say about that."""

import gzip

import brotli
import pytest

from forum.web.pages.kept import Kept, best_encoding, names_tag, plain_headers
from forum.web.pages.pace import Pace
from forum.web.pages.sharing import Terms

TEXT = "Ünder the bridge. ".encode() * 500
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Vary", "Accept-Encoding")]


def kept(text: bytes = TEXT) -> Kept:
    return Kept(Terms(), HEADERS, text, Pace(), None, 0.0)


@pytest.mark.parametrize(
    ("accepted", "way"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.1, gzip;q=1.0", "br"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip;q=0.5", "gzip"),
        ("deflate", ""),
        ("identity", ""),
        ("", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("gzip, *;q=0", "gzip"),
        ("br;q=0, *", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000, gzip;q=0", ""),
        ("br;q=0,gzip;q=0,*;q=1", ""),
        ("identity;q=0, gzip", "gzip"),
        ("brotli, gzipped", ""),
        ("x" * 500 + ", br", ""),
    ],
)
def test_the_way_that_packs_best_of_those_that_a_browser_takes(accepted: str, way: str) -> None:
    assert best_encoding(accepted) == way


def test_each_way_holds_the_same_words_and_bears_a_strong_tag_of_its_own() -> None:
    page = kept()
    ways = {way: page.as_(way) for way in ("br", "gzip", "")}
    assert brotli.decompress(ways["br"].body) == gzip.decompress(ways["gzip"].body) == ways[""].body == TEXT
    assert len({packed.tag for packed in ways.values()}) == 3
    for way, packed in ways.items():
        headers = dict(packed.headers)
        assert headers["ETag"] == packed.tag
        assert not packed.tag.startswith("W/")
        assert headers["Content-Length"] == str(len(packed.body))
        assert headers.get("Content-Encoding", "") == way
        assert headers["Vary"] == "Accept-Encoding"
        unchanged = dict(packed.unchanged)
        assert unchanged == {"ETag": packed.tag, "Vary": "Accept-Encoding"}
    assert {kept().as_(way).tag for way in ways} == {packed.tag for packed in ways.values()}
    assert kept(b"Other words.").as_("br").tag not in {packed.tag for packed in ways.values()}


def test_what_is_packed_in_another_way_weighs_more() -> None:
    page = kept()
    weights = [page.size()]
    for way in ("br", "gzip", ""):
        page.as_(way)
        weights.append(page.size())
    assert weights == sorted(set(weights))


@pytest.mark.parametrize("sent", ['"a-br"', 'W/"a-br"', '"x", "a-br"', '"x",W/"a-br" , "y"', "*"])
def test_a_browser_that_has_the_page_is_understood(sent: str) -> None:
    assert names_tag(sent, '"a-br"')


@pytest.mark.parametrize("sent", ["", '"a-gzip"', '"a"', '"a-br', '"A-BR"', 'w"a-br"', '"*"', "x" * 100_000])
def test_what_names_another_page_does_not_pass_for_it(sent: str) -> None:
    assert not names_tag(sent, '"a-br"')


def test_of_the_applications_headers_those_are_kept_that_hold_for_everybody_and_each_way() -> None:
    given = [*HEADERS, ("Set-Cookie", "a=b"), ("content-length", "7"), ("ETag", '"z"'), ("Content-Encoding", "br")]
    assert plain_headers(given) == HEADERS
