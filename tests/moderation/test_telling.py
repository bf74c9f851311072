"""The log is read in words: what somebody did, and how it was before."""

from typing import Any

import pytest

from forum import clock
from forum.moderation.models import Kind, Verb
from forum.moderation.records import LogEntry, LogText
from forum.moderation.routes.telling import Told, title, told

pytestmark = pytest.mark.one_database
KINDS = [*Verb, *Kind, *(f"end-{kind}" for kind in Kind)]


def an_entry(kind: str, **words: Any) -> Told:
    entry = LogEntry(id=1, kind=kind, at=clock.now(), actor_id=1, person_id=2)
    return told(entry, LogText(entry_id=1, salt="s", words=words))


@pytest.mark.parametrize(
    "kind", [*Verb, *Kind, *(f"end-{kind}" for kind in Kind), "rule", "section", "article", "erase"]
)
def test_everything_that_staff_do_has_a_sentence(kind: str) -> None:
    assert len(an_entry(kind).sentence.split()) + (kind in {Kind.WARN, Kind.MUTE, Kind.BAN}) > 1
    assert title(kind)[0].isupper() and not title(kind).endswith((" by", " of"))


def test_no_two_kinds_are_called_the_same_in_the_list() -> None:
    assert len({title(kind) for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize(
    ("kind", "words", "changes"),
    [
        ("remove", {"before": {"state": "live"}, "after": {"state": "removed"}}, ["state: live → removed"]),
        ("remove", {"before": {"state_reason": None}, "after": {"state_reason": "spam"}}, []),
        ("pin", {"before": {"pinned_at": None}, "after": {"pinned_at": "2026-03-04"}}, []),
        ("undo", {"before": {"pinned_at": "2026-03-04"}, "after": {"pinned_at": None}}, ["pinned: yes → no"]),
        ("ban", {"after": True}, []),
        ("mute", {"after": {"until": "2026-03-04T18:30:00+00:00"}}, ["until 4 March 2026, 18:30 UTC"]),
        ("role", {"before": "reader", "after": "moderator"}, ["reader → moderator"]),
        ("badge", {"before": "Critic"}, ["Critic → none"]),
        (
            "section",
            {"section": "Opinion", "before": {"stance": None}, "after": {"stance": "held"}},
            ["in Opinion", "whose comments wait: none → held"],
        ),
        (
            "rule",
            {"rule": "banned-words", "before": {"words": ["a", "b"]}, "after": {"words": ["b", "c"]}},
            ["Banned words", "words added: c", "words taken away: a"],
        ),
    ],
)
def test_what_was_changed_is_told_and_nothing_twice(kind: str, words: dict[str, Any], changes: list[str]) -> None:
    assert an_entry(kind, **words).changes == changes
