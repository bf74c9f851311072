"""What may be a password, and how it is kept."""

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from forum.accounts.forms import SignIn
from forum.accounts.passwords import (
    PASSWORD_MAX,
    PASSWORD_MIN,
    fits,
    hash_password,
    is_outdated,
    normal,
    parse_password,
)
from forum.errors import Invalid
from tests.markup.corpora import cases

KNOWN = ("ada_lovelace", "ada.l@analytical-engine.example", "The Daily Planet")
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def refused(password: str) -> str:
    with pytest.raises(Invalid) as refusal:
        parse_password(password, *KNOWN)
    assert refusal.value.field == "password"
    return refusal.value.sentence


@pytest.mark.parametrize(
    "password",
    [
        "a long walk",
        " " * 7 + "ß",
        "пароль мой",
        f"{FAMILY * 3}",
        "x\x00y\tz\u202e\u200b!",
        "z" * 64,
        "日本語の合言葉です",
    ],
)
def test_s08_any_characters_make_a_password_and_none_is_taken_away(password: str) -> None:
    assert parse_password(password, *KNOWN) == password


def test_s08_a_password_has_8_to_256_characters() -> None:
    assert (PASSWORD_MIN, PASSWORD_MAX) == (8, 256)
    longest = "wz" * (PASSWORD_MAX // 2)
    assert parse_password(longest) == longest
    assert "at least" in refused("seven 7")
    assert "at most" in refused(longest + "x")


def test_a_letter_typed_in_two_strokes_counts_once() -> None:
    assert "at least" in refused("e\u0301" * 7)


@pytest.mark.parametrize("password", ["password", "PASSWORD", "Iloveyou", "12345678", "qwertyuiop", "trustno1"])
def test_s08_the_commonest_are_refused_in_any_case(password: str) -> None:
    assert "first that are tried" in refused(password)


def test_s08_the_first_that_are_tried_are_refused_and_nearly_all_of_the_next() -> None:
    """ASVS 6.2.4 asks for the first 3,000; of 10,000 the package's later edition has given up a few rare surnames."""
    tried = [str(password) for password in cases("common_passwords")]
    free = [password for password in tried if _is_taken(password)]
    assert not set(free) & set(tried[:3_000])
    assert len(tried) >= 10_000 and len(free) <= 24


def _is_taken(password: str) -> bool:
    try:
        return bool(parse_password(password))
    except Invalid:
        return False


@pytest.mark.parametrize(
    "password",
    [
        "ada_lovelace",
        "Ada_Lovelace1",
        "adalovelace!!",
        "lovelace123",
        "ada.l@analytical-engine.example",
        "dailyplanet7",
    ],
)
def test_what_everybody_knows_of_ada_is_no_password(password: str) -> None:
    assert "hardly more than your name" in refused(password)


@pytest.mark.parametrize("password", ["lovelace rides again", "planets turn slowly", "adamant elephants"])
def test_a_name_may_stand_in_a_password_that_says_more(password: str) -> None:
    assert parse_password(password, *KNOWN) == password


def test_it_fits_from_whatever_keyboard_it_comes() -> None:
    hashed = hash_password("caf\u00e9 au\u00a0lait")
    assert hashed.startswith("$argon2id$")
    assert fits(hashed, "cafe\u0301 au lait")
    for wrong in ("", "cafe au lait", "café au lai", "Café au lait", "café au lait "):
        assert not fits(hashed, wrong)


def test_s08_the_end_of_a_long_password_counts() -> None:
    long = "x" * (PASSWORD_MAX - 1)
    assert not fits(hash_password(long + "y"), long + "z")


def test_a_password_kept_before_it_was_made_normal_still_fits() -> None:
    typed = "cafe\u0301 au lait"
    assert fits(PasswordHasher(memory_cost=64, time_cost=1).hash(typed), typed)


def test_s07_what_was_kept_with_less_care_is_hashed_again() -> None:
    assert not is_outdated(hash_password("a long walk"))
    assert is_outdated(PasswordHasher(memory_cost=64, time_cost=1).hash("a long walk"))
    assert is_outdated("no hash at all")
    assert not fits("no hash at all", "a long walk")


def test_it_is_made_normal_as_rfc_8265_makes_it() -> None:
    for case in cases("precis_golden"):
        if case["profile"] == "OpaqueString" and case["output"] is not None:
            assert normal(case["input"]) == case["output"], case


@given(st.text())
def test_what_is_normal_stays_so(password: str) -> None:
    assert normal(normal(password)) == normal(password)


def test_s07_what_is_too_long_for_a_password_costs_no_more_than_one() -> None:
    for length in (PASSWORD_MAX + 1, 4_096, 100_000):
        assert len(SignIn.parse({"email": "ada", "password": "x" * length}).password) == PASSWORD_MAX + 1
