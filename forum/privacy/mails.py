"""The words of mails about leaving and legal holds, made when they are sent (`forum.mail.purposes`)."""

from collections.abc import Mapping
from typing import Any

from forum.accounts.models import Account
from forum.db import db
from forum.mail.purposes import NotNeeded, Purposes
from forum.privacy.holding import hold_of
from forum.web.jinja import moment
from forum.web.site import absolute


def erasure_words(facts: Mapping[str, Any]) -> Mapping[str, Any] | NotNeeded:
    account = db.session.get(Account, facts["account"], populate_existing=True)
    if account is None or account.erase_at is None or account.erased_at is not None:
        return NotNeeded("The account is kept, or was deleted already.")
    return {
        "name": account.display_name,
        "at": moment(account.erase_at),
        "with_words": account.erase_words,
        "page": absolute("/me/data"),
    }


def hold_words(facts: Mapping[str, Any]) -> Mapping[str, Any] | NotNeeded:
    account = db.session.get(Account, facts["account"], populate_existing=True)
    if account is None or account.erased_at is not None:
        return NotNeeded("The account was deleted.")
    hold = hold_of(account)
    if (hold is None) != facts["released"]:
        return NotNeeded("It was held or released again meanwhile.")
    return {
        "name": account.display_name,
        "reason": hold.reason if hold else "",
        "leaving": account.erase_at is not None,
        "page": absolute("/me/data"),
    }


PURPOSES: Purposes = {"erasure": erasure_words, "hold": hold_words}
