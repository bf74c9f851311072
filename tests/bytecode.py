"""What Python compiles of our modules, kept for the processes that tests start: servers, workers, commands.

Where the environment forbids to write any, each of hundreds of processes would compile all of it anew, which takes
longer than what the test waits for. It is kept beside what pytest keeps of a run, and goes with that.
"""

import os
from collections.abc import MutableMapping

import pytest

FORBIDDEN, ELSEWHERE = "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"


def keep_bytecode(config: pytest.Config, environ: MutableMapping[str, str] = os.environ) -> None:
    """Before pytest's own workers begin, so that all of them share the one folder."""
    if environ.pop(FORBIDDEN, None):
        environ[ELSEWHERE] = str(config.rootpath / ".pytest_cache" / "bytecode")
