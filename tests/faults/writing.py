"""Readers who write without a pause, and send again what was not answered for, as people do."""

import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.faults.ledger import Ledger, Said
from tests.faults.reader import Answer, Reader, new_key

# Between two tries of the same form.
PAUSE = 0.05


class Writer(threading.Thread):
    """One who writes; each comment is sent with the same key until it is answered for."""

    def __init__(self, reader: Reader, article: str, folder: Path) -> None:
        super().__init__(daemon=True)
        self.reader, self.article = reader, article
        self.ledger = Ledger(folder / f"{reader.handle}.ledger")
        self.answers: Counter[str] = Counter()
        self.odd: list[Answer] = []
        self.acknowledged = 0
        self.over = threading.Event()

    def run(self) -> None:
        number = 0
        while not self.over.is_set():
            number += 1
            self._say(f"{self.reader.handle} says number {number}.", new_key())

    def _say(self, words: str, key: str) -> None:
        self.ledger.sending(words)
        while not self.over.is_set():
            answer = self.reader.say(self.article, words, key)
            self.answers[str(answer.status or answer.trouble)] += 1
            if answer.comment:
                self.ledger.acknowledged(words, answer.comment)
                self.acknowledged += 1
                return
            if answer.status not in (0, 503, 507) or (answer.status == 503 and "retry-after" not in answer.headers):
                self.odd.append(answer)
            time.sleep(PAUSE)


class Crowd:
    """Several of them at once, and how they fared."""

    def __init__(self, readers: Sequence[Reader], article: str, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.writers = [Writer(reader, article, folder) for reader in readers]

    @property
    def acknowledged(self) -> int:
        return sum(writer.acknowledged for writer in self.writers)

    @property
    def answers(self) -> Counter[str]:
        return sum((writer.answers for writer in self.writers), Counter[str]())

    @property
    def odd(self) -> list[str]:
        """Answers that no fault of a machine explains: a 503 without Retry-After, a 500, a 403."""
        return [
            f"{answer.status} at {answer.headers.get('x-request-id', '')}"
            for writer in self.writers
            for answer in writer.odd
        ]

    def said(self) -> Said:
        return Said.read(self.folder)

    def wait_for_more(self, comments: int = 1, within: float = 30.0) -> bool:
        """Until so many more were answered for; False when that took too long."""
        until, wanted = time.monotonic() + within, self.acknowledged + comments
        while self.acknowledged < wanted:
            if time.monotonic() > until:
                return False
            time.sleep(0.005)
        return True


@contextmanager
def writing(readers: Sequence[Reader], article: str, folder: Path) -> Iterator[Crowd]:
    crowd = Crowd(readers, article, folder)
    for writer in crowd.writers:
        writer.start()
    try:
        yield crowd
    finally:
        for writer in crowd.writers:
            writer.over.set()
        for writer in crowd.writers:
            writer.join()
