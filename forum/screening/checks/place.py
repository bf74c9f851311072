"""What the place asks of everybody: that it is open, and whose comments wait there."""

from forum.config import Hold
from forum.screening.options import Options
from forum.screening.submission import Submission
from forum.screening.verdict import Finding

FIRST_COMMENTS_WAIT = "First comments wait for a moderator."
ALL_COMMENTS_WAIT = "Comments here wait for a moderator."


def closed(submission: Submission, options: Options) -> Finding | None:
    sentence = submission.place.closed
    return Finding(sentence, sentence) if sentence else None


def slow_mode(submission: Submission, options: Options) -> Finding | None:
    seconds = submission.place.seconds_left
    if seconds <= 0:
        return None
    unit = "second" if seconds == 1 else "seconds"
    return Finding(
        f"This discussion is in slow mode: you can post again in {seconds:,} {unit}.",
        f"Slow mode: {seconds:,} {unit} too early.",
    )


def stance(submission: Submission, options: Options) -> Finding | None:
    """The strictest of what the site, the section and the article ask."""
    place = submission.place
    for holds, sentence in ((Hold.ALL, ALL_COMMENTS_WAIT), (Hold.FIRST, FIRST_COMMENTS_WAIT)):
        stances = {"site": place.site_holds, "section": place.section_holds, "article": place.article_holds}
        asking = [name for name, stance in stances.items() if stance == holds]
        if asking and (holds == Hold.ALL or not submission.author.published):
            return Finding(sentence, f"{sentence} The {asking[-1]} asks for it.")
    return None
