"""The log is written by a thread of its own: nobody waits for it, and what is lost is counted."""

import json
import os
import subprocess
import sys
import threading

from forum.web.logs import Lines

ENDING = """
import os, sys
from forum.web.logs import Lines
lines = Lines(int(sys.argv[1]))
for n in range(int(sys.argv[2])):
    lines.put("x" * 1000)
lines.put("the last words")
"""
FORKING = """
import os
from forum.web.logs import Lines
lines = Lines(1)
lines._writing.acquire()  # as it is while the parent writes
lines.put("of the parent")
child = os.fork()
if child:
    os.waitpid(child, 0)
    lines._writing.release()
else:
    lines.put("of the child")
    lines.flush()
    os._exit(0)
"""


def test_nobody_waits_for_a_collector_that_hangs_and_what_is_lost_is_counted() -> None:
    out_of, into = os.pipe()
    try:
        lines = Lines(into, most=50)
        line = "x" * 1_000
        # A pipe takes 64 kB, then whoever writes into it stands still; here that is the thread of the log.
        for _ in range(1_000):
            lines.put(line, urgent=True)
        assert 0 < lines.dropped < 1_000
        threading.Thread(target=_drain, args=[out_of], daemon=True).start()
        lines.flush()
        dropped = lines.dropped
        lines.put(line)
        lines.flush()
        assert lines.dropped == dropped
    finally:
        os.close(into)


def _drain(descriptor: int) -> None:
    while os.read(descriptor, 65_536):
        pass
    os.close(descriptor)


def test_on_a_full_disk_lines_are_dropped_and_counted() -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        lines = Lines(full)
        for n in range(3):
            lines.put(f"line {n}")
        lines.flush()
        assert lines.dropped == 3
    finally:
        os.close(full)


def test_a_line_that_was_cut_is_ended_before_the_next_one() -> None:
    out_of, into = os.pipe()
    os.set_blocking(into, False)
    lines = Lines(into)
    for n in range(100):
        lines.put(json.dumps({"n": n, "text": "x" * 1_000}))
    lines.flush()
    assert lines.dropped > 0
    read = os.read(out_of, 1_000_000)
    lines.put('{"n":"after"}')
    lines.flush()
    read += os.read(out_of, 1_000_000)
    assert read.endswith(b'x\n{"n":"after"}\n')
    os.close(into)
    os.close(out_of)


def test_a_process_that_ends_writes_its_last_words_and_ends_even_if_nobody_takes_them() -> None:
    for number, taken in ((3, True), (500, False)):
        out_of, into = os.pipe()
        with subprocess.Popen([sys.executable, "-c", ENDING, str(into), str(number)], pass_fds=[into]) as process:
            assert process.wait(30) == 0
        os.close(into)
        with os.fdopen(out_of, "rb") as read:
            assert read.read().endswith(b"the last words\n") == taken


def test_a_process_that_is_forked_has_lines_of_its_own() -> None:
    written = subprocess.run([sys.executable, "-c", FORKING], check=True, timeout=30, stdout=subprocess.PIPE).stdout
    assert written == b"of the child\nof the parent\n"


def writers() -> int:
    return [thread.name for thread in threading.enumerate()].count("log")


def test_the_lines_of_many_at_once_are_all_there_and_by_one_thread() -> None:
    out_of, into = os.pipe()
    lines = Lines(into)
    gate = threading.Barrier(8)

    def put(who: int) -> None:
        gate.wait()
        for n in range(50):
            lines.put(f"{who} {n}")

    before = writers()
    threads = [threading.Thread(target=put, args=[who]) for who in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert writers() == before + 1
    lines.flush()
    os.close(into)
    with os.fdopen(out_of) as read:
        assert sorted(read.read().splitlines()) == sorted(f"{who} {n}" for who in range(8) for n in range(50))
