"""The demonstration's three ways in: random, kept in a file that its owner alone can read, gone without the demo."""

import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sqlalchemy import delete

from forum.accounts.credentials import hash_password
from forum.accounts.models import Account, Session
from forum.accounts.queries import account_by_email
from forum.db import db

FILE = "demo-sign-ins.json"
# Who signs in as what. Everybody else in the demonstration has no password, hence no way in.
WHO = {"reader": "theo", "moderator": "sam", "admin": "editor"}

SignIns = Mapping[str, Mapping[str, str]]


def address_of(handle: str) -> str:
    """An address that can belong to nobody: the domain is reserved for examples (RFC 2606)."""
    return f"{handle}@demo.example"


def sign_ins(data_dir: Path) -> SignIns:
    """Those kept in the data folder; fresh ones when there are none, or when they were withdrawn meanwhile."""
    file, accounts = data_dir / FILE, list(_accounts())
    if file.exists() and accounts and all(account.password_hash for account in accounts):
        kept: SignIns = json.loads(file.read_text(encoding="utf-8"))
        return kept
    return _fresh(accounts, file)


def withdraw() -> None:
    """Nobody gets in by a sign-in of the demonstration any more, and who is in by one is out."""
    for account in _accounts():
        account.password_hash = None
        db.session.execute(delete(Session).where(Session.account_id == account.id))


def _fresh(accounts: Iterable[Account], file: Path) -> SignIns:
    roles = {handle: role for role, handle in WHO.items()}
    made: dict[str, dict[str, str]] = {}
    for account in accounts:
        password = secrets.token_urlsafe(9)
        account.password_hash = hash_password(password)
        made[roles[account.handle]] = {"handle": account.handle, "email": account.email, "password": password}
    if made:
        _keep(file, json.dumps(made, indent=2) + "\n")
    return made


def _keep(file: Path, text: str) -> None:
    """Whole or not at all, and at no moment readable by others."""
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
        opened.write(text)
    draft.replace(file)


def _accounts() -> Iterator[Account]:
    """The three, as far as they are here."""
    for handle in WHO.values():
        account = account_by_email(address_of(handle))
        if account is not None:
            yield account
