"""What is an e-mail address, and when two are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.accounts.addresses import ADDRESS_MAX, email_key, parse_email
from forum.errors import Invalid
from tests.markup.corpora import cases

ASCII_ADDRESS = st.from_regex(r"[A-Za-z0-9!+._-]{1,20}@[A-Za-z0-9.-]{1,20}", fullmatch=True)

# own_emails leaves the choice between refusing these and making them what is written here.
MADE = {
    "reader@ex\u0430mple.org": "reader@xn--exmple-4nf.org",
    "reader@EXAMPLE\u3002org": "reader@example.org",
    "mike@\u0131nstance.example": "mike@xn--nstance-qfb.example",
    "`id`@example.org": "`id`@example.org",  # data, as every address is
    " reader@example.org ": "reader@example.org",
}
# isemail takes these; we do not.
NOT_OURS = {
    "test@io": "a host without a period is one of the reader's own network",
    "!#$%&`*+/=?^`{|}~@iana.org": "=? begins an encoded word",
}
# isemail sees folding space in these; a blank around what was typed is only a slip of the hand.
TRIMMED = [" test@iana.org", "test@iana.org "]
# The library's own tests ask it for more than it gives us, or for other spellings.
ELSEWHERE = {
    "test_email_valid_intl_local_part": "needs SMTPUTF8 on every server on the way",
    "test_email_valid": "quoted local parts and names in front of the address are switched off",
}


def accepted(address: str) -> str | None:
    try:
        return parse_email(address)
    except Invalid as refusal:
        assert refusal.field == "email"
        return None


def test_our_own_addresses_are_answered_as_they_say() -> None:
    for case in cases("own_emails"):
        address, expected = case["address"], case["expect"]
        if address in MADE:
            assert accepted(address) == MADE[address], case
        elif expected.startswith("accept"):
            local, _, host = address.rpartition("@")
            assert accepted(address) == f"{local}@{host.lower()}", case
        else:
            assert accepted(address) is None, case


def test_what_mail_servers_take_is_taken_and_nothing_else() -> None:
    for case in cases("email_isemail"):
        address = case["address"]
        valid = case["category"] in ("ISEMAIL_VALID_CATEGORY", "ISEMAIL_DNSWARN")  # nothing is looked up
        expected = (valid and address not in NOT_OURS) or address in TRIMMED
        assert (accepted(address) is not None) == expected, case


def test_the_library_refuses_what_its_own_tests_refuse() -> None:
    for case in cases("email_validator"):
        if "normalized" not in case and case["address"] != "me@test.test.test":  # .test is there to be tested with
            assert accepted(case["address"]) is None, case


def test_the_library_takes_what_its_own_tests_take_unless_we_know_why_not() -> None:
    for case in [case for case in cases("email_validator") if "normalized" in case]:
        address, found = case["address"], accepted(case["address"])
        if found is None:
            local = address.rpartition("@")[0]
            assert case["test"] in ELSEWHERE
            assert not local.isascii() or '"' in local or "<" in local or "=?" in local, case
        else:
            assert email_key(found) == email_key(case["normalized"]), case


def test_a_local_part_has_64_bytes_and_an_address_254() -> None:
    assert parse_email(f"{'a' * 64}@example.org")
    host = ".".join(["b" * 60] * 4) + ".org"
    assert len(f"a@{host}") <= ADDRESS_MAX and parse_email(f"a@{host}")
    for long in (f"{'a' * 65}@example.org", f"{'a' * 9}@{host}", "a" * 100_000 + "@example.org"):
        assert accepted(long) is None


def test_the_host_of_another_script_is_one_host_in_either_spelling() -> None:
    assert parse_email("jo@BÜCHER.example") == "jo@xn--bcher-kva.example"
    assert email_key("jo@bücher.example") == email_key("JO@XN--bcher-kva.example")
    assert email_key("jo@straße.example") != email_key("jo@strasse.example")
    assert email_key("jo@\u0131nstance.example") != email_key("jo@instance.example")


@pytest.mark.parametrize(("one", "other"), [("\u0131", "i"), ("ß", "ss"), ("\u0130", "i"), ("ſ", "s"), ("\u212b", "a")])
def test_no_other_letter_becomes_one_of_ascii_before_the_at(one: str, other: str) -> None:
    for typed in (one, one.upper(), one.lower()):
        if not typed.isascii():
            assert email_key(f"{typed}@example.org") != email_key(f"{other}@example.org")


@given(ASCII_ADDRESS)
def test_case_makes_no_second_address(address: str) -> None:
    assert email_key(address) == email_key(address.swapcase()) == email_key(email_key(address))


@given(st.text(max_size=60))
def test_every_text_has_one_key_and_every_address_taken_is_taken_again(text: str) -> None:
    assert email_key(email_key(text)) == email_key(text)
    found = accepted(text)
    assert found is None or (found.isascii() and parse_email(found) == found)
