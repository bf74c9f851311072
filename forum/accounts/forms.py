"""What people type to register, to sign in, and about themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forum.accounts.addresses import ADDRESS_MAX, parse_email
from forum.accounts.models import Account
from forum.accounts.names import parse_display_name, parse_handle
from forum.accounts.passwords import PASSWORD_MAX, parse_password
from forum.errors import Invalid
from forum.markup.visible import displayable, has_ink

# A few sentences beside a name.
BIO_MAX = 500


@dataclass(frozen=True)
class Registration:
    """A new account as its owner wishes it."""

    handle: str
    email: str
    password: str

    @classmethod
    def parse(cls, form: Mapping[str, str], kept: Iterable[str] = (), site_name: str = "") -> "Registration":
        """`kept` are the words that this site needs for itself."""
        handle, email = parse_handle(form.get("handle", ""), kept), parse_email(form.get("email", ""))
        return cls(handle, email, password=parse_password(form.get("password", ""), handle, email, site_name))


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


@dataclass(frozen=True)
class Profile:
    """How somebody wishes to be called, and what they say about themselves."""

    display_name: str
    handle: str
    bio: str

    @classmethod
    def parse(cls, form: Mapping[str, str], of: Account, others: Iterable[str], kept: Iterable[str]) -> "Profile":
        """What stays as it is was judged before. `others` and `kept` are as `names` has them."""
        name, handle = form.get("display_name", ""), form.get("handle", "").strip().removeprefix("@")
        return cls(
            display_name=name if name == of.display_name else parse_display_name(name, others),
            handle=handle if handle == of.handle else parse_handle(handle, kept),
            bio=_parse_bio(form.get("bio", "")),
        )


def _parse_bio(text: str) -> str:
    bio = displayable(text).strip()
    if len(bio) > BIO_MAX:
        raise Invalid(f"That is {len(bio)} characters; {BIO_MAX} are the most. Shorten it a little.", "bio")
    return bio if has_ink(bio) else ""
