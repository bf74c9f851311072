"""Which handles there are, and which look too much like another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from precis_i18n import get_profile

from forum.accounts.lookalikes import first_glance, skeleton
from forum.accounts.names import handle_key, parse_handle
from forum.accounts.reserved import is_kept_back
from forum.errors import Invalid
from tests.accounts.naming import golden, refused

HANDLES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{1,28}[A-Za-z0-9]", fullmatch=True)


def test_a_handle_is_among_what_rfc_8265_allows() -> None:
    typed = [case for case in golden("UsernameCaseMapped") if case["input"] == case["input"].strip()]
    for case in typed:
        try:
            handle = parse_handle(case["input"])
        except Invalid:
            continue
        assert handle_key(handle) == case["output"], case


@given(HANDLES)
def test_rfc_8265_leaves_a_handle_as_it_is_and_folds_it_as_we_do(handle: str) -> None:
    assert get_profile("UsernameCasePreserved").enforce(handle) == handle
    assert get_profile("UsernameCaseMapped").enforce(handle) == handle_key(handle) == handle_key(handle.swapcase())


@pytest.mark.parametrize(
    ("ada", "other"),
    [("Bill", "BiIl"), ("bob", "b0b"), ("adam", "adarn"), ("ADAM", "adarn"), ("ada1", "AdaI"), ("ian", "ian")],
)
def test_two_handles_that_look_alike_have_one_skeleton(ada: str, other: str) -> None:
    assert skeleton(ada) == skeleton(other)


def test_two_handles_that_do_not_look_alike_have_two() -> None:
    readers = [f"reader-{n}" for n in range(2_000)]
    assert len({skeleton(handle) for handle in [*readers, "ian", "lan", "ada", "adah"]}) == len(readers) + 4


@given(st.text(max_size=40))
def test_a_skeleton_of_a_skeleton_is_itself(text: str) -> None:
    once = skeleton(skeleton(text))
    assert skeleton(once) == once


@pytest.mark.parametrize("alike", ["p\u0430ypal", "\uff50aypal", "pay\u200bpal", "\U0001d429aypal"])
def test_letters_of_other_scripts_and_of_none_are_seen_through(alike: str) -> None:
    assert skeleton(alike) == skeleton("paypal")


@pytest.mark.parametrize("handle", ["Adm1n", "admin-2", "site-admin", "the_mods", "FORUM"])
def test_nobody_has_a_handle_of_the_site_or_its_staff(handle: str) -> None:
    assert "for the site itself" in refused(handle, "handle")


@pytest.mark.parametrize("handle", ["www", "login", "L0gin", "robots-txt", "api-"])
def test_words_of_addresses_are_given_to_nobody(handle: str) -> None:
    assert is_kept_back(handle)


def test_nobody_has_a_handle_that_the_site_needs_for_itself() -> None:
    assert parse_handle("styleguide") == "styleguide"
    with pytest.raises(Invalid, match="given to nobody"):
        parse_handle("StyleGuide", kept=["styleguide"])


@given(HANDLES, HANDLES)
def test_looking_alike_is_mutual_and_at_first_glance_more_look_alike(one: str, other: str) -> None:
    if skeleton(one) == skeleton(other):
        assert first_glance(one) == first_glance(other)
    assert first_glance(one) == first_glance(one.lower())
