"""The identity of an article's address, and its readable name. Pure.

What may differ without meaning anything is read in RFC 3986, section 6.2.2; hosts follow UTS 46.
"""

import re
import unicodedata
from ipaddress import IPv4Address, IPv6Address

import idna

from forum.errors import Invalid

# Longer addresses do not survive mail programs and proxies, so that nobody could follow the link back.
LONGEST_URL = 2000
# Fits a line of an address bar, and is enough to tell two articles apart.
LONGEST_SLUG = 80
LONGEST_HOST = 253  # RFC 1035, without the final dot

DEFAULT_PORT = {"http": "80", "https": "443"}

# Parameters that say how a reader came, never what the page holds: kept, every mailing would open its own thread.
# `ref`, `source`, `from`, `id` and `share` are not here on purpose: some sites choose the page by them.
TRACKING_PREFIXES = ("utm_", "mtm_", "hsa_", "oly_", "vero_")
_SEARCH = {"gclid", "gclsrc", "gbraid", "wbraid", "gad_source", "gad_campaignid", "dclid", "msclkid", "yclid"}
_SOCIAL = {"fbclid", "fb_action_ids", "fb_action_types", "fb_source", "igshid", "igsh", "twclid", "ttclid"}
_MAIL = {"mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "__hstc", "__hssc", "__hsfp", "cmpid"}
_AUDIENCE = {"_ga", "_gl", "at_campaign", "at_medium", "pk_campaign", "pk_kwd", "guccounter", "guce_referrer"}
TRACKING = frozenset(_SEARCH | _SOCIAL | _MAIL | _AUDIENCE)

_ADDRESS = re.compile(r"(https?)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#.*)?", re.IGNORECASE | re.DOTALL)
_AUTHORITY = re.compile(r"(?:\[([^\[\]]*)\]|([^:\[\]]*))(?::([0-9]*))?")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_ESCAPE_OR_CHARACTER = re.compile(r"%[0-9A-Fa-f]{2}|.", re.DOTALL)
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_AS_WRITTEN = _UNRESERVED | frozenset("!$&'()*+,;=:@/?")  # what RFC 3986 lets stand in a path or a query

_QUOTES = re.compile("[\"'`´‘’‚‛“”„‟‹›«»′″ʼ]")
# Letters that no decomposition turns into ASCII.
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def canonical_url(url: str) -> str:
    """The one spelling of an article's address; raises `Invalid` for what is not one."""
    url = url.strip()
    if len(url) > LONGEST_URL:
        raise _too_long()
    if "\\" in url or any(unicodedata.category(character) in ("Cc", "Cs") for character in url):
        raise _invalid("The address holds a character that cannot be in one. Copy it again from the address bar.")
    address = _ADDRESS.fullmatch(url)
    if not address:
        raise _invalid("Give the whole address of the article, beginning with https:// or http://.")
    scheme, authority, path, query = address[1].lower(), address[2], address[3], address[4] or ""
    query = _query(query)
    canonical = f"{scheme}://{_authority(authority, scheme)}{_path(path)}{'?' if query else ''}{query}"
    if len(canonical) > LONGEST_URL:
        raise _too_long()
    return canonical


def slug_of(title: str) -> str:
    """A readable name for our own addresses: only a-z, 0-9 and hyphens, never empty."""
    plain = unicodedata.normalize("NFKD", _QUOTES.sub("", title).casefold().translate(_LETTERS))
    unmarked = "".join(character for character in plain if not unicodedata.combining(character))
    slug = re.sub(r"[^a-z0-9]+", "-", _QUOTES.sub("", unmarked)).strip("-")
    if len(slug) > LONGEST_SLUG:
        whole_words = slug[: LONGEST_SLUG + 1].rpartition("-")[0]
        slug = whole_words or slug[:LONGEST_SLUG]
    return slug or "article"


def _authority(authority: str, scheme: str) -> str:
    if "@" in authority:
        raise _invalid("Leave out the name and password before the @: the address is shown to every reader.")
    parts = _AUTHORITY.fullmatch(authority)
    if not parts:
        raise _invalid("The address names no site that could be found. Copy it again from the address bar.")
    host = _ipv6(parts[1]) if parts[1] is not None else _host(parts[2])
    port = (parts[3] or "").lstrip("0")
    if (parts[3] and not port) or len(port) > 5 or int(port or 0) > 65535:
        raise _invalid("The number after the colon is not a port. Leave it out, or give one from 1 to 65535.")
    return host if port in ("", DEFAULT_PORT[scheme]) else f"{host}:{port}"


def _host(name: str) -> str:
    refusal = _invalid("The address names no site that could be found. Copy it again from the address bar.")
    if len(name) > LONGEST_HOST + 1:
        raise refusal
    try:
        mapped = idna.uts46_remap(name, std3_rules=False, transitional=False).removesuffix(".")
        labels = [_label(label) for label in mapped.split(".")]
        if _NUMBER.fullmatch(labels[-1]):
            # Browsers read 127.1 and 0x7f.1 as addresses too; only the plain spelling is taken.
            return str(IPv4Address(".".join(labels)))
    except ValueError as error:  # IDNAError and AddressValueError are both of this kind
        raise refusal from error
    host = ".".join(labels)
    if len(host) > LONGEST_HOST:
        raise refusal
    return host


def _label(label: str) -> str:
    # Plain labels may hold what IDNA forbids and the network carries, such as an underscore.
    if not label.isascii() or label.startswith("xn--"):
        label = idna.alabel(label).decode("ascii")
    if not _LABEL.fullmatch(label):
        raise ValueError("not a label of a host name")
    return label


def _ipv6(literal: str) -> str:
    try:
        address = IPv6Address(literal)
    except ValueError as error:
        raise _invalid("What stands in brackets is not an IPv6 address. Give the site's name.") from error
    if address.scope_id is not None:
        raise _invalid("An address with a % in its brackets works on one machine only. Give the site's name.")
    return f"[{address.compressed}]"


def _path(path: str) -> str:
    segments: list[str] = []
    for segment in _escaped(path).removeprefix("/").split("/"):
        if segment == "..":
            segments = segments[:-1]
        elif segment != ".":
            segments.append(segment)
    return "/" + "/".join(segments).rstrip("/")


def _query(query: str) -> str:
    """What chooses the page, by name; repeated names keep their order, which may mean something."""
    pairs = [pair for pair in _escaped(query).split("&") if pair and not _tracks(pair)]
    return "&".join(sorted(pairs, key=_name))


def _name(pair: str) -> str:
    return pair.partition("=")[0]


def _tracks(pair: str) -> bool:
    name = _name(pair).lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


def _escaped(text: str) -> str:
    return _ESCAPE_OR_CHARACTER.sub(lambda match: _escape(match[0]), text)


def _escape(piece: str) -> str:
    """One character, or one escape of three: as it is written when every server must read both alike."""
    if len(piece) == 3:
        character = chr(int(piece[1:], 16))
        return character if character in _UNRESERVED else piece.upper()
    if piece in _AS_WRITTEN:
        return piece
    return "".join(f"%{byte:02X}" for byte in piece.encode())


def _too_long() -> Invalid:
    return _invalid(f"The address is longer than {LONGEST_URL:,} characters. Give a shorter one.")


def _invalid(sentence: str) -> Invalid:
    return Invalid(sentence, field="url")
