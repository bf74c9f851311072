"""Settings: what is taken, in which spelling, and what is refused in a sentence."""

import stat
from pathlib import Path

import pytest

from forum.config import load
from forum.errors import Invalid

BASE = {"FORUM_SECRET_KEY": "5e" * 32}


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://comments.example", "https://comments.example"),
        ("HTTPS://Comments.Example/", "https://comments.example"),
        ("https://comments.example:443", "https://comments.example"),
        ("https://comments.example:8443", "https://comments.example:8443"),
        ("http://LOCALHOST:80", "http://localhost"),
        ("https://café.example", "https://xn--caf-dma.example"),
        ("http://[0:0::1]:8000", "http://[::1]:8000"),
    ],
)
def test_the_base_url_is_spelled_as_browsers_do(tmp_path: Path, given: str, address: str) -> None:
    assert load({**BASE, "FORUM_DATA_DIR": str(tmp_path), "FORUM_BASE_URL": given}).base_url == address


@pytest.mark.parametrize(
    "given",
    [
        "comments.example",
        "https://",
        "https://comments.example/forum",
        "https://ada@comments.example",
        "https://ada:pw@comments.example",
        "https://comments.example?x=1",
        "https://comments.example#top",
        "https://comments.example:99999",
        "https://comments.example:0",
        "https://com ments.example",
        "https://[::1",
        "https://-–-.example",
        "ftp://comments.example",
    ],
)
def test_what_is_more_or_less_than_an_address_is_refused(tmp_path: Path, given: str) -> None:
    with pytest.raises(Invalid, match="FORUM_BASE_URL must be the site's address"):
        load({**BASE, "FORUM_DATA_DIR": str(tmp_path), "FORUM_BASE_URL": given})


def test_a_relative_database_is_in_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load({**BASE, "FORUM_DATABASE_URL": "sqlite:///mine.db"})
    assert settings.database_url == f"sqlite:///{tmp_path}/mine.db"
    with_options = load({**BASE, "FORUM_DATABASE_URL": f"sqlite:///{tmp_path}/mine.db?timeout=3"})
    assert with_options.database_url == f"sqlite:///{tmp_path}/mine.db?timeout=3"


@pytest.mark.parametrize("url", ["sqlite:///", "sqlite:///:memory:", "sqlite:///nowhere/mine.db", "mysql://host/name"])
def test_a_database_that_would_not_be_there_tomorrow_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Invalid, match="FORUM_DATABASE_URL"):
        load({**BASE, "FORUM_DATABASE_URL": url})


def test_a_new_data_folder_and_its_key_are_their_owners_alone(tmp_path: Path) -> None:
    settings = load({"FORUM_DATA_DIR": str(tmp_path / "var")})
    assert stat.S_IMODE(settings.data_dir.stat().st_mode) == 0o700
    assert stat.S_IMODE((settings.data_dir / "secret-key").stat().st_mode) == 0o600


def test_settings_that_are_printed_tell_no_secret(tmp_path: Path) -> None:
    url = "postgresql://ada:hunter2@127.0.0.1/forum"
    shown = repr(load({**BASE, "FORUM_DATA_DIR": str(tmp_path), "FORUM_DATABASE_URL": url}))
    assert BASE["FORUM_SECRET_KEY"] not in shown
    assert "hunter2" not in shown
