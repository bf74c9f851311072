"""Feeds for everybody."""

from urllib.parse import quote

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.queries import account_or_404
from forum.articles.queries import article_or_404
from forum.ids import to_text
from forum.syndication import picking
from forum.syndication.atom import KIND, Feed, as_atom
from forum.syndication.feeds import feed_of, title_of_article, title_of_person, title_of_section, title_of_site
from forum.syndication.routes.blueprint import bp
from forum.web.pages.sharing import depends_on, depends_on_everything, shared


def answer(feed: Feed) -> Response:
    return Response(as_atom(feed), content_type=KIND)


@bp.get("/articles/<slug>/comments.atom")
@shared(for_members=True)
def article(slug: str) -> ResponseReturnValue:
    found = article_or_404(slug)
    depends_on(found.id, found.version)
    name, page = f"a/{to_text(found.id)}", url_for("discussion.article", slug=slug)
    return answer(feed_of(name, title_of_article(found), request.path, page, picking.of_article(found)))


@bp.get("/comments.atom")
@shared("section", for_members=True)
def comments() -> ResponseReturnValue:
    """Of the whole site, or of one section."""
    depends_on_everything()
    name, front = request.args.get("section"), url_for("articles.front")
    if name is None:
        return answer(feed_of("comments", title_of_site(), request.path, front, picking.of_site()))
    own = url_for("syndication.comments", section=name)
    return answer(feed_of(f"section/{quote(name)}", title_of_section(name), own, front, picking.of_section(name)))


@bp.get("/people/<handle>/comments.atom")
@shared(for_members=True)
def person(handle: str) -> ResponseReturnValue:
    found = account_or_404(handle)
    if handle.lower() != found.handle_key:
        return redirect(url_for("syndication.person", handle=found.handle), code=303)
    depends_on_everything()
    own = url_for("syndication.person", handle=found.handle)
    page = url_for("discussion.person", handle=found.handle)
    return answer(feed_of(f"p/{to_text(found.id)}", title_of_person(found), own, page, picking.by_person(found)))
