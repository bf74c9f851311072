"""Where a request comes from.

*Why not simply X-Forwarded-For.* Anybody can write that header. It counts only when the connection itself comes from a
proxy that the owner lists (`FORUM_PROXIES`), and of what it says only what those proxies wrote: each adds the address
that it was called from at the right, so the first from the right that is no proxy of ours is the reader's. What stands
left of it the reader may have made up.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from flask import request

from forum.web.site import settings

Address = IPv4Address | IPv6Address
# Whoever has one IPv6 address has the 2^64 beside it as well, and may take another for every request.
ONE_HOUSEHOLD = 64


def client_address() -> Address | None:
    """The address that the reader's request came from; None when the server does not say (a Unix socket)."""
    peer = _parsed(request.remote_addr or "")
    if peer is None or not _is_proxy(peer):
        return peer
    for written in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        forwarded = _parsed(written)
        if forwarded is None:
            return peer
        if not _is_proxy(forwarded):
            return forwarded
    return peer


def client_network() -> str:
    """What counts as one place: an IPv4 address, an IPv6 network of the size that one household is given."""
    address = client_address()
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address), ONE_HOUSEHOLD), strict=False))
    return str(address)


def _is_proxy(address: Address) -> bool:
    return any(address in network for network in settings().proxies)


def _parsed(written: str) -> Address | None:
    # What follows a % names a network card of whoever wrote it, in any characters they like.
    try:
        address = ip_address(written.strip().partition("%")[0])
    except ValueError:
        return None
    # A socket that hears both kinds names an IPv4 address within IPv6; taken as such, all of IPv4 were one household.
    return getattr(address, "ipv4_mapped", None) or address
