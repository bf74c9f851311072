"""forum person."""

import click

from forum.accounts.models import Account, Role
from forum.accounts.registration import give_role, make_admin
from forum.accounts.second_factors import forget_factors
from forum.accounts.tickets import LIFE, make_sign_in_link
from forum.cli.opening import opened, say
from forum.cli.privacy import erase_person, export, hold, registered, release
from forum.db import db
from forum.discussion.bylines import give_badge
from forum.moderation.log import log_change
from forum.sso.barring import unbar
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
        log_change("role", None, account, None, Role.ADMIN)
        say(f"@{account.handle} is an admin.")
        _print_link(account)


@person.command("sign-in")
@click.argument("email")
def sign_in(email: str) -> None:
    """Print a link that signs EMAIL in, once."""
    with opened():
        _print_link(registered(email))


@person.command("forget-factors")
@click.argument("email")
def forget_second_factors(email: str) -> None:
    """Turn off the second factors of EMAIL, who has lost them and the recovery codes too. Be sure who asks."""
    with opened():
        account = registered(email)
        forget_factors(account)
        db.session.commit()
        say(f"@{account.handle} has no second factor any more, and can set up a new one.")


@person.command("role")
@click.argument("email")
@click.argument("wanted", type=click.Choice([role.value for role in Role]))
def change_role(email: str, wanted: str) -> None:
    """Make EMAIL a reader, moderator or admin, and print a one-use sign-in link: other ways in end."""
    with opened():
        account = registered(email)
        before = account.role
        give_role(account, Role(wanted))
        log_change("role", None, account, before, account.role)
        say(f"@{account.handle} has the role {wanted}.")
        _print_link(account)


@person.command("badge")
@click.argument("email")
@click.argument("text")
def badge(email: str, text: str) -> None:
    """Let TEXT stand beside the name of EMAIL wherever they have spoken; an empty TEXT takes it away."""
    with opened():
        account = registered(email)
        before = account.badge
        give_badge(account, text)
        log_change("badge", None, account, before, account.badge)
        db.session.commit()
        say(f"@{account.handle} has {f'the badge {account.badge}' if account.badge else 'no badge'}.")


@person.command("unbar")
@click.argument("issuer")
@click.argument("subject")
def let_come_again(issuer: str, subject: str) -> None:
    """Let somebody come again as somebody new who was banned and erased: SUBJECT is what ISSUER calls them."""
    with opened():
        was_barred = unbar(issuer, subject)
        db.session.commit()
        say("They may come again, as somebody new." if was_barred else "Nobody of that name is barred.")


for command in (hold, release, export):
    person.add_command(command)
person.add_command(erase_person, "erase")


def _print_link(account: Account) -> None:
    token = make_sign_in_link(account)
    db.session.commit()
    say(f"This link signs @{account.handle} in, once, within {LIFE.seconds // 60} minutes:")
    click.echo(absolute(f"/sign-in/link/{token}"))
