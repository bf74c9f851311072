"""The checks, each a small pure function: a verdict, or None when it has nothing to say."""

from forum.config import Hold
from forum.screening.submission import Submission
from forum.screening.verdict import Ruling, Verdict

FIRST_COMMENTS_WAIT = "First comments wait for a moderator."
ALL_COMMENTS_WAIT = "Comments here wait for a moderator."


def site_stance(submission: Submission) -> Verdict | None:
    return _stance("site-stance", submission.site_holds, submission)


def article_stance(submission: Submission) -> Verdict | None:
    return _stance("article-stance", submission.article_holds, submission)


def _stance(rule: str, holds: Hold, submission: Submission) -> Verdict | None:
    # Whoever decides what waits need not wait.
    if submission.by_staff:
        return None
    if holds == Hold.ALL:
        return Verdict(rule, Ruling.HOLD, ALL_COMMENTS_WAIT)
    if holds == Hold.FIRST and not submission.published_before:
        return Verdict(rule, Ruling.HOLD, FIRST_COMMENTS_WAIT)
    return None
