"""Addresses that an owner writes in the settings: of the site, and of the proxies before it."""

import re
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_network
from urllib.parse import urlsplit

import idna

from forum.errors import Invalid

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
DEFAULT_PORT = {"http": 80, "https": 443}
Network = IPv4Network | IPv6Network


def is_loopback(host: str | None) -> bool:
    return host is not None and (host in LOOPBACK or re.fullmatch(r"127(\.\d{1,3}){3}", host) is not None)


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


def networks(given: str) -> tuple[Network, ...]:
    """Those of the proxies; a single address is a network of one."""
    try:
        return tuple(ip_network(part.strip()) for part in given.split(",") if part.strip())
    except ValueError as error:
        raise Invalid(f"FORUM_PROXIES must be addresses or networks, as 127.0.0.1,10.0.0.0/8: {error}.") from None


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
