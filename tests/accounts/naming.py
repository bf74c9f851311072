"""What tests of names share: a refusal, and the cases of a profile."""

import pytest

from forum.accounts.names import parse_display_name, parse_handle
from forum.errors import Invalid
from tests.markup.corpora import Case, cases


def refused(text: str, of: str = "display_name") -> str:
    with pytest.raises(Invalid) as refusal:
        parse_handle(text) if of == "handle" else parse_display_name(text)
    assert refusal.value.field == of
    return refusal.value.sentence


def golden(profile: str) -> list[Case]:
    """The cases of a profile; the youngest need Unicode 14, which Python 3.11 has."""
    return [case for case in cases("precis_golden") if case["profile"] == profile]
