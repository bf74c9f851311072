"""forum restore: the site as it was, on whichever database; and never over something that is still wanted."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine, create_engine, inspect

from forum.backup.layout import head, migrate
from forum.backup.moment import engine_on
from forum.db import db
from tests.cli.backup.archives import contents
from tests.cli.conftest import Forum


def again(forum: Forum, file: Path) -> Any:
    """What is in the database after a restore, by a backup of it."""
    file.unlink(missing_ok=True)
    made = forum("backup", file)
    assert made.exit_code == 0, made.output
    return contents(file)


def test_every_row_comes_back_as_it_was(made: Path, elsewhere: Forum, tmp_path: Path) -> None:
    restored = elsewhere("restore", made)
    assert restored.exit_code == 0, restored.output
    assert "read back and compared" in restored.stderr
    assert again(elsewhere, tmp_path / "again.zip") == contents(made)
    assert elsewhere("recount", "--check").exit_code == 0
    assert elsewhere("doctor").exit_code == 0


def test_a_site_moves_to_the_other_kind_of_database_and_back(
    made: Path, forum: Forum, elsewhere: Forum, tmp_path: Path
) -> None:
    """From each database to a SQLite file, and from that file to each."""
    small = {"FORUM_DATABASE_URL": f"sqlite:///{tmp_path / 'small.sqlite3'}"}
    assert forum("restore", made, **small).exit_code == 0
    assert forum("recount", "--check", **small).exit_code == 0
    file = tmp_path / "small.zip"
    assert forum("backup", file, **small).exit_code == 0
    assert contents(file) == contents(made)
    moved = elsewhere("restore", file)
    assert moved.exit_code == 0, moved.output
    assert again(elsewhere, tmp_path / "again.zip") == contents(made)
    assert elsewhere("recount", "--check").exit_code == 0


def test_the_schema_is_that_of_the_steps_alone(app: Flask, made: Path, elsewhere: Forum, nowhere_yet: str) -> None:
    """References that were set aside while rows came in are back, by name and with what they do."""
    assert elsewhere("restore", made).exit_code == 0
    engine = create_engine(nowhere_yet)
    assert schema(engine) == schema(db.engine)
    engine.dispose()


def schema(engine: Engine) -> list[str]:
    """Every reference, key and index, in words."""
    found = inspect(engine)
    kinds = (found.get_foreign_keys, found.get_indexes, found.get_unique_constraints)
    rows = [(table, kind(table)) for table in found.get_table_names() for kind in kinds]
    return sorted(f"{table} {_in_words(row)}" for table, all_of_kind in rows for row in all_of_kind)


def _in_words(row: Any) -> str:
    options = {name: str(value) for name, value in (row.get("dialect_options") or {}).items()}
    return str({**row, "dialect_options": options})


def test_what_is_there_is_replaced_only_on_request_and_then_kept_aside(
    made: Path, elsewhere: Forum, nowhere_yet: str, tmp_path: Path
) -> None:
    elsewhere("section", "Football")
    here = again(elsewhere, tmp_path / "before.zip")
    refused = elsewhere("restore", made)
    assert refused.exit_code == 1
    assert "The database holds rows already, so nothing was restored." in refused.stderr
    assert again(elsewhere, tmp_path / "after.zip") == here
    replaced = elsewhere("restore", made, "--replace")
    assert replaced.exit_code == 0, replaced.output
    assert again(elsewhere, tmp_path / "after.zip") == contents(made)
    (aside,) = [*tmp_path.glob("**/*.replaced"), *tmp_path.glob("**/before-restore-*.zip")]
    assert str(aside) in replaced.stderr
    assert aside.stat().st_mode & 0o077 == 0
    if aside.suffix == ".zip":
        assert contents(aside) == here
    else:
        with closing(sqlite3.connect(aside)) as connection:
            assert connection.execute("SELECT name FROM section").fetchall() == [("Football",)]


def test_an_older_database_is_backed_up_as_it_is_and_migrated_when_restored(
    forum: Forum, elsewhere: Forum, tmp_path: Path
) -> None:
    older, file = tmp_path / "older.sqlite3", tmp_path / "older.zip"
    older.touch(mode=0o600)
    with engine_on(f"sqlite:///{older}").begin() as connection:
        migrate(connection, "0001")
        connection.exec_driver_sql("INSERT INTO section (name, closes_after_days) VALUES ('Television', 30)")
    backed_up = forum("backup", file, FORUM_DATABASE_URL=f"sqlite:///{older}")
    assert backed_up.exit_code == 0, backed_up.output
    assert "visit" not in contents(file)  # nothing was migrated for it
    restored = elsewhere("restore", file)
    assert restored.exit_code == 0, restored.output
    assert f"It is of an older version, and is migrated from 0001 to {head()}." in restored.stderr
    assert "close after 30 days" in elsewhere("section", "Television").stdout
    assert f"The tables are those of this version ({head()})." in elsewhere("doctor").stdout


def test_the_secret_key_is_restored_where_the_data_folder_keeps_it(
    made: Path, elsewhere: Forum, tmp_path: Path
) -> None:
    key, of_backup = tmp_path / "elsewhere" / "secret-key", (tmp_path / "secret-key").read_text().strip()
    told = elsewhere("restore", made, FORUM_SECRET_KEY="7e" * 32)
    assert "The secret key stays what the environment says" in told.stderr
    assert not key.exists()
    assert elsewhere("restore", made, "--replace").exit_code == 0
    assert key.read_text().strip() == of_backup
    assert key.stat().st_mode & 0o077 == 0


def test_a_site_that_is_running_is_not_restored_under_its_readers(forum: Forum, made: Path, tmp_path: Path) -> None:
    database = tmp_path / "site.sqlite3"
    there = {"FORUM_DATABASE_URL": f"sqlite:///{database}"}
    forum("restore", made, **there)
    before = database.read_bytes()
    opening = "import sys; files = [open(sys.argv[1]) for _ in 'ab']; print(flush=True); input()"
    serving = [sys.executable, "-c", opening, str(database)]
    with subprocess.Popen(serving, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as site:
        assert site.stdout is not None
        site.stdout.readline()
        refused = forum("restore", made, "--replace", **there)
        assert refused.exit_code == 1
        assert f"The site is running: process {site.pid} has {database} open." in refused.stderr
        site.communicate(b"\n")
    assert database.read_bytes() == before
    assert forum("restore", made, "--replace", **there).exit_code == 0


def test_a_damaged_database_is_the_owners_to_move_away(forum: Forum, made: Path, tmp_path: Path) -> None:
    database = tmp_path / "broken.sqlite3"
    database.write_bytes(b"was a database once" * 1000)
    refused = forum("restore", made, "--replace", FORUM_DATABASE_URL=f"sqlite:///{database}")
    assert refused.exit_code == 1
    assert f"mkdir damaged && mv {database}* damaged/" in refused.stderr
    assert database.read_bytes() == b"was a database once" * 1000
