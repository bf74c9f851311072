"""All checks, in order."""

from collections.abc import Callable, Sequence

from forum.screening import checks
from forum.screening.submission import Submission
from forum.screening.verdict import Verdict

CHECKS: Sequence[Callable[[Submission], Verdict | None]] = (
    checks.site_stance,
    checks.article_stance,
)


def screen(submission: Submission) -> tuple[Verdict, ...]:
    """Every verdict on `submission`, the strictest first; empty when nothing speaks against it."""
    verdicts = [verdict for check in CHECKS if (verdict := check(submission))]
    return tuple(sorted(verdicts, key=lambda verdict: -verdict.ruling))
