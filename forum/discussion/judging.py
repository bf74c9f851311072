"""What screening says about words that are about to stand in a discussion."""

from collections.abc import Mapping

from sqlalchemy import exists, select

from forum.accounts.models import Account
from forum.articles.models import Article, Openness
from forum.config import Hold
from forum.db import db
from forum.discussion.models import PUBLIC, Comment, State
from forum.screening.pipeline import screen
from forum.screening.submission import Submission
from forum.screening.verdict import Ruling

_ARTICLE_HOLDS: Mapping[Openness, Hold] = {
    Openness.OPEN: Hold.OPEN,
    Openness.FIRST: Hold.FIRST,
    Openness.HELD: Hold.ALL,
    Openness.CLOSED: Hold.ALL,
}


def judge(body: str, article: Article, by: Account, site_holds: Hold) -> tuple[State, str | None]:
    """The state in which `body` may stand there, and why, when it has to wait."""
    article_holds = _ARTICLE_HOLDS[article.state]
    verdicts = screen(
        Submission(
            body=body,
            by_staff=by.is_staff,
            # Looked up only where first comments wait.
            published_before=Hold.FIRST not in (site_holds, article_holds) or _published_before(by),
            site_holds=site_holds,
            article_holds=article_holds,
        )
    )
    if verdicts and verdicts[0].ruling == Ruling.HOLD:
        return State.HELD, verdicts[0].reason
    return State.LIVE, None


def _published_before(by: Account) -> bool:
    query = select(exists().where(Comment.author_id == by.id, Comment.state.in_(sorted(PUBLIC))))
    return bool(db.session.scalar(query))
