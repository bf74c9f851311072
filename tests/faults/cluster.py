"""A PostgreSQL cluster that can be killed: it waits for its log, so that what it acknowledged survives that."""

import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from pwd import getpwnam

import psycopg

from tests.databases import give_away, programs_of_postgresql, run_as
from tests.faults.server import kill_with_children

# Its processes are killed, not the machine: what was handed to the kernel is kept, so no disk is waited for.
OPTIONS = ["fsync=off", "full_page_writes=off", "synchronous_commit=on", "listen_addresses="]
READY_WITHIN = 60.0


@dataclass
class Cluster:
    """Its first process is our child, so that it is gone for good once it was killed."""

    folder: Path
    user: str | None
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://forum@/postgres?host={self.folder}"

    def start(self) -> None:
        options = [word for option in OPTIONS for word in ("-c", option)]
        command: list[str | Path] = [
            programs_of_postgresql() / "postgres",
            "-D",
            self.folder / "data",
            "-k",
            self.folder,
            *options,
        ]
        with (self.folder / "log").open("ab") as log:
            if self.user is None:
                self.process = subprocess.Popen(command, stderr=log, cwd="/")
            else:
                group = getpwnam(self.user).pw_gid
                self.process = subprocess.Popen(
                    command, stderr=log, cwd="/", user=self.user, group=group, extra_groups=[]
                )
        until = time.monotonic() + READY_WITHIN
        while not self._answers():
            if time.monotonic() > until or self.process.poll() is not None:
                raise RuntimeError(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        with suppress(psycopg.OperationalError), psycopg.connect(self.url.replace("+psycopg", "")):
            return True
        return False

    def kill(self) -> None:
        """Every process of it, without a word of warning."""
        assert self.process is not None
        kill_with_children(self.process)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)  # at once: nobody asks for it any more
            self.process.wait()


_running: dict[str, Cluster] = {}


def cluster_of(url: str) -> Cluster:
    """The cluster behind an address that `cluster` gave out."""
    return _running[url]


@contextmanager
def cluster() -> Iterator[str]:
    """A cluster that only we can reach; it is gone afterwards."""
    programs = programs_of_postgresql()
    with tempfile.TemporaryDirectory(prefix="forum-pg-", ignore_cleanup_errors=True) as folder:
        user = give_away(folder)
        data = Path(folder) / "data"
        run_as(user, programs / "initdb", "-D", data, "-U", "forum", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        started = Cluster(Path(folder), user)
        started.start()
        _running[started.url] = started
        try:
            yield started.url
        finally:
            del _running[started.url]
            started.stop()
