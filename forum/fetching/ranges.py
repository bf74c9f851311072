"""Which addresses of the Internet are anybody's, and which lead into a network of our own or to nobody.

Written out, and held against what Python knows as well: its own list differs from one patch version to the next.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

_CLOSED_4 = tuple(
    ip_network(each)
    for each in (
        "0.0.0.0/8",  # this machine
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by a provider's customers
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's own services, under a public number
        "169.254.0.0/16",  # link-local, metadata of clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",  # examples
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
# All of IPv6 that was ever given out. What carries an IPv4 address inside stands outside of it (mapped, compatible,
# NAT64), or is closed below (6to4, Teredo); so do loopback, link-local, site-local, unique local and multicast.
_GIVEN_OUT = ip_network("2000::/3")
_CLOSED_6 = tuple(
    ip_network(each)
    for each in (
        "2001::/23",  # Teredo, benchmarks, ORCHID and other protocols
        "2001:db8::/32",  # examples
        "2002::/16",  # 6to4
        "3fff::/20",  # examples
    )
)


def is_public(text: str) -> bool:
    """Whether the address, as a resolver gives it, is somebody's on the Internet."""
    address = _parsed(text)
    if address is None or not address.is_global or address.is_multicast:
        return False
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _CLOSED_4)
    is_given_out = address in _GIVEN_OUT and address.scope_id is None
    return is_given_out and not any(address in network for network in _CLOSED_6)


def is_of_this_machine(text: str) -> bool:
    address = _parsed(text)
    return address is not None and address.is_loopback


def _parsed(text: str) -> Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
