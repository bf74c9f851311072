"""What a page of another site loads of us: the fragment, and the script that makes more of it.

All of it is the same for everybody, and nobody's cookie is looked at: so any page may read it.
"""

from datetime import timedelta

from flask import Response, make_response, render_template, request, url_for

from forum import clock
from forum.articles.models import Article
from forum.articles.queries import article_by_id
from forum.discussion.latest import newest_id
from forum.discussion.parts import part_of
from forum.discussion.reading import marks_of
from forum.discussion.routes.reading import share
from forum.embed.finding import Unopened, article_at
from forum.embed.routes.blueprint import bp
from forum.embed.routes.links import whole
from forum.origins.listing import listed_origins
from forum.web.bundles import FOR_ANYBODY, made, sent
from forum.web.headers import policy
from forum.web.pages.sharing import depends_on_everything, shared
from forum.web.site import own_origin

# Its address stands in pages that we cannot change: whatever is mended in it reaches their readers in five minutes.
# For a day a browser goes on with the last one while it asks.
SCRIPT_KEPT = "public, max-age=300, stale-while-revalidate=86400"
# Whose pages may hold the fragment in a frame is said above it. That list has no version: it is read anew now and then.
LIST_KEPT = timedelta(minutes=1)
CARRIED = frozenset({"embed.at", "embed.fragment", "embed.script"})


@bp.get("/embed/<id:article_id>.html")
@shared("sort", "cursor", "parent", "show", for_members=True)
def fragment(article_id: int) -> Response:
    return _discussion(article_by_id(article_id))


@bp.get("/embed/at.html")
@shared("key", "url", "title", "sort", "cursor", "parent", "show", for_members=True)
def at() -> Response:
    asked = request.args
    found = article_at(asked.get("key"), asked.get("url"), asked.get("title"))
    if isinstance(found, Article):
        return _discussion(found)
    depends_on_everything()  # the next comment anywhere may be the first one here
    return _page(found, article=None)


@bp.get("/embed.js")
def script() -> Response:
    response = sent(made("embed.js"))
    response.headers["Cache-Control"] = SCRIPT_KEPT
    return response


@bp.after_request
def _let_in(response: Response) -> Response:
    if request.endpoint in CARRIED and request.method in ("GET", "HEAD"):
        response.headers.update(FOR_ANYBODY)
    return response


def _discussion(article: Article) -> Response:
    share(article, until=clock.now() + LIST_KEPT)
    asked = request.args
    part = part_of(article, None, asked.get("sort"), asked.get("cursor"), asked.get("parent"), asked.get("show"))
    marks = marks_of(None, part.comments)
    facts = {"part": part, "page": part.page, "marks": marks, "newest": newest_id(article.id)}
    return _page(article, article=article, path=url_for("discussion.article", slug=article.slug), **facts)


def _page(of: Article | Unopened, **facts: object) -> Response:
    words = {"of": of, "here": own_origin(), "url_for": whole, "embedded": True, "show": None}
    response = make_response(render_template("embed/fragment.html", **words, **facts))
    response.headers["Content-Security-Policy"] = policy(" ".join(listed_origins()) or "'none'")
    response.headers["X-Robots-Tag"] = "noindex"  # found where it stands: on the page itself, and on our own
    return response
