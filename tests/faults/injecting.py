"""What the kernel says no to: system calls of a running process that fail as if the disk had."""

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.databases import missing

ATTACHED_WITHIN = 10.0
# For the environment of a server whose calls are to fail.
TRACEABLE = str(Path(__file__).parent / "traceable")


@dataclass(frozen=True)
class Injected:
    """What strace wrote down."""

    file: Path

    @property
    def times(self) -> int:
        return self.file.read_text(errors="replace").count("(INJECTED)") if self.file.exists() else 0


@contextmanager
def injected(pid: int, calls: str, error: str, when: str, file: Path, only: Path | None = None) -> Iterator[Injected]:
    """Inside the block those calls of the process fail (those on the file `only`, when there is one).

    `when` counts them for each of its threads by itself.
    """
    if shutil.which("strace") is None:
        missing("strace is not installed, so no error of the disk is tried: apt-get install strace")
    inject = f"inject={calls}:error={error}:when={when}"
    where = ["-P", str(only)] if only else []
    command = ["strace", "-f", *where, "-p", str(pid), "-e", f"trace={calls}", "-e", inject, "-o", str(file)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as strace:
        try:
            _wait_until_attached(pid, strace)
            yield Injected(file)
        finally:
            strace.send_signal(signal.SIGINT)
            strace.communicate()


def _wait_until_attached(pid: int, strace: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + ATTACHED_WITHIN
    while not all(_is_traced(task) for task in Path(f"/proc/{pid}/task").iterdir()):
        if strace.poll() is not None or time.monotonic() > until:
            missing("strace may not look into a process here (ptrace), so no error of the disk is tried")
        time.sleep(0.01)


def _is_traced(task: Path) -> bool:
    try:
        return "TracerPid:\t0\n" not in (task / "status").read_text()
    except FileNotFoundError:
        return True  # a thread that has ended meanwhile
