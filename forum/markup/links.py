"""Which addresses may be linked, and what they really lead to.

One function decides, for the parser and again for both walls of `sanitize`, because lists of schemes leak
(`javascript:80`, `java<TAB>script:1`). It never raises; what it returns passes it again unchanged.
"""

import ipaddress
import re
from urllib.parse import quote

import idna

from forum.markup.handles import is_profile_path

# The author does not vouch for it (nofollow ugc), and the page that opens gets no handle on ours (noopener).
REL = "nofollow ugc noopener"

# What browsers, proxies and mail programs carry without loss.
LONGEST = 2048

# Space, control, invisible and direction characters, and the backslash, which browsers read as a slash.
_NEVER = re.compile(
    "[\x00-\x20\x7f-\xa0\\\\\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\udfff"
    "\ufeff\ufff0-\uffff\U000e0000-\U000e0fff]"
)
_WEB = re.compile(r"(https?)://([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)
_PORT = re.compile(r"(.*):([0-9]{1,5})", re.DOTALL)
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_MAIL = re.compile(r"mailto:([a-z0-9._+-]{1,64})@([^?#@]+)(?:\?.*)?", re.IGNORECASE | re.DOTALL)
_HALF_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


def outside(address: str) -> str | None:
    """The normal form of an address that a reader may link: http, https or mailto; None when it is refused."""
    if len(address) > LONGEST or _NEVER.search(address):
        return None
    if web := _WEB.fullmatch(address):
        normal = _web(web[1].lower(), web[2], web[3])
    elif mail := _MAIL.fullmatch(address):
        normal = _mail(mail[1], mail[2])  # the headers after ? could write a letter in the reader's name
    else:
        return None
    return normal if normal and len(normal) <= LONGEST else None


def permitted(address: str) -> bool:
    """Whether this may stand in an href as it is: normal already, or a person of this site."""
    return is_profile_path(address) or outside(address) == address


def real(address: str) -> str:
    """What a permitted address leads to: the host as browsers spell it, or the whole mail address."""
    if web := _WEB.fullmatch(address):
        return web[2]
    return address.removeprefix("mailto:")


def shown(address: str) -> str:
    """How an address is written out: its host as it really is, the rest as it was typed."""
    if (web := _WEB.fullmatch(address)) and (site := _site(web[2])):
        return f"{web[1]}://{site}{web[3]}"
    return address


def host(name: str) -> str | None:
    """The name in ASCII, folded, as browsers read it: punycode for other letters, numbers only as a plain IPv4."""
    if not name or len(name) > 253:
        return None
    try:
        ascii_name = name.lower() if name.isascii() else idna.encode(name, uts46=True, std3_rules=True).decode()
        if "xn--" in ascii_name:
            idna.decode(ascii_name)  # punycode of nothing: browsers refuse it
        if len(ascii_name) > 253 or not _HOST.fullmatch(ascii_name):
            return None
        if _NUMBER.fullmatch(ascii_name.rstrip(".").rpartition(".")[2]):
            return str(ipaddress.IPv4Address(ascii_name))
    except (UnicodeError, ValueError, IndexError):
        return None
    return ascii_name


def _web(scheme: str, authority: str, rest: str) -> str | None:
    site = _site(authority)
    return f"{scheme}://{site}{_rest(rest)}" if site else None


def _mail(box: str, domain: str) -> str | None:
    name = host(domain)
    return f"mailto:{box}@{name}" if name and "." in name else None


def _site(authority: str) -> str | None:
    """Host and port; nothing with a name or password in front, which only serve to look like another host."""
    port = _PORT.fullmatch(authority)
    name = port[1] if port else authority
    if port and not 0 < int(port[2]) < 65536:
        return None
    site = _ipv6(name) if name.startswith("[") else host(name)
    return f"{site}:{int(port[2])}" if site and port else site


def _ipv6(name: str) -> str | None:
    if not name.endswith("]") or "%" in name:
        return None
    try:
        return f"[{ipaddress.IPv6Address(name[1:-1])}]"
    except ValueError:
        return None


def _rest(tail: str) -> str:
    """Path, query and fragment, percent-encoded where they must be, never twice."""
    return quote(_HALF_ESCAPE.sub("%25", tail), safe="%/?#:@!$&'()*+,;=-._~[]")
