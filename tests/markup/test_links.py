"""Where a link may lead, and that a reader can see where it leads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.markup import links
from forum.markup.render import to_html

from . import oracle


def hrefs(source: str) -> list[str]:
    return oracle.read(to_html(source)).hrefs


def shown(source: str) -> str:
    return oracle.text(to_html(source)).strip()


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("https://example.org", "https://example.org"),
        ("HTTP://Example.ORG:8080/A?b=c#d", "http://example.org:8080/A?b=c#d"),
        ("https://example.org/ä b".replace(" ", "%20"), "https://example.org/%C3%A4%20b"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]:80/"),
        ("mailto:ada@example.org?bcc=ben@example.org&body=x", "mailto:ada@example.org"),
    ],
)
def test_an_address_is_brought_to_its_normal_form(typed: str, normal: str) -> None:
    assert links.outside(typed) == normal
    assert links.outside(normal) == normal


@pytest.mark.parametrize(
    "typed",
    [
        *[
            "",
            "//evil.example",
            "/people/ada",
            "example.org",
            "https:/x.example",
            "http://",
            "http://:80/",
            "http://a..b/",
        ],
        *["http://user@evil.example", "http://[::1%25eth0]/", "http://2130706433/", "http://0x7f.1/", "http://1.2.3/"],
        *["http://a.example:0/", "http://a.example:/", "http://-a.example/", "http://xn--pokxncvks.example/"],
        *["mailto:a@b", "mailto:a@b.example,c@d.example", "mailto:a%40b@c.example", "https://a.example/\u202e"],
    ],
)
def test_a_doubtful_address_is_refused(typed: str) -> None:
    assert links.outside(typed) is None


@given(
    st.text(max_size=60) | st.text(max_size=40).map("https://".__add__) | st.text(max_size=40).map("mailto:".__add__)
)
def test_the_policy_never_raises_and_its_answer_passes_it_again(typed: str) -> None:
    normal = links.outside(typed)
    assert normal is None or (links.permitted(normal) and normal.isascii())


def test_a_person_is_the_only_place_of_this_site_that_may_be_linked() -> None:
    assert links.permitted("/people/Ada_L")
    assert not links.permitted("/people/../admin")
    assert not links.permitted("/people/a")
    assert not links.permitted("/admin")


@pytest.mark.parametrize(
    ("source", "href"),
    [
        ("see https://example.org/a.", "https://example.org/a"),
        ("(https://example.org/a_(b))", "https://example.org/a_(b)"),
        ("(see https://example.org)", "https://example.org"),
        ("**https://example.org/x**", "https://example.org/x"),
        ("||https://example.org/x||", "https://example.org/x"),
        ("<https://example.org/x>", "https://example.org/x"),
        ("HTTPS://EXAMPLE.org/x?a=1&copy=2", "https://example.org/x?a=1&copy=2"),
        ("«https://example.org/ж»", "https://example.org/%D0%B6"),
        ("https://example.org/a，b", "https://example.org/a%EF%BC%8Cb"),
    ],
)
def test_a_bare_address_becomes_a_link_without_the_sentence_around_it(source: str, href: str) -> None:
    assert hrefs(source) == [href]


@pytest.mark.parametrize(
    "source", ["xhttps://example.org", "http://", "://", "ftp://a.example", "`https://a.example`", "http\\://a.example"]
)
def test_what_only_looks_like_an_address_stays_text(source: str) -> None:
    assert hrefs(source) == []


def test_an_address_in_a_label_does_not_nest_links() -> None:
    assert hrefs("[https://example.org](https://example.org/x)") == ["https://example.org/x"]


def test_thousands_of_colons_are_text_and_finish() -> None:
    assert shown("://" * 4000) == "://" * 4000
    assert hrefs("http://a." * 1100) == ["http://a"]
    assert len(hrefs("http://a.example/ " * 500)) == 500


@pytest.mark.parametrize(
    "label",
    [
        *[
            "paypal.com",
            "https://paypal.com/login",
            "pay*pal*.com",
            "pay\u200bpal.com",
            "paypal\u2024com",
            "www.paypal.com",
        ],
        *["paypal.com.", "`paypal.com`", "\u200b", "\u202emoc.lapyap", "раура1.com", "192.0.2.1", "a@paypal.com"],
    ],
)
def test_s40_a_link_that_names_another_host_shows_the_real_one(label: str) -> None:
    assert shown(f"[{label}](https://evil.example/x)").endswith("(evil.example)")


@pytest.mark.parametrize(
    "label", ["here", "example.org", "www.Example.org/x", "https://example.org", "Python 3.11", "and so on..."]
)
def test_an_honest_link_shows_nothing_more(label: str) -> None:
    assert shown(f"[{label}](https://www.example.org/x)") == label


def test_s40_a_host_of_look_alike_letters_is_shown_as_punycode() -> None:
    assert shown("https://раypal.com/ж") == "https://xn--ypal-43d9g.com/ж"
    assert shown("[here](https://раypal.com/)") == "here (xn--ypal-43d9g.com)"
    assert shown("[раypal.com](https://раypal.com/)") == "раypal.com"


def test_a_mail_address_is_shown_when_its_link_names_another() -> None:
    assert shown("<ada@example.org>") == "ada@example.org"
    assert shown("[ada@example.org](mailto:ada@example.org)") == "ada@example.org"
    assert shown("[ada@example.org](mailto:eve@evil.example)").endswith("(eve@evil.example)")
