"""wrk, run and read."""

import json
import re
import resource
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.comparison.asking import HOST, Ask
from tests.bench.comparison.process import Unfit

CONNECTIONS = 16
TIMEOUT = 10  # seconds
MISSING = "wrk is needed to ask often enough, and is not installed: apt-get install wrk"
MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Load:
    """What wrk counted."""

    per_second: float
    p99: float  # ms
    failed: int  # answers that were no success, and connections that broke or waited too long
    busy: float = 0.0  # the share of a core that wrk itself took: near 1, and it is wrk that was measured


def require_wrk() -> str:
    found = shutil.which("wrk")
    if found is None:
        raise Unfit(MISSING)
    return found


def load(port: int, ask: Ask, seconds: float) -> Load:
    """The same question from every connection, again and again."""
    with TemporaryDirectory(prefix="forum-wrk-") as folder:
        script = Path(folder) / "ask.lua"
        script.write_text(lua(ask), encoding="utf-8")
        sizes = ["-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", f"--timeout={TIMEOUT}s"]
        command = [require_wrk(), *sizes, "--latency", "-s", str(script), f"http://{HOST}:{port}{ask.path}"]
        before = _computed_by_children()
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds + 60)
        computed = _computed_by_children() - before
    if done.returncode:
        raise RuntimeError(f"wrk failed: {done.stderr.strip() or done.stdout.strip()}")
    return replace(read(done.stdout), busy=computed / seconds)


def _computed_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def lua(ask: Ask) -> str:
    lines = [f"wrk.method = {_quoted(ask.method)}"]
    lines += [f"wrk.body = {_quoted(ask.body)}"] if ask.body else []
    lines += [f"wrk.headers[{_quoted(name)}] = {_quoted(text)}" for name, text in ask.headers.items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # Lua reads JSON's escapes of quotation marks and backslashes, and has no need of others here.
    return json.dumps(text, ensure_ascii=False)


def read(told: str) -> Load:
    """What stands in wrk's output; ValueError when that is not wrk's."""
    rate = re.search(r"^Requests/sec:\s+([\d.]+)", told, re.MULTILINE)
    p99 = re.search(r"^\s+99%\s+([\d.]+)(us|ms|s|m)\s*$", told, re.MULTILINE)
    if rate is None or p99 is None:
        raise ValueError(f"wrk did not say how fast it was:\n{told}")
    sockets = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", told)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    failed = sum(int(number) for found in (sockets, refused) if found for number in found.groups())
    return Load(float(rate[1]), float(p99[1]) * MILLISECONDS[p99[2]], failed)
