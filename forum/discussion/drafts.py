"""Words written before their author signed in: kept on the server until they have.

Only who holds the token, which stands in the address they are sent to, can read them; a day later they are gone.
"""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import delete, select

from forum import clock
from forum.articles.models import Article
from forum.db import db, rows_changed
from forum.discussion.forms import CommentForm
from forum.discussion.keys import new_key
from forum.discussion.models import Draft

# Long enough to register, look for the password and have supper.
KEPT = timedelta(days=1)


def keep_draft(article: Article, words: str, parent_id: int | None = None, sort: str | None = None) -> str:
    """Keep the words, and whom they answer; returns the token that brings them back."""
    now = clock.now()
    forget_old_drafts()
    token = secrets.token_urlsafe(16)
    db.session.add(
        Draft(
            token_hash=_digest(token),
            article_id=article.id,
            body=words,
            created_at=now,
            parent_id=parent_id,
            sort=sort,
            key=new_key(),
        )
    )
    return token


def form_of(draft: Draft) -> CommentForm:
    """The form as it would be sent again, with a key of its own: sent twice it is one comment."""
    return CommentForm(body=draft.body, parent_id=draft.parent_id, key=draft.key)


def draft_named(token: str | None) -> Draft | None:
    """What was kept under `token`; None when it was never given, is too old, or was posted meanwhile."""
    if not token:
        return None
    query = select(Draft).where(Draft.token_hash == _digest(token), Draft.created_at >= clock.now() - KEPT)
    return db.session.scalar(query)


def kept_words(token: str | None, article: Article) -> str:
    """What was kept under `token` for this article; nothing when the token is another's or too old."""
    draft = draft_named(token)
    return draft.body if draft and draft.article_id == article.id else ""


def forget_draft(token: str | None) -> bool:
    """The words are said: they need not be kept any more. Whether they were: of two at once, one forgets them."""
    if not token:
        return False
    return rows_changed(delete(Draft).where(Draft.token_hash == _digest(token))) == 1


def forget_old_drafts() -> None:
    """Nobody can come back to them any more."""
    db.session.execute(delete(Draft).where(Draft.created_at < clock.now() - KEPT))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
