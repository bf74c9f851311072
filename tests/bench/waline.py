"""Waline as it comes from npm, in a folder of its own, with our comments in its database.

Installed and run as its page on hosting it oneself says: one command, and `vanilla.js` by node. Its documentation
gives SQLite users a file with the tables ready made; the same tables are made here, with no index, as there.
"""

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.isso import Said

VERSION = "1.39.3"
# The second is its script and style sheet for the page: of interest for their size alone.
WANTED = [f"@waline/vercel@{VERSION}", "@waline/client@3.15.2"]
HOME = Path(".npm-waline")
# Its driver of SQLite is compiled where there is none ready made.
INSTALLED_WITHIN = 900  # seconds
SERVER = Path("node_modules/@waline/vercel/vanilla.js")
CLIENT = Path("node_modules/@waline/client/dist")
COMMENTS = (
    "user_id INTEGER, comment TEXT, insertedAt DATETIME, ip TEXT, link TEXT, mail TEXT, nick TEXT, rid INTEGER,"
    ' pid INTEGER, sticky NUMERIC, status TEXT NOT NULL, "like" INTEGER, ua TEXT, url TEXT, createdAt DATETIME,'
    " updatedAt DATETIME"
)
PEOPLE = (
    "display_name TEXT, email TEXT, password TEXT, type TEXT, label TEXT, github TEXT, twitter TEXT, facebook TEXT,"
    ' google TEXT, weibo TEXT, qq TEXT, oidc TEXT, huawei TEXT, "2fa" TEXT, avatar TEXT, url TEXT,'
    " createdAt DATETIME, updatedAt DATETIME"
)
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class NotInstalled(Exception):
    """Why Waline could not be installed."""


def install() -> Path:
    """The folder that Waline is in, made once."""
    stamp, pinned = HOME / "installed", "\n".join(WANTED)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == pinned:
        return HOME.resolve()
    npm = shutil.which("npm")
    if npm is None:
        raise NotInstalled("npm is not installed: apt-get install npm")
    HOME.mkdir(exist_ok=True)
    (HOME / ".gitignore").write_text("*\n", encoding="utf-8")
    (HOME / "package.json").write_text(json.dumps({"private": True}), encoding="utf-8")
    _run([npm, "install", "--no-audit", "--no-fund", *WANTED])
    stamp.write_text(pinned, encoding="utf-8")
    return HOME.resolve()


def _run(command: Sequence[str]) -> None:
    environ = {**os.environ, "npm_config_update_notifier": "false"}
    try:
        done = subprocess.run(
            command, cwd=HOME, env=environ, capture_output=True, text=True, timeout=INSTALLED_WITHIN, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotInstalled(str(error)) from error
    if done.returncode:
        raise NotInstalled((done.stderr.strip().splitlines() or [f"status {done.returncode}"])[-1])


def make_tables(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        for name, columns in (("wl_Comment", COMMENTS), ("wl_Users", PEOPLE)):
            connection.execute(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY AUTOINCREMENT, {columns})")


def fill(database: Path, path: str, said: Iterable[Said]) -> None:
    """Rows as its own form leaves them; whom a reply answers is known by the one at the top of its branch alone."""
    columns = 'id, comment, insertedAt, ip, link, mail, nick, rid, pid, status, "like", ua, url, createdAt, updatedAt'
    rows = (
        (
            *(each.id, each.text, _moment(each.at), "127.0.0.1", "", each.email, each.author, each.parent, each.parent),
            *("approved", each.likes, BROWSER, path, _moment(each.at), _moment(each.at)),
        )
        for each in said
    )
    with closing(sqlite3.connect(database)) as connection, connection:
        places = ", ".join("?" * len(columns.split(", ")))
        connection.executemany(f"INSERT INTO wl_Comment ({columns}) VALUES ({places})", rows)


def _moment(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%S}"
