"""The files of tests stand in memory where there is room: what is written to a database is flushed at every commit.

No test looks at what a disk keeps when the power fails; what a killed process has written is kept in memory as well.
"""

import shutil
import tempfile
from pathlib import Path

import pytest

MEMORY, ROOM = Path("/dev/shm"), 4 * 1024**3
_OURS: pytest.StashKey[Path] = pytest.StashKey()


def stand_in_memory(config: pytest.Config) -> None:
    """Unless somebody said where; in parallel runs the workers stand in folders of that one."""
    if config.option.basetemp or hasattr(config, "workerinput"):
        return
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        config.stash[_OURS] = Path(tempfile.mkdtemp(prefix="forum-tests-", dir=MEMORY))
        config.option.basetemp = str(config.stash[_OURS] / "run")


def leave_memory(config: pytest.Config) -> None:
    if _OURS in config.stash:
        shutil.rmtree(config.stash[_OURS], ignore_errors=True)
