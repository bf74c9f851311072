"""The keys to what somebody sent without being signed in, which nothing but the answer to it carries.

*Why not their network.* A household has one, a school and an office too: whoever wrote the comment may sit in the same
room as who reported it. So a network counts no report twice, and shows nobody what was sent from it.
"""

from dataclasses import dataclass

from forum import ids
from forum.discussion.reports import Cause, Report
from forum.errors import NotFound
from forum.web.seals import Broken, seal, unseal

_REPORT, _NOTICE = "report of a guest", "notice"
# A seal of a few words is shorter by far.
LONGEST = 400


@dataclass(frozen=True)
class Receipt:
    """What a guest said of which words; the report itself may be there or not."""

    comment_id: int
    revision: int
    report_id: int
    cause: Cause
    outcome: None = None  # what became of it would tell of another one that was sent before
    wants_word: bool = False


def key_to_report(report: Report) -> str:
    parts = ids.to_text(report.comment_id), str(report.revision), ids.to_text(report.id), report.cause
    return seal(_REPORT, " ".join(parts))


def receipt_by_key(key: str) -> Receipt | None:
    """None when the key is none of ours."""
    try:
        comment_id, revision, report_id, cause = _opened(_REPORT, key).split(" ")
    except Broken:
        return None
    return Receipt(ids.from_text(comment_id), int(revision), ids.from_text(report_id), Cause(cause))


def key_to_notice(report_id: int) -> str:
    return seal(_NOTICE, ids.to_text(report_id))


def notice_by_key(key: str) -> int:
    """The id of its report; NotFound when the key is none of ours."""
    try:
        return ids.from_text(_opened(_NOTICE, key))
    except Broken:
        raise NotFound("There is no receipt at this address. The number of your notice is in the mail, too.") from None


def _opened(purpose: str, key: str) -> str:
    if len(key) > LONGEST:
        raise Broken
    return unseal(purpose, key)
