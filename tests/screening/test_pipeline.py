"""All checks run, the strictest decides, and one more never makes it milder."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from forum.config import Hold
from forum.screening.options import Option, Options, Terms
from forum.screening.pipeline import screen
from forum.screening.rulebook import BY_NAME, DEFAULTS, RULES
from forum.screening.submission import Author, Place, Submission
from forum.screening.verdict import Ruling, Verdict

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
WORDS = "We play at the casino all night long, come and join us there, friends."
# What every check has something to say about.
WORST = Submission(
    body=WORDS,
    now=NOW,
    author=Author(
        email="a@spam.example", since=NOW, held=True, banned=True, published=0, rejections=9,
        said_lately=(WORDS, WORDS + " Now!"),
    ),
    place=Place("Closed.", Hold.ALL, Hold.ALL, Hold.ALL, seconds_left=9),
    hosts=("a.example",) * 9,
    new_links=("https://a.example/",),
    shared_hosts=("a.example",),
    was_approved=True,
    seconds_to_write=0,
    lure_taken=True,
)  # fmt: skip
EVERYTHING: dict[str, Option] = {"words": ("casino",), "patterns": (), "domains": ("spam.example",), "least": 200}
ALL_ON = {
    name: Terms(True, terms.ruling, Options({**terms.options.values, **EVERYTHING})) for name, terms in DEFAULTS.items()
}


def strictness(verdicts: tuple[Verdict, ...]) -> int:
    return max((verdict.ruling.strictness for verdict in verdicts), default=-1)


def test_every_check_runs_and_keeps_its_reason() -> None:
    verdicts = screen(WORST, ALL_ON)
    assert {verdict.rule for verdict in verdicts} == set(BY_NAME)
    assert all(verdict.reason and verdict.for_moderators for verdict in verdicts)
    assert [verdict.ruling.strictness for verdict in verdicts] == sorted(
        (verdict.ruling.strictness for verdict in verdicts), reverse=True
    )


@given(st.sets(st.sampled_from(sorted(BY_NAME))), st.sampled_from(sorted(BY_NAME)), st.booleans(), st.booleans())
def test_one_more_rule_never_makes_it_milder(names: set[str], more: str, staff: bool, trusted: bool) -> None:
    submission = replace(WORST, author=replace(WORST.author, by_staff=staff, trusted=trusted))

    def with_only(on: set[str]) -> tuple[Verdict, ...]:
        return screen(submission, {name: replace(terms, enabled=name in on) for name, terms in ALL_ON.items()})

    assert set(with_only(names)) <= set(with_only(names | {more}))
    assert strictness(with_only(names | {more})) >= strictness(with_only(names))


@given(st.sampled_from(sorted(BY_NAME)), st.sampled_from(Ruling))
def test_a_rule_rules_as_it_was_told_to(name: str, ruling: Ruling) -> None:
    terms = {**ALL_ON, name: replace(ALL_ON[name], ruling=ruling)}
    assert [verdict.ruling for verdict in screen(WORST, terms) if verdict.rule == name] == [ruling]


def test_staffs_words_and_links_are_noted_and_go_out() -> None:
    staff = Submission(
        WORDS, NOW, Author(by_staff=True, since=NOW, published=0), Place(site_holds=Hold.ALL), hosts=("a.example",) * 9
    )
    verdicts = screen(staff, ALL_ON | {"length": DEFAULTS["length"]})
    assert {(verdict.rule, verdict.ruling) for verdict in verdicts} == {
        ("banned-words", Ruling.NOTE),
        ("suspect-words", Ruling.NOTE),
        ("many-links", Ruling.NOTE),
    }


def test_who_is_trusted_is_spared_what_is_mild_and_nothing_else() -> None:
    trusted = replace(WORST, author=replace(WORST.author, trusted=True))
    spared = {verdict.rule for verdict in screen(WORST, ALL_ON)} - {verdict.rule for verdict in screen(trusted, ALL_ON)}
    mild = {kind.name for kind in RULES if kind.ruling in (Ruling.NOTE, Ruling.HOLD)}
    assert spared == mild - {"banned-words", "held-person"}


def test_nothing_speaks_against_a_plain_comment_of_somebody_known() -> None:
    assert screen(Submission("I was there.", NOW, Author(since=NOW - timedelta(days=90)))) == ()
