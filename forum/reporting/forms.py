"""What a reader sends about a comment."""

from collections.abc import Mapping
from dataclasses import dataclass

from forum.accounts.addresses import parse_email
from forum.discussion.reports import Cause
from forum.errors import Invalid

NOTE_MAX, EXPLANATION_MAX, NAME_MAX = 1_000, 5_000, 120
# In the order of the list, as readers would say it.
CAUSES: Mapping[Cause, str] = {
    Cause.ATTACK: "It attacks somebody",
    Cause.HATE: "It is hateful",
    Cause.SPAM: "It is advertising or spam",
    Cause.OFF_TOPIC: "It is beside the subject",
    Cause.SPOILER: "It gives away the plot",
    Cause.OTHER: "Something else is wrong with it",
    Cause.DISAGREE: "I don’t agree with it",
}

# The same for moderators, who read many.
SHORT_CAUSES: Mapping[Cause, str] = {
    Cause.ATTACK: "personal attack",
    Cause.HATE: "hateful",
    Cause.SPAM: "spam",
    Cause.OFF_TOPIC: "off topic",
    Cause.SPOILER: "spoiler",
    Cause.OTHER: "something else",
    Cause.LEGAL: "legal notice",
}


@dataclass(frozen=True)
class ReportForm:
    """Why somebody reports a comment, and in which words it stood when they did."""

    cause: Cause
    note: str
    wants_word: bool

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "ReportForm":
        text = form.get("cause", "")
        if text not in list(CAUSES):
            raise Invalid("Choose what is wrong with it.", "cause")
        note = parse_words(form.get("note", ""), NOTE_MAX, "note")
        if text == Cause.OTHER and not note:
            raise Invalid("Say what is wrong with it: nobody can guess.", "note")
        return cls(Cause(text), note, form.get("tell") == "1")


@dataclass(frozen=True)
class NoticeForm:
    """The four elements that make a notice one which binds (Digital Services Act, Article 16 (2))."""

    explanation: str
    name: str
    email: str
    is_of_child_abuse: bool
    is_threat_to_life: bool

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "NoticeForm":
        explanation = parse_words(form.get("explanation", ""), EXPLANATION_MAX, "explanation")
        if not explanation:
            raise Invalid("Explain why it is against the law, and which law that is if you know.", "explanation")
        of_abuse = form.get("abuse") == "1"
        name, email = _notifier(form, of_abuse)
        if form.get("good_faith") != "1":
            raise Invalid("Say that you believe this in good faith: the law asks for that.", "good_faith")
        return cls(explanation, name, email, of_abuse, form.get("life") == "1")


def parse_words(text: str, most: int, field: str) -> str:
    words = text.replace("\r\n", "\n").strip()
    if "\0" in words:
        raise Invalid("There is a sign in your words that is no text. Type them anew.", field)
    if len(words) > most:
        raise Invalid(f"That is longer than {most:,} characters. Say it in fewer.", field)
    return words


def _notifier(form: Mapping[str, str], may_stay_unnamed: bool) -> tuple[str, str]:
    """Who reports the abuse of a child need not say who they are."""
    name = " ".join(parse_words(form.get("name", ""), NAME_MAX, "name").split())
    email = form.get("email", "").strip()
    if may_stay_unnamed and not name and not email:
        return "", ""
    if not name:
        raise Invalid("Type your name: the law asks for it. The author of the comment does not learn it.", "name")
    return name, parse_email(email)
