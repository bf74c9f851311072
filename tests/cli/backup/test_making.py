"""forum backup: all of the site, as it was at one moment, for its owner alone."""

import fcntl
import os
import stat
import zipfile
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import inspect, text

from forum import clock
from forum.articles.models import Article
from forum.db import Base, db
from tests.cli.backup.archives import contents
from tests.cli.conftest import Forum


def test_every_table_is_in_it(made: Path) -> None:
    tables = contents(made)
    assert tables.keys() == Base.metadata.tables.keys()
    # A table that nobody has thought of when this fills the database would go untested here.
    assert [name for name, table in tables.items() if table.rows == 0] == []


def test_no_table_counts_its_own_ids(app: Flask) -> None:
    """A sequence would have to be set after a restore: nothing does that, since ids are made by the application."""
    if db.engine.dialect.name == "postgresql":
        assert inspect(db.engine).get_sequence_names() == []


def test_it_is_its_owners_alone_and_its_name_is_printed(forum_here: Forum, article: Article, tmp_path: Path) -> None:
    backed_up = forum_here("backup")
    assert backed_up.exit_code == 0, backed_up.output
    (file,) = (tmp_path / "backups").glob("*.zip")
    assert backed_up.stdout == f"{file}\n"
    assert "1 rows of" in backed_up.stderr
    assert [stat.S_IMODE(path.stat().st_mode) for path in (file, file.parent)] == [0o600, 0o700]
    # Nothing else is left: no copy of the database, no draft.
    assert sorted(path.name for path in file.parent.iterdir()) == [".lock", file.name]


def test_no_file_is_ever_overwritten(forum_here: Forum, article: Article, tmp_path: Path) -> None:
    file = tmp_path / "kept.zip"
    file.write_text("the only photograph of somebody's grandmother")
    refused = forum_here("backup", file)
    assert refused.exit_code == 1
    assert f"{file} exists, and no backup is ever overwritten." in refused.stderr
    assert file.read_text() == "the only photograph of somebody's grandmother"
    assert "There is no folder" in forum_here("backup", tmp_path / "nowhere" / "a.zip").stderr


def test_a_site_without_a_database_has_nothing_to_back_up(forum: Forum, tmp_path: Path) -> None:
    refused = forum("backup", tmp_path / "a.zip")
    assert refused.exit_code == 1
    assert f"There is no database {tmp_path / 'forum.sqlite3'} to back up." in refused.stderr
    assert not (tmp_path / "forum.sqlite3").exists()
    assert not (tmp_path / "a.zip").exists()


def test_the_secret_key_comes_along_only_when_the_data_folder_keeps_it(
    forum_here: Forum, article: Article, tmp_path: Path
) -> None:
    (tmp_path / "demo-sign-ins.json").write_text("{}")
    kept, given = tmp_path / "kept.zip", tmp_path / "given.zip"
    assert forum_here("backup", kept).exit_code == 0
    assert forum_here("backup", given, FORUM_SECRET_KEY="7e" * 32).exit_code == 0
    with zipfile.ZipFile(kept) as archive:
        assert archive.read("secret-key").decode().strip() == (tmp_path / "secret-key").read_text().strip()
        assert not [name for name in archive.namelist() if "sign-ins" in name]
    with zipfile.ZipFile(given) as archive:
        assert "secret-key" not in archive.namelist()


def test_a_newer_database_is_not_ours_to_read(forum_here: Forum, article: Article, tmp_path: Path) -> None:
    refused = _at_revision("9999", forum_here, tmp_path / "newer.zip")
    assert "The database is at 9999, which a newer version made. Back it up by that version." in refused
    assert not (tmp_path / "newer.zip").exists()


def _at_revision(revision: str, forum_here: Forum, file: Path) -> str:
    db.session.commit()
    before = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    move = text("UPDATE alembic_version SET version_num = :to")
    db.session.execute(move, {"to": revision})
    said = forum_here("backup", file).stderr
    db.session.execute(move, {"to": before})
    db.session.commit()
    return said


def test_one_works_at_a_time_and_what_a_killed_one_left_is_removed(
    forum_here: Forum, article: Article, tmp_path: Path
) -> None:
    left = tmp_path / "backups" / ".working" / "copy.sqlite3"
    left.parent.mkdir(parents=True)
    draft = tmp_path / "backups" / ".forum-2026-03-01-031500.zip.part"
    for file in (left, draft):
        file.write_text("of a backup that was killed")
    with (tmp_path / "backups" / ".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        assert "Another backup or restore is at work here." in forum_here("backup").stderr
        assert left.exists()
    assert forum_here("backup").exit_code == 0
    assert not left.parent.exists()
    assert not draft.exists()


def test_a_damaged_database_is_not_called_backed_up(forum: Forum, tmp_path: Path) -> None:
    forum("section", "Television")
    database = tmp_path / "forum.sqlite3"
    size = database.stat().st_size
    with database.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size - 4096))
    refused = forum("backup", tmp_path / "a.zip")
    assert refused.exit_code == 1
    assert "damaged" in refused.stderr or "malformed" in refused.stderr
    assert not (tmp_path / "a.zip").exists()


def test_the_doctor_misses_a_backup_and_notes_an_old_one(forum: Forum, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    assert f"note   There is no backup in {folder}. Make one every night: forum backup" in forum("doctor").stdout
    assert forum("backup").exit_code == 0
    assert f"ok     The newest backup in {folder} is 0 days old." in forum("doctor").stdout
    (file,) = folder.glob("*.zip")
    old = (clock.now() - timedelta(days=9)).timestamp()
    os.utime(file, (old, old))
    assert f"note   The newest backup in {folder} is 9 days old." in forum("doctor").stdout
