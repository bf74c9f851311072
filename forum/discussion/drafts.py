"""Words written before their author signed in: kept on the server until they have.

Only who holds the token, which stands in the address they are sent to, can read them; a day later they are gone.
"""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import delete, select

from forum import clock
from forum.articles.models import Article
from forum.db import db
from forum.discussion.forms import CommentForm
from forum.discussion.models import Comment, Draft

# Long enough to register, look for the password and have supper.
KEPT = timedelta(days=1)


def keep_draft(article: Article, form: CommentForm) -> str:
    """Keep the words; returns the token that brings them back."""
    now = clock.now()
    db.session.execute(delete(Draft).where(Draft.created_at < now - KEPT))
    token = secrets.token_urlsafe(16)
    parent = db.session.get(Comment, form.parent_id) if form.parent_id else None
    db.session.add(
        Draft(
            token_hash=_digest(token),
            article_id=article.id,
            parent_id=parent.id if parent and parent.article_id == article.id else None,
            body=form.body,
            created_at=now,
        )
    )
    return token


def kept_words(token: str | None, article: Article) -> str:
    """What was kept under `token` for this article; nothing when the token is another's or too old."""
    if not token:
        return ""
    query = select(Draft.body).where(
        Draft.token_hash == _digest(token), Draft.article_id == article.id, Draft.created_at >= clock.now() - KEPT
    )
    return db.session.scalar(query) or ""


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
