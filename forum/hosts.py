"""Addresses that an owner writes in the settings: of the site, of the proxies before it, of what takes its mail."""

import re
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.utils import parseaddr
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_network
from urllib.parse import SplitResult, unquote, urlsplit

import idna

from forum.errors import Invalid

HERE = "localhost"
LOOPBACK = frozenset({HERE, "127.0.0.1", "::1"})
DEFAULT_PORT = {"http": 80, "https": 443}
MAIL_PORT = {"smtp": 587, "smtps": 465}
Network = IPv4Network | IPv6Network


class Tls(StrEnum):
    """How a mail server is spoken to."""

    NEVER = "in the clear"  # within this machine
    IF_OFFERED = "by TLS where offered"
    STARTTLS = "by STARTTLS"
    AT_ONCE = "by TLS"


@dataclass(frozen=True)
class MailServer:
    """Where our mail is handed over."""

    host: str
    port: int
    tls: Tls
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True)
class Check:
    """Who is asked about words that went out. The secret is shared with them."""

    url: str
    secret: str = field(repr=False)


def is_loopback(host: str | None) -> bool:
    return host is not None and (host in LOOPBACK or re.fullmatch(r"127(\.\d{1,3}){3}", host) is not None)


def safe_host(address: str) -> str | None:
    """Of an address that may be opened: in clear only on the machine itself."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    return host if is_safe and host else None


def is_this_machine(host: str | None) -> bool:
    """On loopback, or by a name that leads nowhere else (RFC 6761, section 6.3): for who looks where it does lead."""
    return is_loopback(host) or (host is not None and host.endswith(f".{HERE}"))


def site_address(given: str) -> str:
    """The address as browsers write it in Host and Origin, with which it is compared."""
    try:
        parts = urlsplit(given)
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:
        raise _no_address() from None
    if parts.scheme not in DEFAULT_PORT or parts.path not in {"", "/"} or set("@?#") & set(given) or port == 0:
        raise _no_address()
    return f"{parts.scheme}://{host}" + ("" if port in (None, DEFAULT_PORT[parts.scheme]) else f":{port}")


def tag_host(given: str) -> str:
    """The host that names of feeds begin with, as `FORUM_BASE_URL` had it."""
    try:
        return _host(given)
    except ValueError:
        raise Invalid(f"FORUM_TAG_HOST is {given!r}; it must be a host alone, as comments.example.org.") from None


def networks(given: str) -> tuple[Network, ...]:
    """Those of the proxies; a single address is a network of one."""
    try:
        return tuple(ip_network(part.strip()) for part in given.split(",") if part.strip())
    except ValueError as error:
        raise Invalid(f"FORUM_PROXIES must be addresses or networks, as 127.0.0.1,10.0.0.0/8: {error}.") from None


def mail_server(given: str) -> MailServer:
    """smtp:// or smtps://. A password never travels in the clear, save within this machine."""
    try:
        parts = urlsplit(given)
        host, port = _host(parts.hostname or "").strip("[]"), parts.port
        user, password = _decoded(parts.username), _decoded(parts.password)
    except ValueError:
        raise _no_mail_server() from None
    if parts.scheme not in MAIL_PORT or parts.path not in {"", "/"} or parts.query or parts.fragment or port == 0:
        raise _no_mail_server()
    if (user is None) != (password is None):
        raise Invalid("FORUM_MAIL_URL names a user without a password, or a password without a user.")
    return MailServer(
        host,
        port or (25 if parts.scheme == "smtp" and is_loopback(host) else MAIL_PORT[parts.scheme]),
        _tls(parts, host, password),
        user,
        password,
    )


def mail_sender(given: str) -> Address:
    """Who mail comes from: an address, with or without a name."""
    name, address = parseaddr(given)
    local, _, domain = address.rpartition("@")
    try:
        # What stands between servers is ASCII; a host's other spelling is turned into it, a mailbox has none.
        fits = local.isascii() and re.fullmatch(r"[!-;=?A-~]{1,64}", local) and not set(given) & set("\r\n\0")
        host = _host(domain)
    except ValueError:
        fits = None
    if not fits:
        raise Invalid("FORUM_MAIL_FROM must be an address, as forum@example.org or The Forum <forum@example.org>.")
    return Address(display_name=name, username=local, domain=host)


def _tls(parts: SplitResult, host: str, password: str | None) -> Tls:
    if parts.scheme == "smtps":
        return Tls.AT_ONCE
    if is_loopback(host):
        return Tls.NEVER
    return Tls.STARTTLS if password is not None else Tls.IF_OFFERED


def _decoded(part: str | None) -> str | None:
    return None if part is None else unquote(part, errors="strict")


def _no_mail_server() -> Invalid:
    # What was given is not repeated: it may hold a password.
    return Invalid(
        "FORUM_MAIL_URL must be as smtp://user:password@mail.example.org:587, smtps://… or smtp://localhost."
    )


def _host(name: str) -> str:
    """A host as it travels: ASCII in lower case, an IPv6 address in brackets. ValueError for what is none."""
    if ":" in name:
        return f"[{IPv6Address(name).compressed}]"
    host = name.lower() if name.isascii() else idna.encode(name, uts46=True).decode("ascii")
    if not re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", host):
        raise ValueError("not the name of a host")
    return host


def _no_address() -> Invalid:
    return Invalid("FORUM_BASE_URL must be the site's address and no more, as https://comments.example.")
