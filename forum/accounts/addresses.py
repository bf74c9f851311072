"""What is an e-mail address, and when two are one: pure."""

import unicodedata

import idna
from email_validator import EmailNotValidError, validate_email

from forum.errors import Invalid

ADDRESS_MAX = 254  # RFC 5321, with the two angle brackets taken off


def parse_email(text: str) -> str:
    """The address as mail is sent to it. Only its syntax is judged: nothing is looked up.

    The part before the @ stays as it was typed; a host of another script is written as the mail servers write it.
    """
    address = text.strip(" ")
    local = address.rpartition("@")[0]
    # The library lets a local part of 65 bytes and an encoded word through; mail servers do not.
    # What is longer than any address is not even read: punycode takes its time.
    if "=?" in address or len(local.encode("utf-8", "replace")) > 64 or len(address) > ADDRESS_MAX:
        raise _no_address()
    try:
        # Letters beyond ASCII before the @ need servers with SMTPUTF8 all the way, which few of them are.
        found = validate_email(
            address, check_deliverability=False, allow_smtputf8=False, test_environment=True
        ).ascii_email
    except (EmailNotValidError, UnicodeError):
        raise _no_address() from None
    if found is None:
        raise _no_address()
    return found


def email_key(email: str) -> str:
    """What makes two addresses one.

    Hosts are one when they are spelled alike in ASCII. Before the @ only the case of a to z is overlooked: a host may
    tell `Ada` from `ada` (RFC 5321), hardly one does, and telephones write the first letter large. Whoever comes
    second cannot register then, and can take nothing over: mail goes to the address as it was given. No other letter
    becomes one of ASCII: a dotless i never matches i, nor a sharp s two of them.
    """
    local, _, host = unicodedata.normalize("NFC", email).rpartition("@")
    return _ascii_lower(local) + "@" + _ascii_host(host)


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host.lower()
    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except UnicodeError:
        return _ascii_lower(host)  # no host at all: it matches nothing but itself


def _ascii_lower(text: str) -> str:
    return "".join(char.lower() if char.isascii() else char for char in text)


def _no_address() -> Invalid:
    return Invalid("That does not look like an e-mail address, such as jo@example.org.", "email")
