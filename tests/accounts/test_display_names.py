"""What people may sign with, and whom they may not pass for."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from precis_i18n import get_profile

from forum.accounts.lookalikes import first_glance
from forum.accounts.names import NAME_MAX, NAME_MAX_BYTES, display_name_key, parse_display_name
from forum.accounts.reserved import passes_for_staff
from forum.errors import Invalid
from forum.markup.visible import MOST_MARKS
from tests.accounts.naming import golden, refused
from tests.markup.corpora import cases

NO_NAMES = [
    "\u202ereversed",
    "x\u2066y",
    "zero\u200bwidth",
    "two\nlines",
    "x\u2028y",
    "x\x00y",
    "\ue000",
    "x\ufdd0",
]
NOT_SEEN = ["", "¯", "\ud800", "  ", "\u200b", "\u3164", "\u2800", "\u0301\u0302", "\U000e0041"]
ORDINARY = [
    "Zoë Lovelace",
    "Maria Müller",
    "岡田",
    "김철수",
    "Ольга",
    "عمر",
    "İpek",
    "Jo 🎈",
    "O’Brien",
    "Dick Tracy",
    "Theodor Root",
]
STAFFLIKE = [
    "Admin",
    "\u0410dmin",
    "Àdmin",
    "AdmIn",
    "adm1n",
    "A D M I N",
    "ad-min",
    "admin-2",
    "The Moderator",
    "site-admin",
]


def test_the_golden_cases_are_as_the_library_answers_them() -> None:
    profiles = sorted({case["profile"] for case in cases("precis_golden")})
    for case in [case for profile in profiles for case in golden(profile)]:
        try:
            answer = get_profile(case["profile"]).enforce(case["input"])
        except UnicodeEncodeError as error:
            answer = None
            assert error.reason == case["error"], case
        assert answer == case["output"], case


def test_a_display_name_is_compared_as_rfc_8266_compares() -> None:
    for case in golden("NicknameCaseMapped"):
        try:
            name = parse_display_name(case["input"])
        except Invalid:
            continue
        assert display_name_key(name) == case["output"], case
    assert display_name_key("  ZOË   Lovelace") == display_name_key("zoë lovelace")


def test_what_rfc_8266_refuses_is_no_display_name() -> None:
    for case in [case for case in golden("NicknameCaseMapped") if case["error"]]:
        refused(case["input"])


@pytest.mark.parametrize("name", ORDINARY)
def test_people_of_every_script_sign_with_their_names(name: str) -> None:
    assert parse_display_name(f" {name}  ") == name


@pytest.mark.parametrize("name", NO_NAMES)
def test_a_name_with_what_cannot_be_seen_is_refused(name: str) -> None:
    assert "cannot be seen" in refused(name)


@pytest.mark.parametrize("name", NOT_SEEN)
def test_a_name_that_cannot_be_seen_at_all_is_refused(name: str) -> None:
    assert "can be seen" in refused(name)


def test_a_name_has_an_end_also_when_its_signs_unfold() -> None:
    assert parse_display_name("🎈" * NAME_MAX) == "🎈" * NAME_MAX
    for long in ("x" * (NAME_MAX + 1), "\ufdfa" * (NAME_MAX // 2), "x" * 100_000):
        assert "at most" in refused(long)


def test_a_tower_of_accents_is_no_name() -> None:
    assert parse_display_name("x" + "\u0323" * MOST_MARKS)
    assert "accents" in refused("x" + "\u0323" * (MOST_MARKS + 1))


@given(st.text(max_size=80))
def test_a_name_taken_is_taken_again_unchanged_and_fits_its_column(text: str) -> None:
    try:
        name = parse_display_name(text)
    except Invalid:
        return
    assert parse_display_name(name) == name
    assert 0 < len(name) <= NAME_MAX and len(name.encode()) <= NAME_MAX_BYTES
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in name)


def test_no_name_of_the_injections_goes_on_over_a_line() -> None:
    for case in [case for case in cases("own_injection") if case["field"] == "display_name"]:
        value, times = case.get("value_repeat") or (case["value"], 1)
        try:
            name = parse_display_name(value * times)
        except Invalid:
            continue
        assert name.isprintable() and len(name) <= NAME_MAX, case


@pytest.mark.parametrize("name", STAFFLIKE)
def test_nobody_signs_as_the_site_or_its_staff(name: str) -> None:
    assert passes_for_staff(name)
    assert "site's own" in refused(name)


@pytest.mark.parametrize("name", ["Modern", "Editha", "Rooted", "Helper", "Theo", "Ines Stafford", "7", "岡田"])
def test_a_name_that_only_begins_like_staff_is_free(name: str) -> None:
    assert not passes_for_staff(name)


@pytest.mark.parametrize("name", ["Rita Moreno", "rita moreno", "R\u0456ta Moreno", "Rita  M0reno", "Ríta-Moreno"])
def test_nobody_signs_as_a_member_of_the_staff(name: str) -> None:
    with pytest.raises(Invalid, match="staff member") as refusal:
        parse_display_name(name, others=["Rita Moreno", "岡田"])
    assert refusal.value.field == "display_name"
    assert parse_display_name("Rita Morena", others=["Rita Moreno"])


def test_a_name_of_signs_alone_looks_like_nobody() -> None:
    assert first_glance("🎈") == ""
    assert parse_display_name("🎈", others=["🌍"]) == "🎈"
