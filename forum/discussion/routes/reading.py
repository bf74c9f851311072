"""Reading: an article with its discussion, one comment with its replies, what a comment said before."""

from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum import clock, ids
from forum.accounts.models import Account
from forum.accounts.viewer import current
from forum.articles.closing import closing_time
from forum.articles.models import Article
from forum.articles.queries import article_or_404
from forum.discussion.cursors import parse_sort
from forum.discussion.drafts import kept_words
from forum.discussion.filling import LEVELS
from forum.discussion.latest import newest_id
from forum.discussion.models import Comment
from forum.discussion.permissions import may_restore, may_write
from forum.discussion.queries import ancestors, comment_or_404, own_deleted, revisions
from forum.discussion.reading import load_page, marks_of
from forum.discussion.routes.blueprint import bp
from forum.discussion.routes.members import members_page
from forum.discussion.routes.visiting import since_for, visits_are_kept
from forum.discussion.visiting import own_at
from forum.errors import NotFound
from forum.web.pages.sharing import depends_on, shared

# Enough of what was said before to understand an answer.
CONTEXT = 3


# What these name is for one reader's eyes.
PERSONAL = ("draft", "deleted")


@bp.get("/articles/<slug>")
@shared("sort", "cursor", "show", personal=PERSONAL)
def article(slug: str) -> ResponseReturnValue:
    found = article_or_404(slug)
    share(found)
    show = wanted_comment(found.id)
    sort = parse_sort(request.args.get("sort"))
    if show is not None and show.depth > LEVELS:
        return redirect(url_for("discussion.permalink", comment_id=show.id, sort=sort), code=303)
    cursor, viewer = request.args.get("cursor"), current()
    if viewer and _may_share_a_page(viewer):
        own = own_at(found, viewer, clock.now())
        if not own.unpublished:
            since = own.since if visits_are_kept() else None
            return members_page(found, viewer, since, sort, cursor, show)
    page = load_page(found, viewer, sort, cursor, show=show)
    words = kept_words(request.args.get("draft"), found)
    marks = marks_of(viewer, page.comments)
    return render_template(
        "discussion/article.html",
        article=found,
        page=page,
        marks=marks,
        show=show,
        words=words,
        undo=_just_deleted(found),
        since=since_for(found),
        newest=newest_id(found.id),
    )


@bp.get("/c/<id:comment_id>")
@shared("sort", "cursor")
def permalink(comment_id: int) -> ResponseReturnValue:
    comment = comment_or_404(comment_id, current())
    share(comment.article)
    sort = parse_sort(request.args.get("sort"))
    above = [*ancestors(comment, CONTEXT), comment]
    cursor = request.args.get("cursor")
    page = load_page(comment.article, current(), sort, cursor, parent=comment, beside=len(above))
    marks = marks_of(current(), [*above, *page.comments])
    return render_template(
        "discussion/permalink.html",
        comment=comment,
        above=above[:-1],
        page=page,
        marks=marks,
        since=since_for(comment.article),
        newest=newest_id(comment.article_id),
    )


@bp.get("/c/<id:comment_id>/history")
@shared()
def history(comment_id: int) -> ResponseReturnValue:
    comment = comment_or_404(comment_id, current())
    share(comment.article)
    return render_template("discussion/history.html", comment=comment, revisions=revisions(comment, current()))


def _may_share_a_page(viewer: Account) -> bool:
    """Whether the buttons and the words are those of all members; who may not write has fewer."""
    personal = viewer.is_staff or any(name in request.args for name in PERSONAL)
    return not personal and bool(may_write(viewer, clock.now()))


def share(article: Article, until: datetime | None = None) -> None:
    """What is shown of a discussion is true until its version moves, or it closes, and no longer than `until`."""
    closing, now = closing_time(article), clock.now()
    ends = [at for at in (closing, until) if at is not None and at > now]
    depends_on(article.id, article.version, until=min(ends, default=None))


def wanted_comment(article_id: int) -> Comment | None:
    """The comment that ?show= asks to have on the page."""
    text = request.args.get("show")
    if not text:
        return None
    try:
        comment = comment_or_404(ids.from_text(text), current())
    except (ValueError, NotFound):
        return None  # it was taken away since the address was made; the article is still worth reading
    return comment if comment.article_id == article_id else None


def _just_deleted(article: Article) -> Comment | None:
    """What the viewer has deleted on the page before this one, as long as it can come back."""
    text = request.args.get("deleted")
    if not text:
        return None
    try:
        comment = own_deleted(ids.from_text(text), article, current())
    except ValueError:
        return None
    return comment if comment and may_restore(current(), comment, clock.now()) else None
