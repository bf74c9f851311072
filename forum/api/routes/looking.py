"""What is asked often and says little: counts, whether anything has happened, how words would look."""

from forum import ids
from forum.api import asked, shapes
from forum.api.routes.blueprint import operation
from forum.articles.forms import parse_names
from forum.articles.models import Article
from forum.articles.queries import comment_counts
from forum.discussion.forms import parse_body
from forum.discussion.latest import article_as_watched, latest
from forum.discussion.wording import html_of


@operation("GET", "/counts", {200: shapes.Counts}, query=asked.WhichCounts)
def counts(query: asked.WhichCounts) -> shapes.Counts:
    """How many comments everybody can read, for many articles at once."""
    return shapes.Counts(counts=comment_counts(parse_names(query.of)))


@operation("GET", "/articles/<id:article_id>/live", {200: shapes.Live}, refuses=(404,))
def live(article_id: int) -> shapes.Live:
    """Whether anything has happened: to be asked now and then by a page that stays open."""
    # The version is read before the comments: what is told may be newer than the version says, never older.
    _, version, count = article_as_watched(Article.id == article_id)
    newest = [
        shapes.Latest(id=ids.to_text(row.id), parent=ids.to_text(row.parent_id) if row.parent_id is not None else None)
        for row in latest(article_id)
    ]
    return shapes.Live(version=version, count=count, latest=newest)


@operation("POST", "/previews", {200: shapes.Preview}, takes=asked.NewWords)
def preview(body: asked.NewWords) -> shapes.Preview:
    """Words as they would be shown; nothing is kept of them."""
    return shapes.Preview(body_html=html_of(parse_body(body.body)))
