"""Each check by itself: what it notices, what it leaves alone, and what the author is told."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from forum.config import Hold
from forum.screening.options import Options
from forum.screening.rulebook import BY_NAME
from forum.screening.similarity import likeness
from forum.screening.submission import Author, Place, Submission
from forum.screening.verdict import Finding

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
LONG = "The ferry was late again this morning, and nobody on the quay was told why it was."


def found(name: str, options: dict[str, Any] | None = None, **facts: Any) -> Finding | None:
    kind = BY_NAME[name]
    submission = Submission(**{"body": LONG, "now": NOW, **facts})
    return kind.check(submission, Options({**kind.options, **(options or {})}))


def by(**facts: Any) -> dict[str, Any]:
    return {"author": Author(**facts)}


def at(**facts: Any) -> dict[str, Any]:
    return {"place": Place(**facts)}


def hours(number: int) -> datetime:
    return NOW - timedelta(hours=number)


NOTICED: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("closed", {}, at(closed="Comments closed on 3 Dec.")),
    ("muted-person", {}, by(muted_until=NOW + timedelta(hours=1))),
    ("muted-person", {}, by(banned=True)),
    ("slow-mode", {}, at(seconds_left=1)),
    ("stance", {}, at(site_holds=Hold.ALL)),
    ("stance", {}, at(section_holds=Hold.ALL)),
    ("stance", {}, at(article_holds=Hold.FIRST) | by(published=0)),
    ("held-person", {}, by(held=True)),
    ("length", {"least": 5}, {"body": "ok  "}),
    ("length", {"most": 500}, {"body": "x" * 501}),
    ("banned-words", {"words": ["ferry"]}, {}),
    ("suspect-words", {"patterns": ["f.rry"]}, {}),
    ("repeat", {}, by(said_lately=(LONG.upper(),))),
    ("near-repeat", {}, by(said_lately=(LONG + " Really.",))),
    ("many-links", {"most": 1}, {"hosts": ("a.example", "a.example")}),
    ("new-account-links", {}, {"hosts": ("a.example",)} | by(since=hours(23))),
    ("shared-host", {}, {"shared_hosts": ("a.example",)}),
    ("links-after-approval", {}, {"was_approved": True, "new_links": ("https://a.example/",)}),
    ("first-comments", {"count": 3}, by(published=2)),
    ("account-age", {"hours": 24}, by(since=hours(23))),
    ("email-domain", {"domains": ["spam.example"]}, by(email="a@spam.example")),
    ("email-domain", {"domains": ["spam.example"]}, by(email="a@mail.SPAM.example.")),
    ("recent-rejections", {"count": 2}, by(rejections=2)),
    ("too-fast", {"seconds": 3}, {"seconds_to_write": 2}),
    ("lure", {}, {"lure_taken": True}),
]
LEFT_ALONE: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    *((name, {}, {}) for name in BY_NAME),
    ("muted-person", {}, by(muted_until=NOW)),
    ("stance", {}, at(article_holds=Hold.FIRST, site_holds=Hold.FIRST) | by(published=1)),
    ("length", {"least": 5, "most": 500}, {"body": "x" * 500}),
    ("repeat", {}, {"body": "Thank you!"} | by(said_lately=("Thank you!",))),
    ("near-repeat", {}, by(said_lately=("Nobody told us that the bus would not come either.",))),
    ("many-links", {"most": 2}, {"hosts": ("a.example", "a.example")}),
    ("new-account-links", {}, {"hosts": ("a.example",)} | by(since=hours(24))),
    ("new-account-links", {}, by(since=hours(1))),
    ("links-after-approval", {}, {"new_links": ("https://a.example/",)}),
    ("links-after-approval", {}, {"was_approved": True}),
    ("first-comments", {"count": 3}, by(published=3)),
    ("account-age", {"hours": 24}, by(since=hours(24))),
    ("email-domain", {"domains": ["spam.example"]}, by(email="a@notspam.example")),
    ("email-domain", {"domains": ["spam.example"]}, by(email="a@spam.example.org")),
    ("email-domain", {"domains": ["spam.example"]}, by(email="")),
    ("recent-rejections", {"count": 2}, by(rejections=1)),
    ("too-fast", {"seconds": 3}, {"seconds_to_write": 3}),
]


@pytest.mark.parametrize(("name", "options", "facts"), NOTICED)
def test_a_check_notices_what_it_is_for(name: str, options: dict[str, Any], facts: dict[str, Any]) -> None:
    finding = found(name, options, **facts)
    assert finding is not None
    assert finding.reason.endswith(".")
    assert finding.for_moderators


def test_every_check_is_among_them() -> None:
    assert {name for name, _, _ in NOTICED} == set(BY_NAME)


@pytest.mark.parametrize(("name", "options", "facts"), LEFT_ALONE)
def test_a_check_leaves_the_rest_alone(name: str, options: dict[str, Any], facts: dict[str, Any]) -> None:
    assert found(name, options, **facts) is None


def test_an_author_is_not_taught_how_to_get_round_a_rule() -> None:
    for name, options, facts in NOTICED:
        if name in ("banned-words", "suspect-words", "shared-host", "email-domain", "too-fast", "lure"):
            finding = found(name, options, **facts)
            assert finding is not None
            assert finding.reason == "A moderator takes a look at this first."
            assert not any(word in finding.reason for word in finding.matched)


def test_who_is_muted_is_told_until_when() -> None:
    finding = found("muted-person", author=Author(muted_until=NOW + timedelta(days=2)))
    assert finding is not None
    assert "after 3 May 2026, 12:00 UTC" in finding.reason


def test_likeness_is_the_share_of_common_parts() -> None:
    assert likeness("a b c d", "a b c d") == 1.0
    assert likeness("a b c d", "a b c e") == pytest.approx(1 / 3)
    assert likeness("a b c", "") == 0.0
