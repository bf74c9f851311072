"""A second site to restore into, with a folder and a database of its own."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.cli.backup.oddities import fill_with_oddities
from tests.cli.conftest import Forum


@pytest.fixture
def elsewhere(forum: Forum, nowhere_yet: str, tmp_path: Path) -> Forum:
    """The command on another database of the same kind, where nothing is yet."""

    def run(*words: object, **settings: str) -> Result:
        there = {"FORUM_DATABASE_URL": nowhere_yet, "FORUM_DATA_DIR": str(tmp_path / "elsewhere")}
        return forum(*words, **{**there, **settings})

    return run


@pytest.fixture
def made(app: Flask, forum_here: Forum, tmp_path: Path) -> Path:
    """A backup of a discussion with everything odd in it."""
    fill_with_oddities()
    file = tmp_path / "made.zip"
    backed_up = forum_here("backup", file)
    assert backed_up.exit_code == 0, backed_up.output
    return file
