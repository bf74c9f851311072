"""What authors send in an appeal, and what moderators answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from forum.errors import Invalid
from forum.statements.models import AppealOutcome

WORDS_MAX = 2_000
ANSWER_MAX = 1_000


def parse_words(text: str) -> str:
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise Invalid("Say why the decision is wrong: one sentence is enough.", "body")
    if len(words) > WORDS_MAX:
        over = len(words) - WORDS_MAX
        raise Invalid(f"An appeal has at most {WORDS_MAX:,} characters. Shorten it by {over:,}.", "body")
    return words


@dataclass(frozen=True)
class AnswerForm:
    """How a moderator decides, and what the author is told."""

    outcome: AppealOutcome
    answer: str

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "AnswerForm":
        text = form.get("outcome", "")
        if text not in (AppealOutcome.UPHELD, AppealOutcome.DECLINED):
            raise Invalid("Choose: take the decision back, or let it stand.", "outcome")
        answer = form.get("answer", "").replace("\r\n", "\n").strip()
        if text == AppealOutcome.DECLINED and not answer:
            raise Invalid("Tell the author why it stands: they are sent your answer.", "answer")
        if len(answer) > ANSWER_MAX:
            raise Invalid(f"An answer has at most {ANSWER_MAX:,} characters. Shorten it.", "answer")
        return cls(AppealOutcome(text), answer)
