"""Articles and the comments under them."""

from flask import request

from forum import clock
from forum.api import asked, shapes
from forum.api.operations import Asks
from forum.api.routes import showing
from forum.api.routes.asking import asker, known_origin, reader
from forum.api.routes.blueprint import operation
from forum.articles.queries import article_by_id, article_or_404, article_to_change
from forum.db import db
from forum.discussion.forms import CommentForm, parse_body, parse_parent
from forum.discussion.keys import KEY
from forum.discussion.parts import part_of
from forum.discussion.permissions import may_write
from forum.discussion.posting import post_comment, require_unused
from forum.discussion.reading import marks_of
from forum.errors import Invalid, NotFound, require
from forum.origins.opening import find_article, open_article
from forum.web.site import settings


@operation("GET", "/articles", {200: shapes.Article}, query=asked.WhichArticle, refuses=(404,))
def find(query: asked.WhichArticle) -> shapes.Article:
    """The article of a slug, a key or an address."""
    if query.slug:
        return showing.article(article_or_404(query.slug), asker())
    if not query.key and not query.url:
        raise Invalid("Name the article by its slug, its key or its address.", "key")
    found = find_article(query.key, query.url)
    if found is None:
        raise NotFound("There is no discussion of this article yet.")
    return showing.article(article_by_id(found.id), asker())


@operation("POST", "/articles", {200: shapes.Article}, Asks.READER, takes=asked.OpenArticle, refuses=(409,))
def open_one(body: asked.OpenArticle) -> shapes.Article:
    """Open the discussion of a page on which somebody is about to say something; of one that is there, find it."""
    if find_article(body.key, body.url) is None:
        require(may_write(reader(), clock.now()))
    found = open_article(known_origin(), body.url, body.key, body.title)
    db.session.flush()
    shape = showing.article(article_by_id(found.id), reader())
    db.session.commit()
    return shape


@operation("GET", "/articles/<id:article_id>", {200: shapes.Article}, refuses=(404,))
def article(article_id: int) -> shapes.Article:
    """One article."""
    return showing.article(article_by_id(article_id), asker())


@operation(
    "GET", "/articles/<id:article_id>/comments", {200: shapes.Comments}, query=asked.WhichComments, refuses=(404,)
)
def comments(article_id: int, query: asked.WhichComments) -> shapes.Comments:
    """A page of the comments on an article, or of the replies to one of them."""
    viewer, found = asker(), article_by_id(article_id)
    part = part_of(found, viewer, query.sort, query.cursor, query.parent, query.show)
    return showing.comments(part.page, viewer, marks_of(viewer, part.comments), part.leading if query.show else ())


@operation(
    "POST",
    "/articles/<id:article_id>/comments",
    {201: shapes.Comment},
    Asks.READER,
    takes=asked.NewComment,
    refuses=(404, 422),
    by_key=True,
)
def post(article_id: int, body: asked.NewComment) -> shapes.Comment:
    """Say something. Under one Idempotency-Key the same words are said once, however often they are sent."""
    form = CommentForm(parse_body(body.body), parse_parent({"parent": body.parent or ""}), _key())
    found, by = article_to_change(article_id), reader()
    require_unused(form, found, by)
    comment = post_comment(found, form, by, settings().hold)
    shape = showing.comment(comment, by, marks_of(by, [comment]))
    db.session.commit()
    return shape


def _key() -> str | None:
    """As the header's draft has it a string in quotes; without them it is taken too."""
    given = request.headers.get("Idempotency-Key")
    if given is None:
        return None
    key = given.strip().removeprefix('"').removesuffix('"')
    if not KEY.fullmatch(key):
        raise Invalid("An Idempotency-Key is of letters, digits, - and _, at most 64 of them.", "Idempotency-Key")
    return key
