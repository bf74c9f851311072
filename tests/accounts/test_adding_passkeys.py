"""A passkey is kept when it was made here, by its owner, and no more than a few."""

import subprocess
import sys
from typing import Any

import pytest

from forum.accounts.models import Account
from forum.accounts.passkeys import MOST, add_passkey, ask_to_make, challenge_of, enter_by_passkey, passkeys_of
from forum.db import db
from forum.errors import Forbidden, Invalid
from tests.accounts.device import PRESENT, Device, asked, keeps

pytestmark = pytest.mark.usefixtures("at_this_address")


@pytest.mark.parametrize(
    "lie", [{"origin": "https://evil.example"}, {"name": "evil.example"}, {"flags": PRESENT}, {"flags": 0}]
)
def test_a_passkey_that_was_not_made_here_is_not_kept(ada: Account, lie: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match="no passkey was kept"):
        keeps(ada, Device(**lie))
    assert passkeys_of(ada) == []


def test_nobody_keeps_a_passkey_for_another_or_with_a_challenge_for_signing_in(ada: Account, ben: Account) -> None:
    device = Device()
    bens = ask_to_make(ben)
    db.session.flush()
    with pytest.raises(Forbidden, match="belongs to another account"):
        add_passkey(ada, bens, device.make(challenge_of(bens)), "")
    to_enter = asked()
    with pytest.raises(Forbidden):
        add_passkey(ada, to_enter, device.make(challenge_of(to_enter)), "")
    keeps(ada, device)
    with pytest.raises(Forbidden, match="for making a passkey"):
        enter_by_passkey(bens, device.use(challenge_of(bens)))


def test_one_device_makes_one_and_nobody_needs_more_than_twenty(ada: Account, ben: Account) -> None:
    device = Device()
    keeps(ada, device)
    for account in (ada, ben):
        with pytest.raises(Invalid, match="cannot be added"):
            keeps(account, device)
    for number in range(MOST - 1):
        keeps(ada, Device(f"key {number}".encode()))
    with pytest.raises(Invalid, match="Remove one"):
        keeps(ada, Device(b"one more"))


def test_what_checks_passkeys_is_loaded_with_the_first_one_only() -> None:
    """It takes half a second and 28 MB, which every start would pay for."""
    code = "import sys, forum.app; print([name for name in ('webauthn', 'segno') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
