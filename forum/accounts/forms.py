"""What people type to register and to sign in."""

from collections.abc import Mapping
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from forum.errors import Invalid
from forum.markup.handles import is_handle

PASSWORD_MIN, PASSWORD_MAX = 8, 256
# Names that would pass for the site itself or its staff.
RESERVED = frozenset(
    [
        "admin",
        "administrator",
        "anonymous",
        "deleted",
        "editor",
        "everyone",
        "forum",
        "help",
        "mod",
        "moderator",
        "moderators",
        "nobody",
        "null",
        "official",
        "owner",
        "postmaster",
        "root",
        "security",
        "staff",
        "support",
        "system",
        "team",
        "undefined",
        "webmaster",
    ]
)


@dataclass(frozen=True)
class Registration:
    """A new account as its owner wishes it."""

    handle: str
    email: str
    password: str

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "Registration":
        return cls(
            handle=parse_handle(form.get("handle", "")),
            email=parse_email(form.get("email", "")),
            password=parse_password(form.get("password", "")),
        )


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
        return cls(login=login[:254], password=password[: PASSWORD_MAX + 1])


def parse_handle(text: str) -> str:
    handle = text.strip().removeprefix("@")
    if not is_handle(handle):
        raise Invalid(
            "A handle has 3 to 30 letters (a to z), digits, hyphens or underscores, "
            "and begins and ends with a letter or digit.",
            "handle",
        )
    if handle.casefold() in RESERVED:
        raise Invalid("That handle is kept for the site itself. Choose another.", "handle")
    return handle


def parse_email(text: str) -> str:
    """The address in its normal form. Only its syntax is judged: nothing is looked up."""
    address = text.strip()
    try:
        # The library lets a local part of 65 bytes and an encoded word through; mail servers do not.
        if "=?" in address or len(address.rpartition("@")[0].encode()) > 64:
            raise EmailNotValidError
        return validate_email(address, check_deliverability=False, test_environment=True).normalized
    except (EmailNotValidError, UnicodeError):
        raise Invalid("That does not look like an e-mail address, such as jo@example.org.", "email") from None


def parse_password(password: str) -> str:
    if len(password) < PASSWORD_MIN:
        raise Invalid(f"A password has at least {PASSWORD_MIN} characters. Any will do, spaces too.", "password")
    if len(password) > PASSWORD_MAX:
        raise Invalid(f"A password has at most {PASSWORD_MAX} characters.", "password")
    return password
