"""`forum serve` as one that dies: killed in parts or whole, stopped, and started again at the same address."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.serving import READY_WITHIN, free_port

FORUM = [sys.executable, "-c", "from forum.cli.main import main; main()"]
# What Python starts beside the worker to tidy up after it.
_TIDIER = b"resource_tracker"


@dataclass
class Server:
    folder: Path
    settings: dict[str, str]
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    log: Path | None = None  # elsewhere than in the folder

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def environ(self) -> dict[str, str]:
        inherited = {name: text for name, text in os.environ.items() if not name.startswith(("FORUM_", "GRANIAN_"))}
        own = {
            "FORUM_DATA_DIR": str(self.folder),
            "FORUM_RATE_LIMITS": "0",
            "FORUM_HOLD": "open",
            "FORUM_SECOND_FACTOR": "nobody",
        }
        return inherited | own | self.settings

    def start(self) -> float:
        """Serve, unless it does; the seconds until it answers."""
        began = time.monotonic()
        if not self.runs:
            self.port = self.port or free_port()
            with self._log().open("ab") as log:
                command = [*FORUM, "serve", "--port", str(self.port)]
                self.process = subprocess.Popen(command, env=self.environ(), stderr=log, stdout=log)
        self.wait_until_it_answers()
        return time.monotonic() - began

    def answers(self) -> bool:
        with suppress(OSError), urllib.request.urlopen(f"{self.address}/readyz", timeout=5):
            return True
        return False

    def wait_until_it_answers(self) -> None:
        until = time.monotonic() + READY_WITHIN
        while not self.answers():
            if time.monotonic() > until or not self.runs:
                raise RuntimeError(f"the server does not answer; it said:\n{self.said()[-2000:]}")
            time.sleep(0.02)

    def worker(self) -> int:
        """The process that answers, the server's child."""
        assert self.process is not None
        (worker,) = [pid for pid in children_of(self.process.pid) if _TIDIER not in _command(pid)]
        return worker

    def kill_worker(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.worker(), signal.SIGKILL)

    def kill(self) -> None:
        """All at once, without a word of warning."""
        assert self.process is not None
        kill_with_children(self.process)

    def ask_to_stop(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)

    def stop(self) -> None:
        if self.process is None or not self.runs:
            return
        self.ask_to_stop()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()

    def recover(self) -> bool:
        """What stands in for a supervisor: wait for the new worker, or start all again when the server gave up.

        Whether it had to be started again.
        """
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until:
            if not self.runs:
                self.start()
                return True
            if self.answers():
                return False
            time.sleep(0.02)
        raise RuntimeError("the server neither answers nor ends")

    def said(self) -> str:
        return self._log().read_text(errors="replace") if self._log().is_file() else ""

    def _log(self) -> Path:
        return self.log or self.folder / "server.log"


def children_of(pid: int) -> list[int]:
    with suppress(FileNotFoundError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def kill_with_children(process: subprocess.Popen[bytes]) -> None:
    """All at once; returns when nothing of them is left."""
    children = children_of(process.pid)
    for pid in (process.pid, *children):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()
    wait_until_gone(children)


def _command(pid: int) -> bytes:
    with suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def wait_until_gone(pids: list[int]) -> None:
    """Wait until the kernel has taken back all that they held, their locks and their port too."""
    while any(_command(pid) for pid in pids):
        time.sleep(0.005)
