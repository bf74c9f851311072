"""Settings: read once from the environment, never changed afterwards."""

import os
import re
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.headerregistry import Address
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from forum.errors import Invalid
from forum.hosts import MailServer, Network, is_loopback, mail_sender, mail_server, networks, site_address

# What a key needs so that guessing it is hopeless: 128 bits, written in hexadecimal.
SECRET_KEY_LENGTH = 32
TOKEN_LENGTH = 16
Choice = TypeVar("Choice", bound=StrEnum)
Parsed = TypeVar("Parsed")


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


class SecondFactor(StrEnum):
    """Who may only act with a second factor."""

    STAFF = "staff"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Settings:
    """Every setting of the site; each is described in the README under the name FORUM_<NAME>."""

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
    old_secret_keys: tuple[str, ...] = field(repr=False)

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
    data_dir = Path(_read(environ, "DATA_DIR") or "var").resolve()
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings = Settings(
        data_dir=data_dir,
        database_url=_database_url(_read(environ, "DATABASE_URL"), data_dir),
        base_url=site_address(_read(environ, "BASE_URL") or "http://localhost:8000"),
        secret_key=_read(environ, "SECRET_KEY") or _kept_secret(data_dir / "secret-key"),
        site_name=_read(environ, "SITE_NAME") or "Forum",
        hold=_choice(Hold, "HOLD", _read(environ, "HOLD") or Hold.OPEN),
        mark_new=_choice(MarkNew, "MARK_NEW", _read(environ, "MARK_NEW") or MarkNew.EVERYONE),
        demo=_read(environ, "DEMO") == "1",
        rate_limits=_read(environ, "RATE_LIMITS") != "0",
        proxies=networks(_read(environ, "PROXIES") or ""),
        page_cache_mb=_number(_read(environ, "PAGE_CACHE_MB") or "32", "PAGE_CACHE_MB"),
        log=_choice(Log, "LOG", _read(environ, "LOG") or Log.REQUESTS),
        metrics_token=_read(environ, "METRICS_TOKEN"),
        mail_url=_if_given(mail_server, _read(environ, "MAIL_URL")),
        mail_from=_if_given(mail_sender, _read(environ, "MAIL_FROM")),
        worker=_choice(Worker, "WORKER", _read(environ, "WORKER") or Worker.ON),
        guests=_read(environ, "GUESTS") == "1",
        second_factor=_second_factor(environ),
        old_secret_keys=tuple((_read(environ, "OLD_SECRET_KEYS") or "").split()),
    )
    _refuse_unsafe(settings)
    return settings


def _read(environ: Mapping[str, str], name: str) -> str | None:
    """FORUM_<name>, or what stands in the file that FORUM_<name>_FILE names (as container secrets do)."""
    direct, file = environ.get(f"FORUM_{name}"), environ.get(f"FORUM_{name}_FILE")
    if direct and file:
        raise Invalid(f"FORUM_{name} and FORUM_{name}_FILE are both set. Keep one of them.")
    if not file:
        return direct or None
    try:
        return Path(file).read_text(encoding="utf-8").strip() or None
    except OSError as error:
        raise Invalid(f"FORUM_{name}_FILE names {file}, which cannot be read: {error.strerror}.") from error


def _kept_secret(path: Path) -> str:
    """The key kept in the data folder; made at the first start, readable by its owner alone."""
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(SECRET_KEY_LENGTH), encoding="ascii")
        # Two processes may start at once: whoever links first has made the key, and both read that one.
        with suppress(FileExistsError):
            path.hardlink_to(fresh)
        fresh.unlink()
    return path.read_text(encoding="ascii").strip()


def _database_url(given: str | None, data_dir: Path) -> str:
    if given is None:
        return f"sqlite:///{data_dir / 'forum.sqlite3'}"
    # The driver's name is ours to know: owners paste the address that their provider shows.
    url = re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", given)
    if not url.startswith(("postgresql+psycopg://", "sqlite:///")):
        raise Invalid("FORUM_DATABASE_URL must begin with postgresql:// or sqlite:///.")
    return _sqlite_url(url) if url.startswith("sqlite:///") else url


def _sqlite_url(url: str) -> str:
    """With the whole path: a relative one is meant from where the command is given, as every path is."""
    file, mark, options = url.removeprefix("sqlite:///").partition("?")
    if not file or file.startswith((":", "file:")):
        raise Invalid("FORUM_DATABASE_URL must name a file, as sqlite:////srv/forum/forum.sqlite3.")
    path = Path(file).resolve()
    if not path.parent.is_dir():
        raise Invalid(f"FORUM_DATABASE_URL names a file in {path.parent}, which is no folder. Make it first.")
    return f"sqlite:///{path}{mark}{options}"


def _if_given(parse: Callable[[str], Parsed], given: str | None) -> Parsed | None:
    return None if given is None else parse(given)


def _choice(kind: type[Choice], name: str, given: str) -> Choice:
    try:
        return kind(given)
    except ValueError:
        *others, last = kind
        raise Invalid(f"FORUM_{name} is {given!r}; it must be {', '.join(others)} or {last}.") from None


def _second_factor(environ: Mapping[str, str]) -> SecondFactor:
    """The demonstration's staff is there to be tried out, by whoever started it."""
    default = SecondFactor.NOBODY if _read(environ, "DEMO") == "1" else SecondFactor.STAFF
    return _choice(SecondFactor, "SECOND_FACTOR", _read(environ, "SECOND_FACTOR") or default)


def _number(given: str, name: str) -> int:
    if not given.isascii() or not given.isdigit():
        raise Invalid(f"FORUM_{name} is {given!r}; it must be a whole number.")
    return int(given)


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
