"""What is new on a page since its reader was last there, and noting what they have seen."""

from collections.abc import Callable, Sequence

from flask import current_app, request
from flask.typing import ResponseReturnValue

from forum import clock, ids
from forum.accounts.models import Account
from forum.accounts.viewer import current, login_required, somebody
from forum.articles.models import Article
from forum.articles.queries import article_or_404
from forum.config import MarkNew
from forum.db import db
from forum.discussion.forms import parse_newest, parse_seen
from forum.discussion.routes.blueprint import bp
from forum.discussion.visiting import Since, note_visit, since_last_visit
from forum.web.site import settings


def since_for(article: Article) -> Since | None:
    """Where the new begins for who is looking."""
    return since_last_visit(current(), article, clock.now()) if visits_are_kept() else None


@bp.post("/articles/<slug>/visit")
@login_required
def visit(slug: str) -> ResponseReturnValue:
    article = article_or_404(slug)
    seen, newest = parse_seen(request.form.get("seen", "")), parse_newest(request.form)
    if visits_are_kept():
        note_visit(article, by=somebody(), seen=seen, newest=newest)
    # Of what they have seen here they need not be told elsewhere.
    tell: Callable[[Account, Sequence[int]], int] = current_app.extensions["forum.seen"]
    tell(somebody(), [ids.from_text(name) for name in seen])
    db.session.commit()
    return "", 204


def visits_are_kept() -> bool:
    """Whether this site keeps a member's visits at all."""
    return settings().mark_new != MarkNew.NOBODY
