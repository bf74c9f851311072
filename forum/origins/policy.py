"""What a page's own Content-Security-Policy lets it load from us (CSP3, sections 6.7.1 and 6.7.2). Pure."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from forum.hosts import DEFAULT_PORT
from forum.origins.reading import FRAGMENT_PATH, SCRIPT_PATH

# Which directives are asked, the first that is there.
SCRIPT = ("script-src-elem", "script-src", "default-src")
CONNECT = ("connect-src", "default-src")
WHAT: Mapping[Sequence[str], str] = {SCRIPT: "our script", CONNECT: "its connection to us"}
# What is loaded by leave of them, of each of our folders one address. The style sheet's is another in each release.
LOADED: Mapping[Sequence[str], Sequence[str]] = {
    SCRIPT: (SCRIPT_PATH,),
    CONNECT: (FRAGMENT_PATH, "/api/v1/me", "/static/any/all/embed.css"),
}
BY_NONCE = "Its Content-Security-Policy trusts scripts by their nonce alone: give the nonce to our script as well."


def needed(policies: Sequence[str], page: str, site: str, nonces: Sequence[str]) -> Iterator[str]:
    """What has to be mended in each policy so that the element works, a sentence for each.

    `page` and `site` are the addresses of the page and of ours without a path; `nonces` those of our script's tags.
    """
    for policy in policies:
        directives = _directives(policy)
        for names, paths in LOADED.items():
            name = next((name for name in names if name in directives), None)
            if name is None or (names is SCRIPT and _trusts(directives[name], nonces)):
                continue
            if names is SCRIPT and "'strict-dynamic'" in [source.lower() for source in directives[name]]:
                yield BY_NONCE
            elif not all(_allows(directives[name], site + path, page) for path in paths):
                mended = _mended(names[-2] if name == "default-src" else name, directives[name], site)
                yield f"Its Content-Security-Policy forbids {WHAT[names]}. It has to say: {mended}"


def _directives(policy: str) -> Mapping[str, Sequence[str]]:
    """By name in lower case; of two alike the first counts."""
    found: dict[str, Sequence[str]] = {}
    for part in policy.split(";"):
        words = part.split()
        if words:
            found.setdefault(words[0].lower(), words[1:])
    return found


def _trusts(sources: Sequence[str], nonces: Sequence[str]) -> bool:
    return any(f"'nonce-{nonce}'" in sources for nonce in nonces if nonce)


def _mended(name: str, sources: Sequence[str], site: str) -> str:
    return " ".join([name, *(source for source in sources if source.lower() != "'none'"), site])


def _allows(sources: Sequence[str], url: str, page: str) -> bool:
    return any(_matches(source, url, page) for source in sources)


def _matches(source: str, url: str, page: str) -> bool:
    """One expression of the list. Ours is never the page's own site, so 'self' and all in quotes mean others."""
    wanted = urlsplit(url)
    lowered = source.lower()
    if lowered == "*":
        return True
    if lowered.endswith(":"):
        return _same_scheme(lowered[:-1], wanted.scheme)
    scheme, mark, rest = source.rpartition("://")
    host, slash, path = rest.partition("/")
    if not _same_scheme((scheme if mark else urlsplit(page).scheme).lower(), wanted.scheme):
        return False
    return _same_host(host.lower(), wanted.netloc, wanted.scheme) and _same_path(slash + path, wanted.path)


def _same_scheme(allowed: str, wanted: str) -> bool:
    """What is allowed in clear is allowed by https as well."""
    return allowed == wanted or (allowed == "http" and wanted == "https")


def _same_host(allowed: str, wanted: str, scheme: str) -> bool:
    usual = f":{DEFAULT_PORT[scheme]}"
    name, _, port = wanted.removesuffix(usual).partition(":") if "[" not in wanted else (wanted, "", "")
    host, _, given = allowed.partition(":") if "[" not in allowed else (allowed, "", "")
    if given not in ("*", port) and not (not port and given == usual[1:]):
        return False
    return name.endswith(host[1:]) and name != host[2:] if host.startswith("*.") else name == host


def _same_path(allowed: str, wanted: str) -> bool:
    if allowed in ("", "/"):
        return True
    return wanted.startswith(allowed) if allowed.endswith("/") else wanted == allowed
