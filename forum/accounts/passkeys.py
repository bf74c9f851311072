"""Passkeys: made by their owner's device, and good for both factors at once, since the device asks who holds it.

*Why a challenge is a ticket.* What a device signs is good for one challenge. The challenge is the id of a ticket that
is used up in the transaction that takes the answer, so that an answer that was overheard opens nothing (S14).
"""

from importlib import import_module
from types import ModuleType

from sqlalchemy import delete, select, update

from forum import clock
from forum.accounts.devices import Key, Person, Place, named_in, written
from forum.accounts.keys import Passkey, Purpose, Ticket
from forum.accounts.models import Account
from forum.accounts.notices import tell_of_change
from forum.accounts.recovery import codes_left, make_codes
from forum.accounts.second_factors import settle_without
from forum.accounts.tickets import is_good, make_ticket, use
from forum.db import db, rows_changed
from forum.errors import Forbidden, Invalid, NotFound
from forum.web.site import hostname, own_origin, settings

# More than anybody has devices.
MOST = 20
NAME_MAX = 60
CREDENTIAL_MAX = 1400


def ask_to_use(destination: str) -> Ticket:
    return make_ticket(Purpose.PASSKEY, next=destination)


def ask_to_make(account: Account) -> Ticket:
    return make_ticket(Purpose.PASSKEY, account=account)


def awaited(ticket_id: str) -> Ticket:
    """The ticket of a page that waits for a passkey. Forbidden when it has come to its end."""
    ticket = db.session.get(Ticket, ticket_id, populate_existing=True)
    if ticket is None or ticket.purpose != Purpose.PASSKEY or not is_good(ticket):
        raise Forbidden("This page is too old, or was used already. Go back and begin again.")
    return ticket


def options_to_use(ticket: Ticket) -> str:
    """What the browser is asked, in JSON."""
    return str(_ceremonies().options_to_use(_place(), challenge_of(ticket)))


def options_to_make(ticket: Ticket, account: Account) -> str:
    person = Person(owner_of(account), account.handle, account.display_name)
    known = [row.credential_id for row in passkeys_of(account)]
    return str(_ceremonies().options_to_make(_place(), challenge_of(ticket), settings().site_name, person, known))


def add_passkey(account: Account, ticket: Ticket, sent: str, name: str) -> list[str]:
    """Keep what the browser made. Returns recovery codes when the account had none."""
    if ticket.account_id != account.id:
        raise Forbidden("This page belongs to another account. Begin again from your own.")
    use(ticket)
    made: Key = _ceremonies().made(_place(), challenge_of(ticket), sent)
    mine = passkeys_of(account)
    if len(mine) >= MOST:
        raise Invalid(f"You have {MOST} passkeys. Remove one that you no longer use.")
    if len(made.credential_id) > CREDENTIAL_MAX or _by_credential(made.credential_id) is not None:
        raise Invalid("That passkey cannot be added. Your device may have one for this site already.")
    facts = {"credential_id": made.credential_id, "public_key": made.public_key, "sign_count": made.sign_count}
    name = " ".join(name.split())[:NAME_MAX] or "Passkey"
    db.session.add(Passkey(account_id=account.id, name=name, created_at=clock.now(), last_used_at=None, **facts))
    db.session.flush()
    tell_of_change(account, f"A passkey was added: {name}")
    return [] if codes_left(account) else make_codes(account)


def enter_by_passkey(ticket: Ticket, sent: str) -> Account:
    """Whose passkey it is, its challenge now used. Invalid in the same words whatever is wrong with it."""
    if ticket.account_id is not None:
        raise Forbidden("This page is for making a passkey. Sign in from the sign-in page.")
    use(ticket)
    credential_id, owner = named_in(sent)
    row = _by_credential(credential_id)
    account = db.session.get(Account, row.account_id) if row is not None else None
    if row is None or account is None:
        raise Invalid("This site does not know that passkey. It may have been removed: sign in another way.")
    key = Key(row.credential_id, row.public_key, row.sign_count)
    count: int = _ceremonies().used(_place(), challenge_of(ticket), sent, key)
    # The device names the account that it signs in. It must be the key's own.
    if owner and owner != written(owner_of(account)):
        raise Invalid("That passkey could not be checked. Try again, or sign in another way.")
    mine = update(Passkey).where(Passkey.id == row.id, Passkey.sign_count == row.sign_count)
    if not rows_changed(mine.values(sign_count=count, last_used_at=clock.now())):
        raise Invalid("That passkey was used a moment ago. Try again.")
    return account


def remove_passkey(account: Account, passkey_id: int) -> None:
    if not rows_changed(delete(Passkey).where(Passkey.id == passkey_id, Passkey.account_id == account.id)):
        raise NotFound("That passkey is not on your list. It may have been removed already.")
    tell_of_change(account, "A passkey was removed")
    settle_without(account)


def passkeys_of(account: Account) -> list[Passkey]:
    mine = select(Passkey).where(Passkey.account_id == account.id)
    return list(db.session.scalars(mine.order_by(Passkey.created_at, Passkey.id)))


def require_name() -> None:
    """Browsers tie a passkey to a name. Forbidden on a page that is open under a number, as on this very machine."""
    if hostname(own_origin()) != _place().name:
        raise Forbidden(
            "Passkeys need a name, and this page is open under a number. Put localhost in its place in the address."
        )


def challenge_of(ticket: Ticket) -> bytes:
    return bytes.fromhex(ticket.id)


def owner_of(account: Account) -> bytes:
    """How the device knows whose it is: a number that says nothing about anybody."""
    return account.id.to_bytes(8, "big")


def _by_credential(credential_id: str) -> Passkey | None:
    return db.session.scalar(select(Passkey).where(Passkey.credential_id == credential_id))


def _place() -> Place:
    """On this very machine the name is localhost, whatever number the site listens on."""
    name = "localhost" if settings().on_loopback else hostname(settings().base_url)
    return Place(name or "", own_origin())


def _ceremonies() -> ModuleType:
    # Half a second and 28 MB, which a site without passkeys shall not pay for at every start.
    return import_module("forum.accounts.ceremonies")
