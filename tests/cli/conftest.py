"""A terminal in a folder of its own, with nothing of ours in its environment but what a test sets."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from forum.cli.main import main
from forum.db import db

Forum = Callable[..., Result]


@pytest.fixture
def forum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Forum:
    """The command: `forum("article", "add", path, FORUM_HOLD="all")`, its data in `tmp_path`."""
    for name in os.environ:
        if name.startswith("FORUM_"):
            monkeypatch.delenv(name)

    def run(*words: object, **settings: str) -> Result:
        environ = {"FORUM_DATA_DIR": str(tmp_path), **settings}
        return CliRunner().invoke(main, [str(word) for word in words], env=environ)

    return run


@pytest.fixture
def forum_here(app: Flask, forum: Forum) -> Forum:
    """The same on the database of `app`, hence on each database in turn."""
    here = {"FORUM_DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"]}

    def run(*words: object, **settings: str) -> Result:
        # What the test has done so far is to be seen; what it has loaded is to be read anew.
        db.session.commit()
        return forum(*words, **here, **settings)

    return run
