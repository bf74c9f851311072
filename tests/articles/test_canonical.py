"""One article, one address: what makes two spellings the same, and what must stay apart."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.articles.canonical import LONGEST_URL, canonical_url
from forum.errors import Invalid

WEB_PLATFORM_TESTS = Path(__file__).parents[3] / "shared" / "corpora" / "url_wpt.json"


def canonical_or_none(url: str) -> str | None:
    try:
        return canonical_url(url)
    except Invalid as refusal:
        assert refusal.field == "url"
        assert refusal.sentence.endswith(".")
        return None


@pytest.mark.parametrize(
    ("written", "known_as"),
    [
        ("  https://example.org/a \n", "https://example.org/a"),
        ("HTTPS://Example.ORG/A", "https://example.org/A"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org//", "https://example.org/"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://example.org/a/", "https://example.org/a"),
        ("https://example.org/a#comments", "https://example.org/a"),
        ("https://example.org/a?", "https://example.org/a"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("https://example.org:/a", "https://example.org/a"),
        ("https://example.org:0443/a", "https://example.org/a"),
        ("http://example.org:80/a", "http://example.org/a"),
        ("http://example.org:443/a", "http://example.org:443/a"),
        ("https://example.org/a/./b/../c", "https://example.org/a/c"),
        ("https://example.org/a/%2E%2e/b", "https://example.org/b"),
        ("https://example.org/../../a", "https://example.org/a"),
        ("https://example.org/%7euser/%61", "https://example.org/~user/a"),
        ("https://example.org/caf%c3%a9", "https://example.org/caf%C3%A9"),
        ("https://example.org/café au lait", "https://example.org/caf%C3%A9%20au%20lait"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
        ("https://example.org/a?&&b=2&", "https://example.org/a?b=2"),
        ("https://example.org/a?x=2&x=1", "https://example.org/a?x=2&x=1"),
        ("https://Bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
        ("https://my_site.example/", "https://my_site.example/"),
        ("http://192.0.2.1:8080/a", "http://192.0.2.1:8080/a"),
        ("http://[2001:DB8:0:0::1]/a", "http://[2001:db8::1]/a"),
        ("http://localhost:8000/a", "http://localhost:8000/a"),
    ],
)
def test_an_article_is_known_by_one_spelling(written: str, known_as: str) -> None:
    assert canonical_url(written) == known_as


@pytest.mark.parametrize("name", ["utm_source", "UTM_Campaign", "utm%5Fterm", "gclid", "fbclid", "mc_eid", "_ga"])
def test_how_a_reader_came_makes_no_new_thread(name: str) -> None:
    assert canonical_url(f"https://example.org/a?id=7&{name}=x") == "https://example.org/a?id=7"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/a", "http://example.org/a"),
        ("https://example.org/a", "https://www.example.org/a"),
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/a?ref=1", "https://example.org/a?ref=2"),
        ("https://example.org/a?x=1&x=2", "https://example.org/a?x=2&x=1"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
        ("https://example.org/a?b=1%262", "https://example.org/a?b=1&2"),
        ("https://example.org/a//b", "https://example.org/a/b"),
    ],
)
def test_what_might_be_another_page_stays_another_article(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/a",
        "//example.org/a",
        "example.org/a",
        "javascript:alert(1)",
        "ftp://example.org/a",
        "https:example.org",
        "https:///a",
        "https://ada:secret@example.org/",
        "https://example.org@elsewhere.example/",
        "https://example.org\\@elsewhere.example/",
        "https://exa mple.org/",
        "https://exam%70le.org/",
        "https://a..example/",
        "https://-a.example/",
        "https://" + "a" * 64 + ".example/",
        "https://" + "a." * 150 + "example/",
        "https://xn--a.example/",
        "https://example.org:0/",
        "https://example.org:65536/",
        "https://example.org:x/",
        "https://example.org:" + "9" * 1500,
        "http://127.1/",
        "http://0x7f.0.0.1/",
        "http://2130706433/",
        "http://256.0.0.1/",
        "http://[::1/",
        "http://[fe80::1%25eth0]/",
        "http://x[::1]/",
        "https://example.org/\ud800",
        "https://example.org/a\x00b",
        "https://exam\tple.org/",
        "https://example.org/" + "a" * LONGEST_URL,
        "https://example.org/" + "é" * (LONGEST_URL // 2),
    ],
)
def test_what_is_no_address_of_an_article_is_refused_with_a_remedy(url: str) -> None:
    assert canonical_or_none(url) is None


ADDRESSES = st.builds(
    "{}://{}{}{}".format,
    st.sampled_from(["http", "https", "HTTPS"]),
    st.sampled_from(["example.org", "EXAMPLE.org:443", "bücher.example.", "[::1]", "a_b.example:80"]) | st.text(),
    st.text("/.%2eEaÄ ~;:@+\u200b", max_size=20).map(lambda path: "/" + path),
    st.just("") | st.text("ab&=%26?+utm_ü", max_size=20).map(lambda query: "?" + query),
)


@given(ADDRESSES | st.text())
def test_the_canonical_spelling_is_its_own_canonical_spelling(url: str) -> None:
    canonical = canonical_or_none(url)
    if canonical is not None:
        assert canonical_url(canonical) == canonical
        assert canonical.isascii()


def test_browsers_and_we_agree_on_the_host() -> None:
    if not WEB_PLATFORM_TESTS.exists():
        # Under their own licence, beside the project; what of them we rely on is spelt out in the tests above.
        pytest.skip("the web platform's URL tests are not kept with the project")
    cases = json.loads(WEB_PLATFORM_TESTS.read_text())["cases"]
    taken = {case["input"]: canonical_or_none(case["input"]) for case in cases}
    for case in cases:
        canonical = taken[case["input"]]
        if canonical is None or case.get("base"):
            continue
        assert not case.get("failure"), case["input"]
        assert urlsplit(canonical).netloc == re.sub(r"\.(?=:|$)", "", case["host"]), case["input"]
        assert canonical_url(canonical) == canonical
    assert sum(canonical is not None for canonical in taken.values()) > 50
