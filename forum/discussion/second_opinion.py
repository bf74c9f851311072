"""What follows when words went out: a program elsewhere is asked, if the owner named one, and may have them wait.

Nobody is kept waiting for it, and nothing of the database is held while it thinks. What it says is about the words that
it was shown: when they were edited or decided meanwhile, its answer is about nothing any more.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum import clock, ids
from forum.articles.models import Article
from forum.articles.queries import article_to_change
from forum.db import db
from forum.discussion.counting import let_wait
from forum.discussion.events import WordsPublished
from forum.discussion.models import Comment, State
from forum.outbox.dispatch import Turn
from forum.screening.models import KeptVerdict
from forum.screening.outside import Opinion, ask
from forum.screening.verdict import OUTSIDE, Ruling
from forum.web.site import settings

# What its author reads; what the other side said is for moderators.
WAITS = "It waits for a moderator."
_STATES: Mapping[Ruling, State] = {Ruling.HOLD: State.HELD, Ruling.SUSPECT: State.SUSPECTED}


def ask_elsewhere(published: WordsPublished, turn: Turn) -> None:
    """NoAnswer when there is none: then it is asked again."""
    check, comment = settings().check, _as_published(published)
    if check is None or comment is None:
        return
    question = question_about(comment)
    turn.settle()
    opinion = ask(check, question, int(clock.now().timestamp()))
    if opinion.ruling is not None:
        _follow(published, opinion, opinion.ruling)


def question_about(comment: Comment) -> dict[str, Any]:
    """What the other side is told: the words, where they stand and who said them; no address of anybody."""
    author = comment.author
    return {
        "id": ids.to_text(comment.id),
        "version": comment.version,
        "text": comment.body_source,
        "html": comment.body_html,
        "written": comment.created_at.isoformat(),
        "reply_to": ids.to_text(comment.parent_id) if comment.parent_id else None,
        "article": {"slug": comment.article.slug, "title": comment.article.title, "url": comment.article.url},
        "author": {"handle": author.handle, "name": author.display_name, "since": author.created_at.isoformat()},
    }


def _follow(published: WordsPublished, opinion: Opinion, ruling: Ruling) -> None:
    shown = db.session.get(Comment, published.comment_id)
    if shown is None:
        return
    article_to_change(shown.article_id)
    comment = _as_published(published)
    if comment is None:
        return
    db.session.add(
        KeptVerdict(
            comment_id=comment.id,
            version=published.version,
            revision=comment.revision,
            rule=OUTSIDE,
            ruling=ruling,
            reason=(opinion.reason or "A check outside this site asked for it.")[:200],
            matched=[],
            created_at=clock.now(),
        )
    )
    if ruling in _STATES:
        let_wait(comment, _STATES[ruling], WAITS)


def _as_published(published: WordsPublished) -> Comment | None:
    """The comment, if nobody has edited or decided it since."""
    query = select(Comment).where(Comment.id == published.comment_id, Comment.version == published.version)
    known = joinedload(Comment.author), joinedload(Comment.article).joinedload(Article.section)
    comment = db.session.scalar(query.options(*known).execution_options(populate_existing=True))
    return comment if comment is not None and comment.is_public else None
