"""Second factors in the making, for the routes about them: whatever a form about one needs to succeed."""

from collections.abc import Mapping

from pyotp import TOTP
from sqlalchemy import delete

from forum import clock
from forum.accounts.devices import written
from forum.accounts.keys import Authenticator, Passkey, Purpose, RecoveryCode
from forum.accounts.models import Account
from forum.accounts.passkeys import ask_to_make, ask_to_use, challenge_of, owner_of
from forum.accounts.recovery import make_codes
from forum.accounts.second_factors import begin_authenticator
from forum.accounts.tickets import make_ticket
from forum.db import db
from forum.ids import new_id
from forum.web.seals import seal
from tests.accounts.device import Device

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def keys_of_factors(people: Mapping[str, Account]) -> dict[str, dict[str, str]]:
    """By endpoint. Everybody is about to set up an authenticator, the reader a passkey; who answered has one."""
    for kind in (Authenticator, RecoveryCode, Passkey):
        db.session.execute(delete(kind))
    for account in people.values():
        begin_authenticator(account)
    db.session.flush()
    for row in db.session.query(Authenticator):
        row.sealed_secret = seal("authenticator", SECRET)
    device = Device(owner=owner_of(people["answerer"]))
    _keep(device, people["answerer"])
    to_use, to_make = ask_to_use("/"), ask_to_make(people["reader"])
    entering = {"ticket": to_use.id, "credential": device.use(challenge_of(to_use))}
    making = {"ticket": to_make.id, "credential": Device(b"new").make(challenge_of(to_make))}
    second = make_ticket(Purpose.SECOND, account=people["answerer"])
    return {
        "accounts.give_second": {"ticket": second.id, "code": make_codes(people["answerer"])[0]},
        "accounts.confirm_authenticator_code": {"code": TOTP(SECRET).at(clock.now())},
        **dict.fromkeys(("accounts.passkey_form", "accounts.sign_in_by_passkey"), entering),
        **dict.fromkeys(("accounts.new_passkey_form", "accounts.add_new_passkey"), making),
    }


def _keep(device: Device, account: Account) -> None:
    row = Passkey(
        id=new_id(),
        account_id=account.id,
        credential_id=written(device.credential_id),
        public_key=written(device.public_key()),
        sign_count=device.count,
        name="Telephone",
        created_at=clock.now(),
    )
    db.session.add(row)
