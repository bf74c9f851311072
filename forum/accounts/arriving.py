"""Who has proved who they are comes in, and goes on to the page that they wanted."""

from flask import redirect
from flask.typing import ResponseReturnValue

from forum.accounts.models import Account
from forum.accounts.viewer import sign_in


def needs_second_factor(account: Account) -> bool:
    """Whether one proof is not enough for this account."""
    return False


def arrive(account: Account, destination: str) -> ResponseReturnValue:
    """Signed in, and on the way there. The caller commits."""
    sign_in(account)
    return redirect(destination, code=303)
