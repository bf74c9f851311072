"""F04 to F06: a disk that fails, that is full, or whose log cannot be written."""

import errno
import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.faults.fault import Ground
from tests.faults.figures import Figures
from tests.faults.injecting import TRACEABLE, injected
from tests.faults.ledger import Ledger, Said
from tests.faults.reader import Answer, Reader, new_key
from tests.faults.site import Site

CALLS = ("fdatasync,fsync", "pwrite64")
SIZE = "8m"


def fail_a_call(ground: Ground) -> Figures:
    """F04."""
    # The worker's own connections would be counted among those of who posts.
    site, figures = ground.site("disk", PYTHONPATH=TRACEABLE, FORUM_WORKER="off"), Figures()
    writing = _Writing(site, ground.folder / "f04", "f04")
    failed = left = 0
    for calls in CALLS:
        for n in ground.scale((1, 2, 3, 5), tuple(range(1, 51))):
            worker = site.server.worker()
            with injected(worker, calls, "EIO", str(n), ground.folder / "strace") as disk:
                # Each of the server's threads is counted by itself.
                for _ in range(5 * n + 5):
                    before = _connections(worker, site)
                    status = writing.say().status
                    if disk.times:
                        break
                failed += disk.times
            left += status == 503 and _connections(worker, site) < before
            figures.must(writing.say().status == 303, f"after the {n}th {calls} failed nothing is accepted any more")
    writing.again()
    refused = writing.answers[503]
    figures["calls failed"], figures["answers"], figures["connections left"] = failed, dict(writing.answers), left
    figures.must(failed > 0, "no call failed")
    figures.must(refused > 0, "no request failed")
    figures.must(left == refused, f"{refused - left} connections are kept although the disk failed them")
    figures.must(set(writing.answers) <= {303, 503}, "a failing disk was answered in another way")
    site.reckon(writing.said()).into(figures)
    return figures


def _connections(pid: int, site: Site) -> int:
    """How many times the process has the database open."""
    file = site.server.folder / "forum.sqlite3"
    open_files = [name.readlink() for name in Path(f"/proc/{pid}/fd").iterdir() if name.is_symlink()]
    return open_files.count(file)


def fill_the_disk(ground: Ground) -> Figures:
    """F05."""
    figures, folder = Figures(), ground.folder / "full"
    with ExitStack() as stack:
        small = stack.enter_context(_small_disk(folder))
        figures["disk"] = "tmpfs of 8 MB" if small else "calls that fail with ENOSPC"
        # The site's own log is elsewhere: that it cannot be written is another fault.
        site = ground.site("full", log=ground.folder / "full.log", PYTHONPATH=TRACEABLE)
        stack.callback(site.server.stop)
        writing = _Writing(site, ground.folder / "f05", "f05")
        for _ in range(ground.scale(2, 50)):
            figures.must(writing.say().status == 303, "nothing is accepted with room on the disk")
            with _filled(folder) if small else injected(site.server.worker(), "pwrite64", "ENOSPC", "1+", folder / "s"):
                refused = [writing.say().status for _ in range(3)]
                figures.must(set(refused) <= {503, 507}, f"a full disk is answered {refused}")
                read = {writing.reader.get(writing.article).status, Reader(site.server.address).get("/").status}
                figures.must(read == {200}, f"pages of a full disk: {read}")
        figures.must(writing.say().status == 303, "nothing is accepted after room was made")
        writing.again()
        figures["answers"] = dict(writing.answers)
        site.reckon(writing.said()).into(figures)
        return figures


def fill_the_log(ground: Ground) -> Figures:
    """F06. Every write to the log says that its disk is full."""
    site, figures = ground.site("disk", PYTHONPATH=TRACEABLE), Figures()
    writing = _Writing(site, ground.folder / "f06", "f06")
    log = site.server.folder / "server.log"
    with injected(site.server.worker(), "write,writev", "ENOSPC", "1+", ground.folder / "strace", log) as disk:
        for _ in range(ground.scale(20, 1_000)):
            writing.say()
        missing = Reader(site.server.address).get("/no-such-page").status
        figures["lines refused"] = disk.times
    figures.must(set(writing.answers) == {303}, f"not every comment is accepted: {writing.answers}")
    figures.must(missing == 404, f"a page that is not there is answered {missing}")
    figures.must(disk.times > 0, "nothing was written to the log, so nothing could fail")
    figures["answers"] = dict(writing.answers)
    site.reckon(writing.said()).into(figures)
    return figures


class _Writing:
    """One who writes, and keeps what was not answered for to send it again when the disk is well."""

    def __init__(self, site: Site, folder: Path, slug: str) -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self.article, self.reader = folder, site.article(slug), site.reader(f"writer-{slug}")
        self.ledger = Ledger(folder / "writer.ledger")
        self.answers: Counter[int] = Counter()
        self.unanswered: list[tuple[str, str]] = []

    def say(self) -> Answer:
        words, key = f"{self.reader.handle} says number {self.answers.total()}.", new_key()
        self.ledger.sending(words)
        answer = self.reader.say(self.article, words, key)
        self.answers[answer.status] += 1
        if answer.comment:
            self.ledger.acknowledged(words, answer.comment)
        else:
            self.unanswered.append((words, key))
        return answer

    def again(self) -> None:
        for words, key in self.unanswered:
            comment = self.reader.say(self.article, words, key).comment
            if comment:
                self.ledger.acknowledged(words, comment)

    def said(self) -> Said:
        return Said.read(self.folder)


@contextmanager
def _small_disk(folder: Path) -> Iterator[bool]:
    """A disk of its own for the folder, where we may mount one: whether we may."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "forum-faults", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(command, stderr=subprocess.DEVNULL).returncode == 0
    yield mounted
    if mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def _filled(folder: Path) -> Iterator[None]:
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError as error:
            assert error.errno == errno.ENOSPC
    yield
    filler.unlink()
