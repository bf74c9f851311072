"""What owners paste: whole, escaped, and the same for the script and for whoever has none."""

from html.parser import HTMLParser
from urllib.parse import parse_qs, quote_plus, urlsplit

import pytest
from jinja2 import DictLoader, Environment

from forum.origins.reading import read_page
from forum.origins.snippets import HTML, KEYS_BEGIN, NO_STYLE, OURS, ROOM, SYSTEMS, Asked, html_snippet, system_snippet

pytestmark = pytest.mark.one_database
SITE, ORIGIN = "https://talk.example:8443", "https://blog.example:81"
HOSTILE = (
    'Tom & "Jerry" <b>\'s',
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    "{{ 7*7 }} {% raw %} ${x} <?php ?>",
    "&amp; &quot;",
    "ק\u202eabc\u0000\nnext#?%26&key=other",
)


class Tags(HTMLParser):
    """The tags as an HTML parser of others' making reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def holds(html: str, ours: str, key: str, url: str, title: str) -> None:
    """The text is a rule of style and three tags, and says these three things, twice."""
    assert html.count(ROOM) == 1
    (script, element, link) = Tags(html.replace(ROOM, "")).found
    assert script == ("script", {"type": "module", "src": f"{ours}/embed.js"})
    assert element == ("forum-comments", {"article": key, "title": title})
    assert link[0] == "a" and link[1].keys() == {"href"}
    href = urlsplit(link[1]["href"] or "")
    assert f"{href.scheme}://{href.netloc}{href.path}" == f"{ours}/embed/at"
    assert parse_qs(href.query, keep_blank_values=True) == {"key": [key], "url": [url], "title": [title]}


@pytest.mark.parametrize("title", HOSTILE)
def test_plain_html_holds_whatever_a_title_is(title: str) -> None:
    url = f"https://blog.example/?a={quote_plus(title)}&b=1"
    holds(html_snippet(SITE, Asked(url, title, f"key {title}")), SITE, f"key {title}", url, title)


@pytest.mark.parametrize("autoescape", [True, False])
@pytest.mark.parametrize("title", HOSTILE)
def test_jinja_fills_in_whatever_a_title_is(title: str, autoescape: bool) -> None:
    text = system_snippet("jinja", SITE, ORIGIN)
    template = Environment(loader=DictLoader({"a": text}), autoescape=autoescape).get_template("a")
    url = "https://blog.example/?p=17&q=\"'<"
    article = {"id": 17, "url": url, "title": title}
    holds(template.render(article=article), SITE, "blog.example:81:17", url, title)


def test_without_a_key_the_address_counts() -> None:
    html = html_snippet(SITE, Asked("https://blog.example/a", ""))
    assert "article=" not in html and "key=" not in html and "title=" not in html
    (element,) = read_page(html, ORIGIN).elements
    assert (element.key, element.title, element.has_link) == ("", "", True)


@pytest.mark.parametrize("system", SYSTEMS)
def test_each_text_is_made_for_both_sites(system: str) -> None:
    text = system_snippet(system, SITE, ORIGIN)
    assert f"{SITE}/embed.js" in text and f"{SITE}/embed/at?" in text and "</forum-comments>" in text
    assert OURS not in text and KEYS_BEGIN not in text and text.endswith("\n")
    assert text.count(ROOM) == 1 and NO_STYLE not in text
    if system == HTML:
        assert quote_plus(f"{ORIGIN}/the-page") in text


def test_wordpress_escapes_a_title_that_is_about_escapes() -> None:
    """WordPress's own `esc_attr` leaves alone what looks like one: “Write &lt; in HTML” became “Write < in HTML”."""
    text = system_snippet("wordpress", SITE, ORIGIN)
    assert "esc_attr" not in text
    assert [f"htmlspecialchars( ${name}, ENT_QUOTES, 'UTF-8' )" in text for name in ("key", "title")] == [True, True]


@pytest.mark.parametrize(
    "address", ["https://a.example/x", "https://a.example'", "", "javascript:alert(1)", "https://{{a}}"]
)
def test_no_other_address_is_ever_written_into_one(address: str) -> None:
    for system in SYSTEMS:
        with pytest.raises(ValueError, match="address of a site"):
            system_snippet(system, address, ORIGIN)
        with pytest.raises(ValueError, match="address of a site"):
            system_snippet(system, SITE, address)
    with pytest.raises(ValueError, match="address of a site"):
        html_snippet(address, Asked("https://a.example/", "A"))
