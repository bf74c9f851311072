"""F01, F02: the server dies in the middle of writing, in part or whole, again and again."""

import random
import time

from tests.faults.fault import Ground
from tests.faults.figures import Figures
from tests.faults.reader import Reader
from tests.faults.site import Site
from tests.faults.writing import writing

WRITERS = 4
READY_IN = 5.0


def kill_the_worker(ground: Ground) -> Figures:
    """F01."""
    site, figures = ground.site("killed"), Figures()
    cycles, given_up = ground.scale(8, 1_000), 0
    back: list[float] = []
    with writing(_writers(site, "worker"), site.article("f01"), ground.folder / "f01") as crowd:
        for _ in range(cycles):
            figures.must(crowd.wait_for_more(WRITERS), "nobody could write any more")
            time.sleep(random.uniform(0, 0.3))
            began = time.monotonic()
            site.server.kill_worker()
            given_up += site.server.recover()
            back.append(time.monotonic() - began)
    figures["cycles"], figures["started again from outside"] = cycles, given_up
    site.reckon(crowd.said()).into(figures)
    figures.must(not crowd.odd, f"odd answers: {crowd.odd[:5]}")
    figures.soon("back after at most", max(back), 2 * READY_IN)
    return figures


def kill_everything(ground: Ground) -> Figures:
    """F02."""
    site, figures = ground.site("killed"), Figures()
    cycles, ready = ground.scale(4, 200), 0.0
    with writing(_writers(site, "server"), site.article("f02"), ground.folder / "f02") as crowd:
        for _ in range(cycles):
            figures.must(crowd.wait_for_more(WRITERS), "nobody could write any more")
            time.sleep(random.uniform(0, 0.3))
            site.server.kill()
            ready = max(ready, site.server.start())
    figures["cycles"] = cycles
    site.reckon(crowd.said()).into(figures)
    figures.must(not crowd.odd, f"odd answers: {crowd.odd[:5]}")
    figures.soon("ready after at most", ready, READY_IN)
    return figures


def _writers(site: Site, whose: str) -> list[Reader]:
    """The first came by the form."""
    first = Reader(site.server.address, f"{whose}-killer-0")
    first.register()
    return [first, *site.readers([f"{whose}-killer-{number}" for number in range(1, WRITERS)])]
