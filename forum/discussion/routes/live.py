"""What a page that stays open asks from time to time: whether anything has happened here."""

from flask import request
from flask.typing import ResponseReturnValue

from forum import ids
from forum.discussion.latest import article_as_watched, latest
from forum.discussion.routes.blueprint import bp
from forum.web.replies import json_reply


@bp.get("/articles/<slug>/live")
def live(slug: str) -> ResponseReturnValue:
    # The version is read before the comments: what is told may be newer than its tag says, never older.
    article_id, version, count = article_as_watched(slug)
    tag = f"{ids.to_text(article_id)}-{version}"
    known = request.if_none_match.contains_weak(tag)
    newest = [] if known else [[_name(row.id), _name(row.parent_id)] for row in latest(article_id)]
    reply = json_reply({"version": version, "count": count, "latest": newest})
    reply.set_etag(tag)
    # Everybody is told the same, whoever they are: any cache between may keep it, and asks us whether it is true.
    reply.headers["Cache-Control"] = "public, no-cache"
    return reply.make_conditional(request)


def _name(comment_id: int | None) -> str | None:
    return None if comment_id is None else ids.to_text(comment_id)
