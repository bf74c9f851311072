"""forum person."""

import click

from forum.accounts.models import Account, Role
from forum.accounts.queries import account_by_email
from forum.accounts.registration import give_role, make_admin
from forum.accounts.tickets import LIFE, make_sign_in_link
from forum.cli.opening import opened, say
from forum.db import db
from forum.errors import NotFound
from forum.web.site import absolute


@click.group()
def person() -> None:
    """People and their ways in. There is no default account and no default password."""


@person.command()
@click.argument("email")
def admin(email: str) -> None:
    """Make EMAIL an admin, with a new account if need be, and print a one-use sign-in link."""
    with opened():
        account = make_admin(email)
        say(f"@{account.handle} is an admin.")
        _print_link(account)


@person.command("sign-in")
@click.argument("email")
def sign_in(email: str) -> None:
    """Print a link that signs EMAIL in, once."""
    with opened():
        _print_link(_registered(email))


@person.command("role")
@click.argument("email")
@click.argument("wanted", type=click.Choice([role.value for role in Role]))
def change_role(email: str, wanted: str) -> None:
    """Make EMAIL a reader, moderator or admin, and print a one-use sign-in link: other ways in end."""
    with opened():
        account = _registered(email)
        give_role(account, Role(wanted))
        say(f"@{account.handle} has the role {wanted}.")
        _print_link(account)


def _registered(email: str) -> Account:
    account = account_by_email(email)
    if account is None:
        raise NotFound(f"Nobody is registered with {email}.")
    return account


def _print_link(account: Account) -> None:
    token = make_sign_in_link(account)
    db.session.commit()
    say(f"This link signs @{account.handle} in, once, within {LIFE.seconds // 60} minutes:")
    click.echo(absolute(f"/sign-in/link/{token}"))
