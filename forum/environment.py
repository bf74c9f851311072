"""One variable of the environment at a time: what it says, or a sentence that names it and says what to mend."""

import re
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from forum.errors import Invalid

# What a key needs so that guessing it is hopeless: 128 bits, written in hexadecimal.
SECRET_KEY_LENGTH = 32
Choice = TypeVar("Choice", bound=StrEnum)
Parsed = TypeVar("Parsed")


def read(environ: Mapping[str, str], name: str) -> str | None:
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


def kept_secret(path: Path) -> str:
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


def database_url(given: str | None, data_dir: Path) -> str:
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


def if_given(parse: Callable[[str], Parsed], given: str | None) -> Parsed | None:
    return None if given is None else parse(given)


def choice(kind: type[Choice], name: str, given: str) -> Choice:
    try:
        return kind(given)
    except ValueError:
        *others, last = kind
        raise Invalid(f"FORUM_{name} is {given!r}; it must be {', '.join(others)} or {last}.") from None


def number(given: str, name: str) -> int:
    if not given.isascii() or not given.isdigit():
        raise Invalid(f"FORUM_{name} is {given!r}; it must be a whole number.")
    return int(given)
