"""S54: what looks like a template or a format comes out as it was typed, wherever it is shown."""

from html import unescape

import pytest
from sqlalchemy import select

from forum import ids
from forum.articles.models import Article
from forum.db import db
from tests.security.pages import Elements
from tests.security.people import ROLES
from tests.security.routes import readable, route_named
from tests.security.world import World

pytestmark = pytest.mark.one_database

VERBATIM = "{{191*7919}} {% raw %} ${191*7919} #{191*7919} %s %(x)s {0} {x} {0.__class__} <%= 191*7919 %> \\1"
PRODUCT = str(191 * 7919)  # long enough not to be in anybody's id


def test_s54_what_looks_like_a_template_comes_out_as_it_was_written(world: World) -> None:
    article = db.session.scalars(select(Article).where(Article.slug == world.slug)).one()
    for name in ("title", "standfirst", "byline", "prompt"):
        setattr(article, name, VERBATIM)
    author = world.people["author"]
    author.display_name, author.bio, author.badge = VERBATIM[:60], VERBATIM, VERBATIM[:40]
    for route in readable(world.app):
        for role in ROLES:
            texts = "".join(text for text, _ in Elements(world.send(world.visitor(role), route).text).texts)
            assert PRODUCT not in texts.replace(VERBATIM, ""), route
            if route.endpoint in ("discussion.article", "articles.front", "discussion.person"):
                assert VERBATIM in texts, route


@pytest.mark.parametrize("endpoint", ["accounts.sign_in_account", "accounts.register_account"])
def test_s54_a_refused_form_says_back_what_was_typed_and_no_more(world: World, endpoint: str) -> None:
    response = world.send(world.visitor("nobody"), route_named(world.app, endpoint), email=VERBATIM, password="short")
    assert response.status_code == 400
    assert VERBATIM in unescape(response.text)
    assert "short" not in response.text.replace("short as", "")


def test_s54_a_comment_that_looks_like_a_template_is_only_words(world: World) -> None:
    source = f"`{VERBATIM}`"
    world.send(world.visitor("author"), route_named(world.app, "discussion.edit"), body=source)
    page = world.visitor("nobody").get(f"/c/{ids.to_text(world.comment_id)}").text
    assert VERBATIM in unescape(page)
