"""Settings: read once from the environment, never changed afterwards."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from forum.environment import SECRET_KEY_LENGTH, choice, database_url, if_given, kept_secret, number, read
from forum.errors import Invalid
from forum.hosts import (
    Check,
    MailServer,
    Network,
    is_loopback,
    mail_sender,
    mail_server,
    networks,
    site_address,
    tag_host,
)
from forum.issuers import Assertions, Posting, Provider, assertions, posting, provider

TOKEN_LENGTH = 16


class Hold(StrEnum):
    """Whose comments wait for a moderator, anywhere on the site."""

    OPEN = "open"
    FIRST = "first"
    ALL = "all"


class MarkNew(StrEnum):
    """Who is shown what is new since their last visit."""

    EVERYONE = "everyone"
    MEMBERS = "members"
    NOBODY = "nobody"


class Log(StrEnum):
    """What is written to the log."""

    REQUESTS = "requests"
    EVENTS = "events"


class Worker(StrEnum):
    """Whether `forum serve` follows up what happened by itself, or leaves it to `forum worker`."""

    ON = "on"
    OFF = "off"


class PublicLog(StrEnum):
    """What everybody may read of what moderators did."""

    OFF = "off"
    ON = "on"
    NAMES = "names"  # and which moderator it was


class SecondFactor(StrEnum):
    """Who may only act with a second factor."""

    STAFF = "staff"
    NOBODY = "nobody"


class DecideByMail(StrEnum):
    """Whether a mail to staff carries links that decide about what waits."""

    OFF = "off"
    ON = "on"


@dataclass(frozen=True)
class Settings:
    """Every setting of the site; each is described in docs/settings.md under the name FORUM_<NAME>."""

    data_dir: Path
    database_url: str = field(repr=False)  # it may hold a password
    base_url: str
    secret_key: str = field(repr=False)
    site_name: str
    hold: Hold
    mark_new: MarkNew
    demo: bool
    rate_limits: bool
    proxies: tuple[Network, ...]
    page_cache_mb: int
    log: Log
    metrics_token: str | None = field(repr=False)
    mail_url: MailServer | None
    mail_from: Address | None
    worker: Worker
    guests: bool
    second_factor: SecondFactor
    public_log: PublicLog
    decide_by_mail: DecideByMail
    old_secret_keys: tuple[str, ...] = field(repr=False)
    check: Check | None = None
    sso: Assertions | None = None
    oidc: Provider | None = None
    posting: Posting = Posting.EVERYONE
    tag_host: str | None = None

    @property
    def on_loopback(self) -> bool:
        """Whether the site is for this machine alone: trying it out, or working on it."""
        return is_loopback(urlsplit(self.base_url).hostname)

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings that `environ` gives; makes the data folder and the secret key when there are none.

    Raises Invalid with a sentence that names the variable to mend.
    """
    data_dir = Path(read(environ, "DATA_DIR") or "var").resolve()
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    guests, sso, oidc = read(environ, "GUESTS") == "1", assertions(environ), provider(environ)
    settings = Settings(
        data_dir=data_dir,
        database_url=database_url(read(environ, "DATABASE_URL"), data_dir),
        base_url=site_address(read(environ, "BASE_URL") or "http://localhost:8000"),
        secret_key=read(environ, "SECRET_KEY") or kept_secret(data_dir / "secret-key"),
        site_name=read(environ, "SITE_NAME") or "Forum",
        hold=choice(Hold, "HOLD", read(environ, "HOLD") or Hold.FIRST),
        mark_new=choice(MarkNew, "MARK_NEW", read(environ, "MARK_NEW") or MarkNew.EVERYONE),
        demo=read(environ, "DEMO") == "1",
        rate_limits=read(environ, "RATE_LIMITS") != "0",
        proxies=networks(read(environ, "PROXIES") or ""),
        page_cache_mb=number(read(environ, "PAGE_CACHE_MB") or "32", "PAGE_CACHE_MB"),
        log=choice(Log, "LOG", read(environ, "LOG") or Log.REQUESTS),
        metrics_token=read(environ, "METRICS_TOKEN"),
        mail_url=if_given(mail_server, read(environ, "MAIL_URL")),
        mail_from=if_given(mail_sender, read(environ, "MAIL_FROM")),
        worker=choice(Worker, "WORKER", read(environ, "WORKER") or Worker.ON),
        guests=guests,
        second_factor=_second_factor(environ),
        decide_by_mail=_decide_by_mail(environ),
        public_log=choice(PublicLog, "PUBLIC_LOG", read(environ, "PUBLIC_LOG") or PublicLog.OFF),
        old_secret_keys=tuple((read(environ, "OLD_SECRET_KEYS") or "").split()),
        check=_check(read(environ, "CHECK_URL"), read(environ, "CHECK_SECRET")),
        sso=sso,
        oidc=oidc,
        posting=posting(environ, sso or oidc, guests),
        tag_host=if_given(tag_host, read(environ, "TAG_HOST")),
    )
    _refuse_unsafe(settings)
    return settings


def _check(url: str | None, secret: str | None) -> Check | None:
    """Whom to ask about words that went out, in clear only on the machine itself."""
    if url is None:
        return None
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname)):
        raise Invalid(f"FORUM_CHECK_URL is {url!r}; it must begin with https://, or with http:// on this machine.")
    if secret is None or len(secret) < SECRET_KEY_LENGTH:
        raise Invalid(f"FORUM_CHECK_URL needs FORUM_CHECK_SECRET, of at least {SECRET_KEY_LENGTH} characters.")
    return Check(url, secret)


def _second_factor(environ: Mapping[str, str]) -> SecondFactor:
    """The demonstration's staff is there to be tried out, by whoever started it."""
    default = SecondFactor.NOBODY if read(environ, "DEMO") == "1" else SecondFactor.STAFF
    return choice(SecondFactor, "SECOND_FACTOR", read(environ, "SECOND_FACTOR") or default)


def _decide_by_mail(environ: Mapping[str, str]) -> DecideByMail:
    """Where staff must show two things before they act, a link would be only one of them: that is for admins to say."""
    default = DecideByMail.OFF if _second_factor(environ) == SecondFactor.STAFF else DecideByMail.ON
    return choice(DecideByMail, "DECIDE_BY_MAIL", read(environ, "DECIDE_BY_MAIL") or default)


def _refuse_unsafe(settings: Settings) -> None:
    """Off loopback, nothing starts that would hand out sessions in the clear or under a guessable key."""
    if len(settings.secret_key) < SECRET_KEY_LENGTH:
        raise Invalid(f"FORUM_SECRET_KEY is shorter than {SECRET_KEY_LENGTH} characters. Make a longer one.")
    if any(len(key) < SECRET_KEY_LENGTH for key in settings.old_secret_keys):
        raise Invalid(f"FORUM_OLD_SECRET_KEYS holds one shorter than {SECRET_KEY_LENGTH} characters. Take it away.")
    if settings.metrics_token is not None and len(settings.metrics_token) < TOKEN_LENGTH:
        raise Invalid(f"FORUM_METRICS_TOKEN is shorter than {TOKEN_LENGTH} characters. Make a longer one.")
    if settings.mail_url is not None and settings.mail_from is None:
        raise Invalid("FORUM_MAIL_URL is set, but not who mail comes from. Set FORUM_MAIL_FROM=forum@example.org.")
    if settings.on_loopback:
        return
    if not settings.https:
        raise Invalid("FORUM_BASE_URL must begin with https:// unless it is this machine's own address.")
    if settings.demo:
        raise Invalid("FORUM_DEMO=1 works on this machine's own address only: its sign-ins are shown to all.")
