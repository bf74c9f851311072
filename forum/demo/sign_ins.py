"""The demonstration's three ways in: random, kept in a file that its owner alone can read, gone without the demo."""

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from forum.accounts.credentials import void_sign_ins
from forum.accounts.models import DEMO_DOMAIN, Account, Role
from forum.accounts.passwords import hash_password
from forum.accounts.queries import account_by_email

FILE = "demo-sign-ins.json"
# Who signs in as what. Everybody else in the demonstration has no password, hence no way in.
WHO: Mapping[str, str] = {Role.READER: "theo", Role.MODERATOR: "sam", Role.ADMIN: "editor"}

SignIns = Mapping[str, Mapping[str, str]]


def address_of(handle: str) -> str:
    return f"{handle}@{DEMO_DOMAIN}"


def sign_ins(data_dir: Path) -> SignIns:
    """Those kept in the data folder; fresh ones when there are none, or when they were withdrawn meanwhile."""
    # Who had to stay when the demonstration was removed is a reader now, and no moderator to sign in as.
    accounts = {role: account for role, account in _accounts().items() if account.role == role}
    file = data_dir / FILE
    if file.exists() and accounts and all(account.password_hash for account in accounts.values()):
        kept: SignIns = json.loads(file.read_text(encoding="utf-8"))
        return kept
    return _fresh(accounts, file)


def withdraw() -> None:
    """Nobody gets in by a sign-in of the demonstration any more, and who is in by one is out."""
    for account in _accounts().values():
        void_sign_ins(account)


def _fresh(accounts: Mapping[str, Account], file: Path) -> SignIns:
    made: dict[str, dict[str, str]] = {}
    for role, account in accounts.items():
        password = secrets.token_urlsafe(9)
        account.password_hash = hash_password(password)
        made[role] = {"handle": account.handle, "email": account.email, "password": password}
    if made:
        _keep(file, json.dumps(made, indent=2) + "\n")
    return made


def _keep(file: Path, text: str) -> None:
    """Whole or not at all, and at no moment readable by others."""
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
        opened.write(text)
    draft.replace(file)


def _accounts() -> Mapping[str, Account]:
    """The three by their roles, as far as they are here."""
    found = {role: account_by_email(address_of(handle)) for role, handle in WHO.items()}
    return {role: account for role, account in found.items() if account is not None}
