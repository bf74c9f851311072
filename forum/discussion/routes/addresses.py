"""Where a comment is to be found after something was done to it."""

from flask import request, url_for

from forum import ids
from forum.articles.models import Article
from forum.discussion.cursors import parse_sort
from forum.discussion.models import Comment
from forum.errors import Refusal


def on_its_page(comment: Comment) -> str:
    """A page of the article that holds the comment, in the order that the reader had chosen."""
    try:
        sort = parse_sort(request.values.get("sort"))
    except Refusal:
        sort = parse_sort(None)
    name = ids.to_text(comment.id)
    return url_for("discussion.article", slug=comment.article.slug, sort=sort, show=name, _anchor=f"c{name}")


def box_of(article: Article, parent_id: int | None, sort: str | None, draft: str | None) -> str:
    """The box; when there is a draft, with its words in it, ready to be posted."""
    if parent_id is None:
        return url_for("discussion.article", slug=article.slug, sort=sort or None, draft=draft, _anchor="compose")
    return url_for("discussion.reply_form", comment_id=parent_id, sort=sort or None, draft=draft, _anchor="compose")
