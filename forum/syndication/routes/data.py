"""Discussions as data, for publishers' own pages; and the script that fills in how much is said."""

import json

from flask import Response, request
from flask.typing import ResponseReturnValue

from forum.articles.queries import article_or_404
from forum.discussion.ranking import Sort
from forum.discussion.reading import load_page
from forum.syndication.linked_data import KIND, for_publisher
from forum.syndication.routes.blueprint import bp
from forum.web.bundles import bundle
from forum.web.pages.sharing import depends_on, shared
from forum.web.replies import for_every_site

# Its address is the same whatever it says, since it stands in others' pages: they learn of a newer one within the hour.
AN_HOUR = "public, max-age=3600"
# A publisher writes it into a <script> of their page as it comes, where a comment could end that element.
_ESCAPED = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&"})


@bp.get("/articles/<slug>/comments.jsonld")
@shared(for_members=True)
def comments_as_data(slug: str) -> ResponseReturnValue:
    found = article_or_404(slug)
    depends_on(found.id, found.version)
    facts = for_publisher(found, load_page(found, None, Sort.BEST))
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return for_every_site(Response(text, content_type=KIND))


@bp.get("/counts.js")
def counts_script() -> ResponseReturnValue:
    answer = for_every_site(bundle("counts.js"))
    answer.headers["Cache-Control"] = AN_HOUR
    answer.add_etag()
    return answer.make_conditional(request)
