"""What is refused, and how it is said.

Every refusal carries a sentence for the person who is refused: what is wrong and what to do about it.
`forum.web.errors` is the one place that turns a refusal into a status and a page.
"""

from dataclasses import dataclass


class Refusal(Exception):
    """Something was not done; `sentence` says why and what to do."""

    status = 400
    # What it is called; else it goes by its status (`web.titles`).
    title = ""
    # Whether the page that says no may give the reader's words back; hostile bytes are never echoed.
    keeps_text = True
    # Where to sign in and go on, when that is what is missing.
    sign_in: str | None = None
    # Seconds after which the same may succeed, when waiting is all that helps.
    retry_after = 0

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Invalid(Refusal):
    """Input that cannot be taken as it is; `field` names the input it is about, when there is one."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class Forbidden(Refusal):
    """The person may know of the thing, but may not do this to it."""

    status = 403


class NotFound(Refusal):
    """There is no such thing, or not for this person: the two must look the same."""

    status = 404


class Conflict(Refusal):
    """Somebody was faster; what the person saw is no longer so."""

    status = 409


class TooOften(Refusal):
    """More within a while than one person needs; `retry_after` seconds from now there is room for one more."""

    status = 429

    def __init__(self, sentence: str, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class Unreadable(Refusal):
    """What no reader's browser sends: bytes that are no text, forms that are none of ours."""

    keeps_text = False


class TooLarge(Unreadable):
    """More than is ever read."""

    status = 413


class WrongKind(Unreadable):
    """Sent as something that is not taken here."""

    status = 415


class Forged(Forbidden):
    """Sent by a page of another site."""

    keeps_text = False


@dataclass(frozen=True)
class Answer:
    """What a permission says: true or false, and when false the sentence to show."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Answer(True)


def no(reason: str) -> Answer:
    return Answer(False, reason)


def require(answer: Answer) -> None:
    """The first line of a verb: refuse with the permission's own sentence."""
    if not answer:
        raise Forbidden(answer.reason)
