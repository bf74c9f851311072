"""What a page that stays open asks from time to time: whether anything has happened here."""

from flask.typing import ResponseReturnValue

from forum import ids
from forum.articles.models import Article
from forum.discussion.latest import article_as_watched, latest
from forum.discussion.routes.blueprint import bp
from forum.web.pages.sharing import depends_on, shared
from forum.web.replies import json_reply


@bp.get("/articles/<slug>/live")
@shared(for_members=True)
def live(slug: str) -> ResponseReturnValue:
    # The version is read before the comments: what is told may be newer than the version says, never older.
    article_id, version, count = article_as_watched(Article.slug == slug)
    depends_on(article_id, version)
    newest = [[_name(row.id), _name(row.parent_id)] for row in latest(article_id)]
    reply = json_reply({"version": version, "count": count, "latest": newest})
    # A page asks right after its reader has written: a browser hands out nothing that it has not asked us about.
    reply.headers["Cache-Control"] = "public, no-cache"
    return reply


def _name(comment_id: int | None) -> str | None:
    return None if comment_id is None else ids.to_text(comment_id)
