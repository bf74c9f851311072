"""S28 to S34: what readers write, through every way in, as it stands on the page."""

import re
from itertools import groupby

import pytest
from werkzeug.test import TestResponse

from forum import clock, ids
from forum.db import db
from forum.discussion.models import Comment
from tests.markup import oracle
from tests.markup.corpora import HOSTILE, cases, payload
from tests.security.pages import Elements, in_the_box, prose
from tests.security.people import ROLES
from tests.security.reread import rows
from tests.security.routes import readable, route_named
from tests.security.world import World
from tests.visiting import ADDRESS, Visitor

# Nothing in these can be seen, each in its own way.
BLANK = {
    "nothing": "",
    "spaces and lines": " \t\n\r\n \u00a0\u2003\u3000",
    "zero width": "\u200b\u200c\u200d\u2060\ufeff",
    "soft hyphens": "\u00ad\u00ad",
    "Hangul fillers": "\u115f\u1160\u3164\uffa0",
    "an empty Braille cell": "\u2800",
    "tags": "\U000e0001\U000e0041\U000e007f",
    "variation selectors": "\ufe0f\U000e0100",
    "directions alone": "\u202e\u202c\u2066\u2069",
    "accents on nothing": "\u0301\u0302\u0489",
    "an invisible reference": "&#8203;&zwj;&nbsp;",
    "an empty quotation": "> \n> \u200b",
    "an empty list": "- \n- \u3164",
}
PLANTED = [
    '<p id="login" name="body" class="badge" style="color:red" data-x="1">Staff</p>',
    '<a id="c1" class="button" href="https://example.org/">x</a>',
    "# Heading {#login .badge}",
    '[x](https://example.org/){#id .class target=_blank} [y](https://example.org/ "title")',
    "```python class=badge\nx = 1\n```",
    "~~~html onload\n<b id=x>\n~~~",
    '<form name="body"><input name="csrf"></form>',
    "||<span class=badge>staff</span>||\n\n>! [S1 E8] <b id=x>gone</b>",
    '![x](https://evil.example/pixel.png) <img src="https://evil.example/pixel.png" id=x>',
    '<svg id=x><style>*{color:red}</style></svg><math name="y">',
]


def permalink(visitor: Visitor, comment_id: int) -> str:
    (html,) = prose(visitor.get(f"/c/{ids.to_text(comment_id)}").text)
    return html


def preview(world: World, author: Visitor, endpoint: str, source: str) -> str:
    (html, *_) = prose(world.send(author, route_named(world.app, endpoint), body=source, preview="1").text)
    return html


def posted(world: World, author: Visitor, source: str) -> int:
    """The id of the new comment."""
    response = world.send(author, route_named(world.app, "discussion.post"), body=source)
    assert response.status_code == 303, source
    return ids.from_text(response.location.rpartition("#c")[2])


def refused(world: World, author: Visitor, source: str) -> list[TestResponse]:
    """The answers of each way in."""
    routes = [route_named(world.app, endpoint) for endpoint in ("discussion.post", "discussion.edit")]
    return [world.send(author, route, body=source, **more) for route in routes for more in ({}, {"preview": "1"})]


@pytest.mark.parametrize("name", ["own_markdown_xss", "planted"])
def test_s28_s32_every_way_in_makes_the_same_safe_html(world: World, name: str) -> None:
    author, other = world.visitor("author"), world.visitor("reader")
    world.people["author"].trusted_at = clock.now()  # so much alike, the rules would hold it
    for source in PLANTED if name == "planted" else [payload(case) for case in cases(name)]:
        new = permalink(other, posted(world, author, source))
        assert world.send(author, route_named(world.app, "discussion.edit"), body=source).status_code == 303
        assert permalink(other, world.comment_id) == new, source
        assert preview(world, author, "discussion.post", source) == new, source
        assert preview(world, author, "discussion.edit", source) == new, source
        assert oracle.wrong(new) == [], source


@pytest.mark.parametrize("name", HOSTILE)
def test_s28_every_hostile_string_is_harmless_on_the_page(world: World, name: str) -> None:
    """In bundles, as many as a comment holds, each a paragraph; the corpora go through one by one with the markup."""
    author = world.visitor("author")
    for bundle in bundles([payload(case) for case in cases(name)]):
        assert oracle.wrong(preview(world, author, "discussion.post", bundle)) == [], bundle


def bundles(sources: list[str]) -> list[str]:
    room, made = 4_900, [""]
    for source in (source.replace("\0", "")[:room] for source in sources):
        if len(made[-1]) + len(source) + 2 > room:
            made.append("")
        made[-1] += f"{source}\n\n"
    return [f"{bundle}x" for bundle in made]


def test_s32_a_quotation_is_the_source_and_goes_the_same_way(world: World) -> None:
    author, other = world.visitor("author"), world.visitor("reader")
    for source in PLANTED:
        world.send(author, route_named(world.app, "discussion.edit"), body=source)
        quoted = in_the_box(other.get(f"/c/{ids.to_text(world.comment_id)}/reply?quote=1").text)
        assert quoted.split("\n")[: source.count("\n") + 1] == [f"> {line}" for line in source.split("\n")]
        assert oracle.wrong(permalink(author, posted(world, other, f"{quoted}Indeed."))) == []


def test_s29_links_lead_to_the_web_or_a_mailbox_and_say_what_they_are(world: World) -> None:
    author = world.visitor("author")
    addresses = [case["url"].replace("\0", "") for case in cases("own_urls") if case["group"] == "links"]
    for bundle in bundles([f"[x]({url})\n\n<{url}>\n\n{url}" for url in addresses]):
        for href, rel in Elements(preview(world, author, "discussion.post", bundle)).links:
            assert re.match(r"https?://|mailto:|/people/", href), href
            assert rel == "nofollow ugc noopener", href
    shown = oracle.text(preview(world, author, "discussion.post", "[example.net](https://evil.example/login)"))
    assert "evil.example" in shown


def test_s30_no_page_loads_anything_from_elsewhere(world: World) -> None:
    author = world.visitor("author")
    for source in PLANTED:
        posted(world, author, source)
    for route in readable(world.app):
        if route.endpoint == "privacy.export":  # a file, and no page
            continue
        for role in ROLES:
            answer = world.send(world.visitor(role), route)
            # What programs fetch is no page, whatever it looks like to who reads it as one.
            for address in Elements(answer.text).loads if answer.mimetype == "text/html" else ():
                # The code for an authenticator is drawn for who looks, and by us.
                drawn = world.address(route_named(world.app, "accounts.authenticator_code"))
                # On other people's pages what is ours has our name before it.
                ours = address.removeprefix(ADDRESS) if route.endpoint.startswith("embed.") else address
                assert re.match(r"/static/[0-9a-f]{12}/", ours) or address == drawn, (route, address)


def test_s31_nothing_on_a_reader_s_words_can_be_addressed_or_dressed_up(world: World) -> None:
    author = world.visitor("author")
    for source in PLANTED:
        html = permalink(author, posted(world, author, source))
        assert not re.search(r"<[^>]*\s(id|name|class|style|data-[\w-]*|target|title)=", html), html
        assert "<img" not in html


@pytest.mark.parametrize("kind", BLANK)
def test_s34_what_nobody_can_see_is_not_a_comment(world: World, kind: str) -> None:
    author = world.visitor("author")
    before = rows()
    for response in refused(world, author, BLANK[kind]):
        assert response.status_code == 400
        assert "there is nothing to read in the box" in response.text
    assert rows() == before


def test_s34_accents_are_capped_where_they_are_shown_and_kept_as_they_were_typed(world: World) -> None:
    author = world.visitor("author")
    source = "Z" + "\u0301\u200d" * 60 + "a" + "\u0489" * 60 + "l" + "&#769;" * 60
    comment_id = posted(world, author, source)
    shown = permalink(author, comment_id).replace("\u200d", "")
    assert max(len(list(group)) for mark, group in groupby(shown) if mark in "\u0301\u0489") <= 8
    assert db.session.get_one(Comment, comment_id).body_source == source


def test_s33_every_name_is_isolated_from_the_words_around_it(world: World) -> None:
    """In a <bdi>, or alone in a control or a title, which nothing else shares a line with."""
    name = "Otto\u202eracs"
    world.people["author"].display_name = name
    world.people["author"].badge = "Guest"
    world.put("live")
    for route in readable(world.app):
        if route.endpoint == "privacy.export":  # a file, and no page
            continue
        for role in ROLES:
            answer = world.send(world.visitor(role), route)
            for text, around in Elements(answer.text).texts if answer.mimetype == "text/html" else ():
                # What stands there as data for programs shares a line with nothing: nobody is shown it.
                is_data = around and around[-1] == ("script", {"type": "application/ld+json"})
                if "\u202e" in text and not is_data:
                    assert {tag for tag, _ in around} & {"bdi", "title", "button"}, (route, text)


def test_s33_every_comment_has_a_direction_of_its_own_and_closes_what_it_opens(world: World) -> None:
    author = world.visitor("author")
    for source in (
        "abc \u202e def",
        "\u2067\u2067 x\n\n\u202d y",
        "[\u202e](https://example.org/)",
        "`\u202ex`",
        "||\u202e||",
    ):
        html = permalink(author, posted(world, author, source))
        assert len(re.findall("[\u202a\u202b\u202d\u202e]", html)) == html.count("\u202c"), source
        assert len(re.findall("[\u2066-\u2068]", html)) == html.count("\u2069"), source
