"""F03, F09: PostgreSQL dies under load, or does not answer in time."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import psycopg

from tests.faults.cluster import cluster_of
from tests.faults.fault import Ground
from tests.faults.figures import Figures
from tests.faults.reader import Answer, Reader
from tests.faults.site import Site
from tests.faults.writing import Crowd, writing

# More than the server has threads.
SLOW, MEASURED = 12, 10
HELD = 4.0  # seconds, within what a request waits for a lock
REFUSED_IN = 2.0


def kill_the_database(ground: Ground) -> Figures:
    """F03."""
    site, figures = ground.site("postgresql", "postgresql"), Figures()
    cluster, cycles, worker = cluster_of(site.server.settings["FORUM_DATABASE_URL"]), ground.scale(3, 200), 0
    back: list[float] = []
    readers = site.readers([f"outage-{number}" for number in range(4)])
    with writing(readers, site.article("f03"), ground.folder / "f03") as crowd:
        worker = site.server.worker()
        for _ in range(cycles):
            figures.must(crowd.wait_for_more(8), "nobody could write any more")
            cluster.kill()
            _wait_for_a_503(crowd)
            cluster.start()
            began = time.monotonic()
            figures.must(crowd.wait_for_more(1), "nobody could write after the database came back")
            back.append(time.monotonic() - began)
    figures["cycles"], figures["answers"] = cycles, dict(crowd.answers)
    figures.must(crowd.answers["503"] >= cycles, "no 503 while the database was away")
    figures.must(site.server.worker() == worker, "the application had to start again")
    figures.must(not crowd.odd, f"odd answers: {crowd.odd[:5]}")
    site.reckon(crowd.said()).into(figures)
    figures.soon("first comment after at most", max(back), 5.0)
    return figures


def _wait_for_a_503(crowd: Crowd) -> None:
    before, until = crowd.answers["503"], time.monotonic() + 15
    while crowd.answers["503"] == before and time.monotonic() < until:
        time.sleep(0.02)


def exhaust_the_pool(ground: Ground) -> Figures:
    """F09. Somebody holds the table of comments, so that every page that needs it is slow."""
    site, figures = ground.site("postgresql", "postgresql"), Figures()
    rounds, article = ground.scale(1, 20), site.article("f09")
    reader = site.reader("patient")
    slow: Counter[int] = Counter()
    refused: list[float] = []
    for _ in range(rounds):
        slow += _held_up(site, reader, article, figures, refused)
    figures["rounds"], figures["slow pages"] = rounds, dict(slow)
    figures["refused meanwhile"] = len(refused)
    figures.soon("at most", max(refused, default=0), REFUSED_IN)
    figures.must(set(slow) <= {200, 503}, "a slow page failed")
    figures.must(slow[200] > 0, "who had waited in time was not served")
    return figures


def _held_up(site: Site, reader: Reader, article: str, figures: Figures, refused: list[float]) -> Counter[int]:
    url = site.server.settings["FORUM_DATABASE_URL"].replace("+psycopg", "")
    with ThreadPoolExecutor(SLOW) as crowd, psycopg.connect(url) as other:
        other.execute("LOCK TABLE comment IN ACCESS EXCLUSIVE MODE")
        began = time.monotonic()
        slow = [crowd.submit(reader.get, article) for _ in range(SLOW)]
        time.sleep(1.5)
        for path in [article, "/readyz"] * (MEASURED // 2):
            asked = time.monotonic()
            answer = reader.get(path)
            if time.monotonic() - began < HELD:
                refused.append(time.monotonic() - asked)
                _must_be_busy(figures, path, answer)
        time.sleep(max(0.0, began + HELD - time.monotonic()))
        other.rollback()
        answers = Counter(page.result().status for page in slow)
    for path in (article, "/readyz"):
        figures.must(reader.get(path).status == 200, f"{path} does not recover")
    return answers


def _must_be_busy(figures: Figures, path: str, answer: Answer) -> None:
    busy = answer.status == 503 and "retry-after" in answer.headers
    figures.must(busy, f"{path} says {answer.status or answer.trouble} while the house is full")
