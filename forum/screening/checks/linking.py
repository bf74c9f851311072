"""Where it leads."""

from datetime import timedelta

from forum.screening.checks.people import A_LOOK
from forum.screening.options import Options
from forum.screening.submission import Submission
from forum.screening.verdict import Finding


def many_links(submission: Submission, options: Options) -> Finding | None:
    most, count = options.number("most"), len(submission.hosts)
    if count <= most:
        return None
    return Finding(
        "A comment with so many links waits for a moderator.",
        f"{count:,} links, more than {most:,}.",
        tuple(dict.fromkeys(submission.hosts)),
    )


def new_account_links(submission: Submission, options: Options) -> Finding | None:
    age = submission.author_age
    if not submission.hosts or age is None or age >= timedelta(hours=options.number("hours")):
        return None
    return Finding(
        "Links of new members wait for a moderator.",
        f"A link, of an account younger than {options.number('hours'):,} hours.",
        tuple(dict.fromkeys(submission.hosts)),
    )


def shared_host(submission: Submission, options: Options) -> Finding | None:
    hosts = submission.shared_hosts
    return Finding(A_LOOK, f"Several new accounts link to {', '.join(hosts)}."[:200], hosts) if hosts else None


def links_after_approval(submission: Submission, options: Options) -> Finding | None:
    if not (submission.was_approved and submission.new_links):
        return None
    return Finding(
        "A moderator looks at the links that you added.", "Links added after approval.", submission.new_links
    )
