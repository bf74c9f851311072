"""What an admin sends about a shared reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from forum.errors import Invalid
from forum.statements.reasons import SEVERITIES

TITLE_MAX, LINE_MAX = 60, 100
# Together with what is added for one author it has to fit into a statement (`statements.models`).
MESSAGE_MAX = 450
LAST_PLACE = 99


@dataclass(frozen=True)
class ReasonForm:
    """A reason as it is to be; without a name it is a new one."""

    name: str
    title: str
    public_line: str
    message: str
    severity: int
    is_of_law: bool
    enabled: bool
    place: int
    version: int

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "ReasonForm":
        return cls(
            name=form.get("shared", ""),
            title=_line(form, "title", TITLE_MAX, "Give the reason a title, for moderators."),
            public_line=_line(form, "public_line", LINE_MAX, "Type the line that readers see.").rstrip("."),
            message=_message(form),
            severity=_number(form, "severity", max(SEVERITIES), "Choose how grave it is."),
            is_of_law=form.get("is_of_law") == "1",
            enabled=form.get("enabled") == "1",
            place=_number(form, "place", LAST_PLACE, f"The place in the list is a number from 1 to {LAST_PLACE}."),
            version=_version(form.get("version", "")),
        )


def _line(form: Mapping[str, str], name: str, most: int, missing: str) -> str:
    text = " ".join(form.get(name, "").split())
    if not text:
        raise Invalid(missing, name)
    if len(text) > most:
        raise Invalid(f"That is longer than {most} characters. Shorten it.", name)
    return text


def _message(form: Mapping[str, str]) -> str:
    text = form.get("message", "").replace("\r\n", "\n").strip()
    if not text:
        raise Invalid("Say to the author what is wrong, and how to say it better.", "message")
    if len(text) > MESSAGE_MAX:
        raise Invalid(f"The message has at most {MESSAGE_MAX} characters. Shorten it.", "message")
    return text


def _number(form: Mapping[str, str], name: str, most: int, sentence: str) -> int:
    text = form.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= most):
        raise Invalid(sentence, name)
    return int(text)


def _version(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Invalid("Open the reason again: the form does not say which version you saw.", "version")
    return int(text)
