"""What an admin sends about a rule, and what makes it unusable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forum.errors import Invalid
from forum.markup.links import host
from forum.moderation.rule_words import label
from forum.screening.kind import Kind
from forum.screening.models import WHOLE_SITE
from forum.screening.options import Option
from forum.screening.rulebook import BY_NAME
from forum.screening.verdict import Ruling
from forum.screening.words import parse_patterns, parse_words

MOST_DOMAINS = 500
# Half of all readers have their address at one of these.
# fmt: off
LARGE_PROVIDERS = frozenset({
    "aol.com", "fastmail.com", "free.fr", "gmail.com", "gmx.com", "gmx.de", "gmx.net", "googlemail.com",
    "hotmail.com", "icloud.com", "libero.it", "live.com", "mac.com", "mail.com", "mail.ru", "me.com", "msn.com",
    "orange.fr", "outlook.com", "pm.me", "proton.me", "protonmail.com", "qq.com", "t-online.de", "web.de",
    "yahoo.co.uk", "yahoo.com", "yandex.com", "yandex.ru", "zoho.com", "163.com", "btinternet.com",
    "hotmail.co.uk", "comcast.net",
})
# Below these anybody may have a domain.
SUFFIXES = frozenset({
    "co.uk", "org.uk", "ac.uk", "gov.uk", "com.au", "co.nz", "co.jp", "com.br", "co.za", "co.in", "com.cn",
    "com.tr", "com.mx",
})
# fmt: on


@dataclass(frozen=True)
class RuleForm:
    """A rule as it is to be, on the whole site or in a section."""

    kind: Kind
    section: str
    enabled: bool
    ruling: Ruling
    options: Mapping[str, Option]
    version: int | None = None  # of the rule that the form was made from; without one, whatever is there

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "RuleForm":
        kind = BY_NAME.get(form.get("rule", ""))
        if kind is None or kind.fixed:
            raise Invalid("There is no such rule to change. Choose one of the list.", "rule")
        options = {name: _option(kind, name, form) for name in kind.options}
        enabled = form.get("enabled") == "1"
        return cls(kind, form.get("section", WHOLE_SITE), enabled, _ruling(form), options, _version(form))


def _version(form: Mapping[str, str]) -> int | None:
    text = form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _ruling(form: Mapping[str, str]) -> Ruling:
    try:
        return Ruling(form.get("ruling", ""))
    except ValueError:
        raise Invalid("Choose what happens to such a comment.", "ruling") from None


def _option(kind: Kind, name: str, form: Mapping[str, str]) -> Option:
    text = form.get(name, "")
    match name:
        case "words":
            return parse_words(text, name)
        case "patterns":
            return parse_patterns(text, name)
        case "domains":
            return _domains(text)
    least, most = kind.limits[name]
    if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
        raise Invalid(
            f"“{label(kind, name)}” is a number from {least:,} to {most:,}: beyond, it would hold all or none.", name
        )
    return int(text)


def _domains(text: str) -> Sequence[str]:
    lines = list(dict.fromkeys(line.strip().lstrip("@") for line in text.splitlines() if line.strip()))
    if len(lines) > MOST_DOMAINS:
        raise Invalid(f"That is more than {MOST_DOMAINS} domains. Take some away.", "domains")
    return [_domain(line) for line in lines]


def _domain(line: str) -> str:
    name = host(line)
    if name is None or name.replace(".", "").isdigit():
        raise Invalid(f"“{line[:80]}” is no domain. Write it as in spam.example, one a line.", "domains")
    name = name.rstrip(".")
    if name in LARGE_PROVIDERS:
        raise Invalid(f"Very many readers have their address at {name}. Hold the people, not the provider.", "domains")
    if "." not in name or name in SUFFIXES:
        raise Invalid(f"Everybody’s domains end in {name}. Name one domain.", "domains")
    return name
