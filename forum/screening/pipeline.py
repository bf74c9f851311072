"""All checks, in order."""

from collections.abc import Mapping

from forum.screening.kind import Kind
from forum.screening.options import Terms
from forum.screening.rulebook import DEFAULTS, RULES
from forum.screening.submission import Submission
from forum.screening.verdict import Ruling, Verdict


def screen(submission: Submission, terms: Mapping[str, Terms] = DEFAULTS) -> tuple[Verdict, ...]:
    """Every verdict on `submission`, the strictest first; empty when nothing speaks against it."""
    verdicts = [verdict for kind in RULES if (verdict := verdict_of(kind, terms[kind.name], submission))]
    return tuple(sorted(verdicts, key=lambda verdict: -verdict.ruling.strictness))


def verdict_of(kind: Kind, terms: Terms, submission: Submission) -> Verdict | None:
    """What one rule says under `terms`; None when it has nothing to say, or spares the author."""
    finding = kind.check(submission, terms.options) if terms.enabled else None
    if finding is None:
        return None
    ruling = _ruling(kind, terms.ruling, submission)
    return Verdict(kind.name, ruling, finding.reason, finding.for_moderators, finding.matched) if ruling else None


def _ruling(kind: Kind, ruling: Ruling, submission: Submission) -> Ruling | None:
    """Whoever decides what waits need not wait; whoever is trusted is spared what is mild."""
    if ruling == Ruling.REFUSE and kind.of_trusted:
        return ruling
    if submission.author.by_staff:
        return Ruling.NOTE if kind.of_staff else None
    mild = ruling in (Ruling.NOTE, Ruling.HOLD)
    return None if submission.author.trusted and mild and not kind.of_trusted else ruling
