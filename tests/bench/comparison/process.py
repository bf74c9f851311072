"""A server on a core of its own: started, watched and stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from tests.bench.comparison.asking import HOST, Ask, once

SERVERS_CORE = 0
READY_WITHIN, STOPPED_WITHIN = 60.0, 5.0  # seconds
TICKS = os.sysconf("SC_CLK_TCK")


class Unfit(Exception):
    """Why nothing can be measured on this machine."""


@dataclass(frozen=True)
class Program:
    """What is started, and what it answers with success once it is ready."""

    command: Sequence[str]
    environ: Mapping[str, str]
    folder: Path  # where it runs; its log is kept there
    port: int
    ready: Ask
    pinned: bool = True  # to the core of the servers; else it runs beside whoever asks


@dataclass(frozen=True)
class Running:
    port: int
    pid: int
    ready_after: float  # seconds


def leave_a_core() -> None:
    """From here on we, and whom we start to ask, leave one core to the server."""
    cores = os.sched_getaffinity(0)
    if len(cores) < 2 or SERVERS_CORE not in cores:
        raise Unfit("Two cores are needed: one for the server, one for whoever asks.")
    os.sched_setaffinity(0, cores - {SERVERS_CORE})


def stop_with_all() -> None:
    """Who ends us, ends all that we have started: SIGTERM unwinds us as Ctrl+C does."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind((HOST, 0))
        port: int = asked.getsockname()[1]
        return port


@contextmanager
def running(program: Program) -> Iterator[Running]:
    """The server on its core, and in a group of its own, so that nothing of it stays."""
    log = program.folder / "server.log"
    command = [*(["taskset", "-c", str(SERVERS_CORE)] if program.pinned else []), *program.command]
    begin = time.perf_counter()
    with log.open("ab") as out:
        server = subprocess.Popen(
            command, env=program.environ, cwd=program.folder, stdout=out, stderr=out, start_new_session=True
        )
    try:
        _wait(program, server, log)
        yield Running(program.port, server.pid, time.perf_counter() - begin)
    finally:
        _stop(server)


def _wait(program: Program, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError, HTTPException):
            if once(program.port, program.ready).status == 200:
                return
        time.sleep(0.01)
    raise RuntimeError(f"{program.command[0]} did not start:\n{log.read_text(errors='replace')[-4000:]}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    with suppress(subprocess.TimeoutExpired):
        server.wait(STOPPED_WITHIN)
    # What computes an answer that nobody waits for any more does not listen; its workers are of the same group.
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def memory(pid: int) -> float:
    """Megabytes of all its processes; what they share is counted once (PSS)."""
    total = 0
    for each in _family(pid):
        lines = Path(f"/proc/{each}/smaps_rollup").read_text(encoding="ascii").splitlines()
        total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total * 1024 / 1e6


def computed(pid: int) -> float:
    """Seconds of a core that all its processes have used until now."""
    total = 0
    for each in _family(pid):
        # After the name, which may hold anything, the third is the state; utime and stime are the 14th and 15th.
        fields = Path(f"/proc/{each}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def _family(pid: int) -> Sequence[int]:
    """The process and all that descend from it."""
    family = [pid]
    for parent in family:
        for thread in Path(f"/proc/{parent}/task").iterdir():
            family += [int(child) for child in (thread / "children").read_text(encoding="ascii").split()]
    return family
