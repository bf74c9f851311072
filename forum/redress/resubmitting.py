"""Sending a comment that was not published once more, in other words."""

from sqlalchemy import exists, select

from forum import clock
from forum.accounts.models import Account
from forum.config import Hold
from forum.db import db
from forum.discussion.counting import let_wait
from forum.discussion.judging import Words, judge, keep_verdicts
from forum.discussion.models import Comment, State
from forum.discussion.wording import html_of, put
from forum.errors import Answer, Invalid, require
from forum.redress.permissions import may_resubmit
from forum.statements.models import Appeal, Statement
from forum.statements.stating import standing_about, withdraw

WAITS = "You changed it: it waits for a moderator once more."


def resubmit(comment: Comment, body: str, by: Account, site_holds: Hold) -> None:
    """It waits for a moderator again, whatever the rules say of its new words. The caller holds its article."""
    require(can_be_sent_again(comment, by))
    if body == comment.body_source:
        raise Invalid("These are the words that were not published. Change them, then send them.", "body")
    words = Words(body, html_of(body), instead_of=comment)
    judgement = judge(words, comment.article, by, site_holds)
    put(comment, words.body, words.html)
    comment.resubmitted_at = clock.now()
    let_wait(comment, State.HELD, WAITS)
    keep_verdicts(comment, judgement)
    # What was said of the former words.
    withdraw([each for each in standing_about([comment.id]) if each.action == "reject"], in_silence=True)


def can_be_sent_again(comment: Comment, by: Account) -> Answer:
    return may_resubmit(by, comment, _appeal_waits(comment), clock.now())


def _appeal_waits(comment: Comment) -> bool:
    waiting = exists().where(
        Appeal.statement_id == Statement.id, Statement.comment_id == comment.id, Appeal.outcome.is_(None)
    )
    return bool(db.session.scalar(select(waiting)))
