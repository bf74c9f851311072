"""The worker: follows up what is due, then sleeps until somebody nudges it or a second has gone by.

It runs in threads of `forum serve`'s own process, which costs no memory, or as `forum worker` on its own.
"""

import logging
import threading
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy.exc import SQLAlchemyError

from forum import clock
from forum.outbox.dispatch import Handlers, Task, dispatch_next, run_chore
from forum.outbox.record import NUDGE

log = logging.getLogger(__name__)

# While one conversation with a slow server drags on, something else can be done.
LANES = 2
# How soon what another process recorded is seen; and how long a database that does not answer is left alone. Seconds.
LOOK_EVERY, PAUSE = 1.0, 5.0
# How long a process that is told to stop waits for a conversation to end, in seconds: `forum serve` gives it ten.
STOP_WITHIN = 8.0


class Site(Protocol):
    def app_context(self) -> AbstractContextManager[Any]: ...


@dataclass(frozen=True)
class Chore:
    """What the clock sets off, rather than a fact."""

    every: timedelta
    do: Task


@dataclass
class Worker:
    """Threads that follow up facts until they are told to stop."""

    site: Site
    handlers: Handlers
    chores: Sequence[Chore] = ()
    _stopping: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _done: dict[int, datetime] = field(default_factory=dict)

    def start(self) -> None:
        for number in range(LANES):
            thread = threading.Thread(target=self._work, args=(number == 0,), name=f"outbox-{number}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopping.set()
        NUDGE.set()

    def join(self, within: float = STOP_WITHIN) -> None:
        """Wait for what is under way. What does not end in time is gone on with as if we had died."""
        until = time.monotonic() + within
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def run_chores(self) -> None:
        for place, chore in enumerate(self.chores):
            if place not in self._done or clock.now() - self._done[place] >= chore.every:
                self._done[place] = clock.now()
                while run_chore(chore.do) and not self._stopping.is_set():
                    pass

    def _work(self, with_chores: bool) -> None:
        while not self._stopping.is_set():
            if self.go_once(with_chores):
                continue
            NUDGE.wait(LOOK_EVERY)
            if not self._stopping.is_set():  # or the other lane would sleep through the end
                NUDGE.clear()

    def go_once(self, with_chores: bool) -> bool:
        """Whether there was something to do."""
        try:
            with self.site.app_context():
                if with_chores:  # first: however busy the outbox is, the clock has its turn
                    self.run_chores()
                if dispatch_next(self.handlers):
                    NUDGE.set()  # there may be more: the other lane can take it
                    return True
        except SQLAlchemyError as error:
            # What is under way is due again when its lease ends: nothing is lost.
            log.warning("the worker waits for the database: %s", getattr(error, "orig", None) or type(error).__name__)
            self._stopping.wait(PAUSE)
        except Exception:
            log.exception("the worker stumbled, and goes on")
            self._stopping.wait(PAUSE)
        return False


def start_in_background(site: Site, handlers: Handlers, chores: Sequence[Chore] = ()) -> Worker:
    """Follow up facts as long as this process lives; when it is told to stop, it finishes what is under way."""
    worker = Worker(site, handlers, chores)
    worker.start()

    def finish() -> None:
        threading.main_thread().join()
        worker.stop()
        worker.join()

    # Not registered at exit, which a process that a server forked does not run. But each waits for such a thread.
    threading.Thread(target=finish, name="outbox-end", daemon=False).start()
    return worker
