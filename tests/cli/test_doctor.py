"""forum doctor finds what is wrong, says what to do, and tells no secret."""

from pathlib import Path

from sqlalchemy import create_engine, text

from forum.cli import checks
from forum.cli.checks import Level
from tests.cli.conftest import Forum


def test_a_new_site_has_no_fault_and_lacks_an_admin(forum: Forum) -> None:
    looked = forum("doctor")
    assert looked.exit_code == 0, looked.output
    assert "fault " not in looked.stdout
    assert "note   There is no admin yet. Make one: forum person admin EMAIL" in looked.stdout
    forum("person", "admin", "ines@example.org")
    assert "ok     There is an admin." in forum("doctor").stdout


def test_the_tables_are_looked_at_on_both_databases(forum_here: Forum) -> None:
    looked = forum_here("doctor")
    assert looked.exit_code == 0, looked.output
    assert "The tables are those of this version" in looked.stdout


def test_a_mistyped_setting_is_found(forum: Forum) -> None:
    looked = forum("doctor", FORUM_BASEURL="https://forum.example", FORUM_SECRET_KEYFILE="key")
    assert "FORUM_BASEURL is no setting of this site. Is FORUM_BASE_URL meant?" in looked.stdout
    assert "Is FORUM_SECRET_KEY_FILE meant?" in looked.stdout
    assert looked.exit_code == 0


def test_a_setting_that_cannot_be_taken_is_a_fault(forum: Forum) -> None:
    looked = forum("doctor", FORUM_HOLD="everybody")
    assert looked.exit_code == 1
    assert "fault  FORUM_HOLD is 'everybody'; it must be open, first or all." in looked.stdout


def test_a_key_that_others_can_read_is_a_fault_and_is_not_shown(forum: Forum, tmp_path: Path) -> None:
    forum("doctor")
    key = tmp_path / "secret-key"
    key.chmod(0o644)
    looked = forum("doctor")
    assert looked.exit_code == 1
    assert f"chmod 600 {key}" in looked.stdout
    assert key.read_text() not in looked.output


def test_what_others_can_read_is_noted(forum: Forum, tmp_path: Path) -> None:
    forum("doctor")
    assert "can be read by others" not in forum("doctor").stdout
    database = tmp_path / "forum.sqlite3"
    database.chmod(0o640)
    tmp_path.chmod(0o755)
    looked = forum("doctor")
    assert looked.exit_code == 0
    assert f"note   The data folder {tmp_path} can be read by others. Run: chmod 700 {tmp_path}" in looked.stdout
    assert f"chmod 600 {database}" in looked.stdout


def test_a_database_that_does_not_answer_is_a_fault_without_its_password(forum: Forum) -> None:
    looked = forum("doctor", FORUM_DATABASE_URL="postgresql://ada:hunter2@127.0.0.1:1/forum")
    assert looked.exit_code == 1
    assert "fault  The database does not answer" in looked.stdout
    assert "hunter2" not in looked.output


def test_an_older_database_is_told_of_and_left_as_it_is(forum: Forum, tmp_path: Path) -> None:
    forum("doctor")
    engine = create_engine(f"sqlite:///{tmp_path / 'forum.sqlite3'}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    looked = forum("doctor")
    assert looked.exit_code == 1
    assert "The database is at 0000" in looked.stdout
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "0000"


def test_limits_that_are_off_or_shared_by_all_are_noted(forum: Forum) -> None:
    assert "ok     How often one may post or register is limited." in forum("doctor").stdout
    assert "note   Nothing limits how often one may post" in forum("doctor", FORUM_RATE_LIMITS="0").stdout
    public = {"FORUM_BASE_URL": "https://comments.example"}
    assert "note   Behind a proxy every signed-out reader shares one limit" in forum("doctor", **public).stdout
    assert "shares one limit" not in forum("doctor", **public, FORUM_PROXIES="10.0.0.1").stdout


def test_an_old_python_is_a_fault() -> None:
    assert [finding.level for finding in checks.versions((3, 10, 4))] == [Level.FAULT]
