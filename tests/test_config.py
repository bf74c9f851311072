"""Settings: what is taken, in which spelling, and what is refused in a sentence."""

import stat
from pathlib import Path

import pytest

from forum.config import MarkNew, load
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


def test_feeds_keep_the_host_that_they_began_with(tmp_path: Path) -> None:
    given = {**BASE, "FORUM_DATA_DIR": str(tmp_path)}
    assert load(given).tag_host is None
    assert load({**given, "FORUM_TAG_HOST": "Café.example"}).tag_host == "xn--caf-dma.example"
    for wrong in ("https://café.example", "a b", "[::1"):
        with pytest.raises(Invalid, match=r"FORUM_TAG_HOST is .* must be a host alone"):
            load({**given, "FORUM_TAG_HOST": wrong})


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


def test_who_is_shown_what_is_new_is_one_of_three(tmp_path: Path) -> None:
    here = {**BASE, "FORUM_DATA_DIR": str(tmp_path)}
    assert load(here).mark_new == MarkNew.EVERYONE
    assert load({**here, "FORUM_MARK_NEW": "members"}).mark_new == MarkNew.MEMBERS
    with pytest.raises(Invalid, match="FORUM_MARK_NEW is 'all'; it must be everyone, members or nobody"):
        load({**here, "FORUM_MARK_NEW": "all"})


def test_whose_comments_wait_is_one_of_three(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="FORUM_HOLD is 'some'; it must be open, first or all"):
        load({**BASE, "FORUM_DATA_DIR": str(tmp_path), "FORUM_HOLD": "some"})


def test_settings_that_are_printed_tell_no_secret(tmp_path: Path) -> None:
    url = "postgresql://ada:hunter2@127.0.0.1/forum"
    shown = repr(load({**BASE, "FORUM_DATA_DIR": str(tmp_path), "FORUM_DATABASE_URL": url}))
    assert BASE["FORUM_SECRET_KEY"] not in shown
    assert "hunter2" not in shown


def test_proxies_are_addresses_and_networks(tmp_path: Path) -> None:
    here = {**BASE, "FORUM_DATA_DIR": str(tmp_path)}
    assert load(here).proxies == ()
    given = load({**here, "FORUM_PROXIES": "127.0.0.1, 10.0.0.0/8,2001:db8::/32,"}).proxies
    assert [str(network) for network in given] == ["127.0.0.1/32", "10.0.0.0/8", "2001:db8::/32"]


@pytest.mark.parametrize("given", ["proxy", "10.0.0.1/8", "1.2.3.4 5.6.7.8", "1.2.3.4:80", "*", "1.2.3.0/33"])
def test_what_is_no_network_is_refused(tmp_path: Path, given: str) -> None:
    with pytest.raises(Invalid, match="FORUM_PROXIES must be addresses or networks"):
        load({**BASE, "FORUM_DATA_DIR": str(tmp_path), "FORUM_PROXIES": given})


def test_rate_limits_are_on_unless_they_are_ended(tmp_path: Path) -> None:
    here = {**BASE, "FORUM_DATA_DIR": str(tmp_path)}
    assert load(here).rate_limits
    assert not load({**here, "FORUM_RATE_LIMITS": "0"}).rate_limits
