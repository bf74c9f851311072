"""What is said: its length, its words, and whether it was said before."""

import re
from datetime import timedelta

from forum.screening.checks.people import A_LOOK
from forum.screening.folding import folded
from forum.screening.options import Options
from forum.screening.similarity import likeness
from forum.screening.submission import Submission
from forum.screening.verdict import Finding
from forum.screening.words import found_patterns, found_words

# Anybody may say “Thank you!” twice.
SHORT = 30


def length(submission: Submission, options: Options) -> Finding | None:
    least, most, size = options.number("least"), options.number("most"), len(submission.body.strip())
    if size < least:
        sentence = f"That is too short: a comment has at least {least:,} characters."
    elif size > most:
        sentence = f"That is {size - most:,} characters too long: a comment has at most {most:,}."
    else:
        return None
    return Finding(sentence, sentence)


def banned_words(submission: Submission, options: Options) -> Finding | None:
    return _words(submission, options, "A banned word")


def suspect_words(submission: Submission, options: Options) -> Finding | None:
    return _words(submission, options, "A suspect word")


def _words(submission: Submission, options: Options, what: str) -> Finding | None:
    found = found_words(submission.body, options.list("words"))
    found += found_patterns(submission.body, options.list("patterns"))
    found = tuple(dict.fromkeys(found))
    # Which word it was is not for the author: they would only spell it otherwise.
    return Finding(A_LOOK, f"{what}: {', '.join(found)}"[:200], found) if found else None


def repeat(submission: Submission, options: Options) -> Finding | None:
    said = _plain(submission.body)
    if len(said) < SHORT or said not in [_plain(body) for body in submission.author.said_lately]:
        return None
    return Finding("You have posted the same words before: a moderator takes a look.", "The same words as lately.")


def near_repeat(submission: Submission, options: Options) -> Finding | None:
    said, least = _plain(submission.body), options.number("percent")
    if len(said) < SHORT:
        return None
    others = (_plain(body) for body in submission.author.said_lately)
    most = max((likeness(said, other) for other in others if other != said), default=0.0)
    if most * 100 < least:
        return None
    return Finding(
        "You have posted much the same words before: a moderator takes a look.",
        f"Much the same words as lately: {most:.0%} of their parts are shared.",
    )


def _plain(body: str) -> str:
    return re.sub(r"[\W_]+", " ", folded(body)).strip()


def too_fast(submission: Submission, options: Options) -> Finding | None:
    seconds, least = submission.seconds_to_write, options.number("seconds")
    if seconds is None or timedelta(seconds=seconds) >= timedelta(seconds=least):
        return None
    return Finding(A_LOOK, f"Sent {seconds:,} s after the box was shown, faster than {least:,} s.")


def lure(submission: Submission, options: Options) -> Finding | None:
    if not submission.lure_taken:
        return None
    return Finding(A_LOOK, "A field was filled in that no person sees.")
