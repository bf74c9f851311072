"""Who says it: how new, from where, and what moderators said of them before."""

from datetime import timedelta

from forum.screening.options import Options
from forum.screening.submission import Submission
from forum.screening.verdict import Finding

NEWCOMERS_WAIT = "Comments of new members wait for a moderator."
A_LOOK = "A moderator takes a look at this first."


def muted_person(submission: Submission, options: Options) -> Finding | None:
    author = submission.author
    if author.banned:
        return Finding("Your account may not post here any more.", "The author is banned.")
    if author.muted_until is None or author.muted_until <= submission.now:
        return None
    until = author.muted_until.strftime("%-d %B %Y, %H:%M UTC")
    return Finding(
        f"A moderator has muted you: you can post again after {until}.", f"The author is muted until {until}."
    )


def held_person(submission: Submission, options: Options) -> Finding | None:
    if not submission.author.held:
        return None
    return Finding("Your comments wait for a moderator.", "All that this person says waits.")


def first_comments(submission: Submission, options: Options) -> Finding | None:
    most = options.number("count")
    if submission.author.published >= most:
        return None
    return Finding(NEWCOMERS_WAIT, f"One of the first {most:,} comments of this person.")


def account_age(submission: Submission, options: Options) -> Finding | None:
    age, least = submission.author_age, timedelta(hours=options.number("hours"))
    if age is None or age >= least:
        return None
    return Finding(NEWCOMERS_WAIT, f"The account is younger than {options.number('hours'):,} hours.")


def email_domain(submission: Submission, options: Options) -> Finding | None:
    """The very domain of the account's address, or one beneath it; never one that merely begins or ends alike."""
    domain = submission.author.email.rpartition("@")[2].casefold().rstrip(".")
    listed = [each for each in options.list("domains") if domain == each or domain.endswith("." + each)]
    if not domain or not listed:
        return None
    return Finding(A_LOOK, f"The author’s address is at {domain}, which is listed.", (domain,))


def recent_rejections(submission: Submission, options: Options) -> Finding | None:
    if submission.author.rejections < options.number("count"):
        return None
    return Finding(
        "Your comments wait for a moderator, because some of your last ones were rejected.",
        f"At least {submission.author.rejections:,} comments rejected in {options.number('days'):,} days.",
    )
