"""Reading an address that the site is asked to call. What is ambiguous is refused, never guessed at."""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address
from urllib.parse import SplitResult, quote, urlsplit

import idna

from forum.errors import Invalid
from forum.hosts import DEFAULT_PORT, is_this_machine

INSIDE = "That address leads into this site's own network. Give one that everybody on the Internet can reach."
NO_ADDRESS = "That is no address that can be called. Copy it whole, as https://hooks.example/path."
NOT_SECURE = "The address must begin with https://, so that nobody on the way can read what is sent."
PORTS = frozenset(DEFAULT_PORT.values())
LONGEST = 2_000
# What parsers differ about: blanks, control characters, a backslash. (Python's drops some of them unasked.)
_AMBIGUOUS = re.compile(r"[\x00-\x20\x7f\\]")
_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*")
# Not of a name: 127.1, 2130706433, 0x7f.0.0.1. Only the full spelling of an address is taken.
_ENDS_IN_A_NUMBER = re.compile(r"(^|\.)(\d+|0x[0-9a-f]*)$")
_DOTTED = re.compile(r"(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}")


@dataclass(frozen=True)
class Target:
    """Where a call goes: a host by name or number, a port, and what is asked for there."""

    is_secure: bool
    host: str
    port: int
    path: str
    on_this_machine: bool  # and it may be, since the site is there too
    is_the_owners: bool = False  # who named it in the settings, so that it may be anywhere

    @property
    def name(self) -> str:
        """As the Host header has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORT["https" if self.is_secure else "http"] else f"{host}:{self.port}"


def parse(url: str, site_is_on_loopback: bool, owners: str | None = None) -> Target:
    """Invalid, about the field "url", for whatever is not called; what stands at the `owners` address may be inside."""
    if len(url) > LONGEST or _AMBIGUOUS.search(url):
        raise Invalid(NO_ADDRESS, "url")
    try:
        parts = urlsplit(url)
        host, port = _host(parts), parts.port
    except ValueError:
        raise Invalid(NO_ADDRESS, "url") from None
    if parts.scheme not in DEFAULT_PORT:
        raise Invalid(NOT_SECURE, "url")
    if "@" in parts.netloc or "#" in url:
        raise Invalid("The address may hold neither a user name nor a #. Put a secret into its path instead.", "url")
    is_the_owners = owners is not None and _place(parts.scheme, host, port) == _place_of(owners)
    on_this_machine = is_this_machine(host) and (site_is_on_loopback or is_the_owners)
    if is_this_machine(host) and not on_this_machine:
        raise Invalid(INSIDE, "url")
    if parts.scheme != "https" and not on_this_machine:
        raise Invalid(NOT_SECURE, "url")
    port = DEFAULT_PORT[parts.scheme] if port is None else port
    if port not in PORTS and not ((on_this_machine or is_the_owners) and port):
        raise Invalid("Only the ports 80 and 443 are called. Leave the port away.", "url")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + ("?" if parts.query else "")
    path += quote(parts.query, safe="/?%:@!$&'()*+,;=~")
    return Target(parts.scheme == "https", host, port, path, on_this_machine, is_the_owners)


def _place_of(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    return _place(parts.scheme, _host(parts), parts.port)


def _place(scheme: str, host: str, port: int | None) -> tuple[str, str, int | None]:
    return scheme, host, DEFAULT_PORT.get(scheme) if port is None else port


def _host(parts: SplitResult) -> str:
    """In ASCII and lower case. ValueError for what is none."""
    name = parts.hostname or ""
    if "[" in parts.netloc:
        return IPv6Address(name).compressed  # with its zone, where it has one: that is refused as an address
    host = name if name.isascii() else idna.encode(name, uts46=True).decode("ascii")
    host = host.removesuffix(".")
    if _ENDS_IN_A_NUMBER.search(host) and not _DOTTED.fullmatch(host):
        raise ValueError("an address that is not spelled out")
    if not _NAME.fullmatch(host):
        raise ValueError("not the name of a host")
    return host
