"""forum worker."""

import signal
import threading

import click

from forum.app import served
from forum.cli.opening import say, sentences
from forum.handlers import CHORES, HANDLERS
from forum.migrations.upgrading import bring_up_to_date
from forum.outbox.worker import STOP_WITHIN, Worker


@click.command()
def worker() -> None:
    """Send mail and follow up what else happened, until it is stopped (Ctrl+C).

    `forum serve` does so by itself, unless FORUM_WORKER=off. Any number of these may run at once.
    """
    with sentences():
        app = served()
        with app.app_context():
            bring_up_to_date(say)
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    working = Worker(app, HANDLERS, CHORES)
    working.start()
    say("Working (stop with Ctrl+C).")
    stopped.wait()
    working.stop()
    working.join(STOP_WITHIN)
