"""A mail as it travels: headers, a complete text part, and the same in HTML."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from functools import cache
from typing import Any

from idna import IDNAError
from idna import encode as to_ascii
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from forum import clock
from forum.assets import TEMPLATES
from forum.config import Settings
from forum.errors import Invalid
from forum.mail.headers import Verbatim, given_headers
from forum.mail.models import Mail
from forum.web.jinja import day, moment

# What a list of mails shows of a subject, and more than any name of ours is long.
LONGEST_LINE = 150
# Above this, some readers of mail cut it off (Gmail at 102 kB, slow telephones earlier). In bytes.
LARGEST_HTML = 30_000
_BREAKS = frozenset({"Cc", "Cs", "Zl", "Zp"})


@dataclass(frozen=True)
class Letter:
    """What is said, before it is packed."""

    subject: str
    text: str
    html: str


def render(mail: Mail, words: Mapping[str, Any], site: Settings) -> Letter:
    """The words of a mail in its templates. Addresses in it are those of the configured site."""
    given = {**words, "site": site, "mail": mail}
    as_text, as_html = (_templates().get_template(f"{mail.purpose}.{kind}") for kind in ("txt", "html"))
    subject = "".join(as_text.blocks["subject"](as_text.new_context(given)))
    letter = Letter(one_line(subject), as_text.render(given), as_html.render(given | {"subject": one_line(subject)}))
    if len(letter.html.encode()) > LARGEST_HTML:
        raise Invalid(f"the mail {mail.purpose} is larger than {LARGEST_HTML // 1000} kB")
    return letter


def packed(
    letter: Letter, mail: Mail, site: Settings, to_name: str = "", headers: Mapping[str, str] | None = None
) -> EmailMessage:
    """Each part in 7 bits and short lines, so that no server on the way needs to change it."""
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = sender(site)
    message["To"] = _named(to_name, ascii_address(mail.recipient))
    message["Subject"] = letter.subject
    message["Date"] = clock.now()
    message["Message-ID"] = Verbatim("Message-ID", mail.message_id)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no "I am on holiday" comes back
    for header in given_headers(headers or {}):
        message[header.name] = header
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return message


def sender(site: Settings) -> Address:
    """Who the mail comes from; where there is no server, nobody needs to be reached."""
    given = site.mail_from or Address(username="forum", domain="localhost")
    return _named(given.display_name or site.site_name, given.addr_spec)


def one_line(text: str) -> str:
    """What goes into a header: no break, no control, nothing that would be decoded as something else.

    Python's own header classes decode what looks encoded already (RFC 2047) and, until 3.12.5, write out the
    breaks that were hidden in it. A word joiner between the two signs cannot be seen, and keeps them what they are.
    """
    plain = "".join(" " if unicodedata.category(sign) in _BREAKS else sign for sign in text)
    return " ".join(plain.split())[:LONGEST_LINE].replace("=?", "=\u2060?")


def ascii_address(address: str) -> str:
    """The address as mail servers without extensions know it. Invalid for a mailbox that they cannot name."""
    local, _, domain = address.rpartition("@")
    try:
        if not local or not domain:
            raise ValueError("half an address")
        host = domain if domain.isascii() else to_ascii(domain, uts46=True).decode("ascii")
        return Address(username=local.encode("ascii").decode(), domain=host).addr_spec
    except (ValueError, IDNAError):
        raise Invalid("The name of this mailbox holds letters that mail servers do not take.") from None


def _named(name: str, address: str) -> Address:
    return Address(display_name=one_line(name), addr_spec=address)


@cache
def _templates() -> Environment:
    """Apart from the site's pages: there is no request, and no markup of readers comes in unescaped."""
    found = Environment(
        loader=FileSystemLoader(TEMPLATES / "mail"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters |= {"day": day, "moment": moment}
    return found
