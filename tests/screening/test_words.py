"""S36: listed words are found however they are dressed up, and only they; a pattern cannot hang."""

import pytest

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.clock import now
from forum.db import db
from forum.discussion.models import State
from forum.errors import Invalid
from forum.screening.models import Rule
from forum.screening.words import found_patterns, found_words, parse_patterns, parse_words
from tests.factories import say
from tests.markup.corpora import Case, cases

ALL = cases("own_wordfilter")


@pytest.mark.parametrize("case", ALL, ids=[case["id"] for case in ALL])
def test_s36_a_word_is_found_as_the_corpus_says(case: Case) -> None:
    assert bool(found_words(case["text"], [case.get("banned", "casino")])) is case["match"]


def test_s36_a_comment_with_a_listed_word_waits_and_is_stored_as_it_was_typed(ada: Account, article: Article) -> None:
    options = {"words": ["casino"], "patterns": []}
    db.session.add(Rule(name="banned-words", enabled=True, ruling="hold", options=options, changed_at=now()))
    for case in [each for each in ALL if "banned" not in each]:
        comment = say(ada, article, case["text"])
        assert comment.body_source == case["text"]
        assert (comment.state == State.HELD) is case["match"], case["id"]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Buy   now, friends", ["buy now"], ("buy   now",)),
        ("casino, Poker and casino", ["poker", "casino"], ("casino", "poker")),
        ("é casino,poker ñ 455 poker", ["poker", "casino"], ("casino", "poker")),
        ("spin casino spin", ["spin", "casino"], ("spin", "casino")),
        ("the 455 people", ["ass"], ()),
        ("Ein Straßenfest", ["strassenfest"], ("strassenfest",)),
        ("раша", ["раша"], ("pawa",)),
        ("", ["casino"], ()),
        ("casino", [], ()),
    ],
)
def test_words_and_phrases_are_found_whole(text: str, words: list[str], found: tuple[str, ...]) -> None:
    assert found_words(text, words) == found


@pytest.mark.parametrize("pattern", [".*", "a*", r"\w+", "", r"[\s\S]", "(?i).", r"\pL"])
def test_a_pattern_that_finds_something_everywhere_is_refused(pattern: str) -> None:
    if not pattern:
        assert parse_patterns(pattern, "patterns") == []
        return
    with pytest.raises(Invalid, match="Make it narrower"):
        parse_patterns(pattern, "patterns")


@pytest.mark.parametrize("pattern", ["(", "(?=a)b", r"(a)\1", "a{1000}{1000}", "[z-a]"])
def test_a_pattern_that_cannot_be_used_is_refused(pattern: str) -> None:
    with pytest.raises(Invalid, match="cannot be used"):
        parse_patterns(pattern, "patterns")


def test_patterns_too_large_together_are_refused_and_fifty_common_ones_are_not() -> None:
    """One such pattern is slow on a long text; fifty of them would keep everybody who posts waiting."""
    large = "(([ab]{1,50}){1,20})c"
    assert parse_patterns(large, "patterns") == [large]
    with pytest.raises(Invalid, match="too large together"):
        parse_patterns(f"{large}\n{large}d", "patterns")
    common = [rf"https?://\S+\.shop{n}\b" for n in range(50)]
    assert parse_patterns("\n".join(common), "patterns") == common


def test_too_long_and_too_many_are_refused() -> None:
    with pytest.raises(Invalid, match="longer than"):
        parse_patterns("a" * 301, "patterns")
    with pytest.raises(Invalid, match="more than 50"):
        parse_patterns("\n".join(f"x{n}y" for n in range(51)), "patterns")
    with pytest.raises(Invalid, match="more than 1,000"):
        parse_words("\n".join(f"word{n}" for n in range(1_001)), "words")
    with pytest.raises(Invalid, match="is no word"):
        parse_words("ok word\n!", "words")


@pytest.mark.parametrize("pattern", ["(a+)+$", "(x+x+)+y", "(?:a?){100}a{100}b", "(a|a)*c", "((a{1,100}){1,10})b"])
def test_what_hangs_other_engines_comes_to_an_end(pattern: str) -> None:
    """Were there backtracking, these would not be done this year."""
    assert found_patterns("a" * 10_000, [pattern]) == (("a" * 80,) if pattern == "(a+)+$" else ())
