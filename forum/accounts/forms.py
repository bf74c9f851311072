"""What people type to register and to sign in."""

from collections.abc import Mapping
from dataclasses import dataclass

from forum.accounts.addresses import ADDRESS_MAX, parse_email
from forum.accounts.names import parse_handle
from forum.accounts.passwords import PASSWORD_MAX, parse_password
from forum.errors import Invalid


@dataclass(frozen=True)
class Registration:
    """A new account as its owner wishes it."""

    handle: str
    email: str
    password: str

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "Registration":
        handle, email = parse_handle(form.get("handle", "")), parse_email(form.get("email", ""))
        return cls(handle, email, password=parse_password(form.get("password", ""), handle, email))


@dataclass(frozen=True)
class SignIn:
    """An address or a handle, with the password."""

    login: str
    password: str

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "SignIn":
        login, password = form.get("email", "").strip(), form.get("password", "")
        if not login:
            raise Invalid("Type your e-mail address or your handle.", "email")
        if not password:
            raise Invalid("Type your password.", "password")
        # Nothing longer was ever accepted; comparing it would only cost time.
        return cls(login=login[:ADDRESS_MAX], password=password[: PASSWORD_MAX + 1])
