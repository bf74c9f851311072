"""What of the ways in which somebody signed in elsewhere (`amr`, RFC 8176) makes a second factor."""

import pytest

from forum.sso.vouching import gave_second_factor


@pytest.mark.parametrize(
    ("ways", "counts"),
    [
        (["mfa"], True),
        (["pwd", "mfa"], True),
        (["pwd", "otp"], True),
        (["otp", "pin"], True),
        (["hwk", "fpt"], True),
        (["swk", "face"], True),
        (["sc", "pin"], True),
        (["kba", "hwk", "user"], True),
        (["otp"], False),
        (["hwk"], False),
        (["hwk", "user"], False),
        (["otp", "hwk", "swk"], False),
        (["pwd"], False),
        (["pwd", "pin", "kba"], False),
        (["pwd", "sms"], False),
        (["MFA"], False),
        (["mca"], False),
        ([], False),
        (["pwd", ["otp"], 1, None], False),
        ("mfa", False),
        ({"mfa": True}, False),
        (None, False),
    ],
)
def test_two_different_ones_do_and_one_alone_does_not(ways: object, counts: bool) -> None:
    assert gave_second_factor({"amr": ways}) is counts
