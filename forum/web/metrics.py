"""Numbers for Prometheus, at /metrics, for who has the token (`FORUM_METRICS_TOKEN`); each process tells its own."""

import hmac
import threading
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import accumulate

from flask import Flask, Response, request
from prometheus_client import CollectorRegistry, Gauge, Metric, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from prometheus_client.utils import floatToGoString
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import NotFound

from forum.db import db
from forum.web.site import settings

# Seconds. A kept page takes less than the first, a page that is made anew some of the next; the last are trouble.
BUCKETS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_NAMES = [*map(floatToGoString, BUCKETS), "+Inf"]


class Requests(Collector):
    """How many were answered, and how long that took.

    The library's own numbers take a lock and a loop over all buckets for each of them: that was a fifth of what handing
    out a page costs. These are one addition, and are put together when somebody looks.
    """

    def __init__(self) -> None:
        # By route and status: how many fell into each bucket, and the seconds of all.
        self._seen: dict[tuple[str, str], tuple[list[int], list[float]]] = {}
        self._lock = threading.Lock()

    def count(self, route: str, status: str, seconds: float) -> None:
        bucket = bisect_left(BUCKETS, seconds) if seconds > BUCKETS[0] else 0
        with self._lock:
            found = self._seen.get((route, status))
            if found is None:
                found = self._seen[route, status] = [0] * len(_NAMES), [0.0]
            found[0][bucket] += 1
            found[1][0] += seconds

    def collect(self) -> Iterator[Metric]:
        with self._lock:
            seen = {key: (list(numbers), seconds[0]) for key, (numbers, seconds) in self._seen.items()}
        answered = CounterMetricFamily("forum_requests", "Requests answered.", labels=("route", "status"))
        for (route, status), (numbers, _) in seen.items():
            answered.add_metric((route, status), sum(numbers))
        took = HistogramMetricFamily("forum_request_seconds", "From the first to the last line.", labels=("route",))
        for route in dict.fromkeys(route for route, _ in seen):
            of_route = [told for (where, _), told in seen.items() if where == route]
            numbers = [sum(column) for column in zip(*(numbers for numbers, _ in of_route), strict=True)]
            buckets = list(zip(_NAMES, map(float, accumulate(numbers)), strict=True))
            took.add_metric((route,), buckets, sum(seconds for _, seconds in of_route))
        yield answered
        yield took


class Rows(Collector):
    """What is counted in the database. While it does not answer all else is told without."""

    def __init__(self, count: Callable[[], Iterator[Metric]]) -> None:
        self._count = count

    def collect(self) -> Iterator[Metric]:
        try:
            counted = list(self._count())
        except SQLAlchemyError:
            db.session.rollback()
            return
        yield from counted


class Metrics:
    """What one process has seen."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        requests = Requests()
        self._registry.register(requests)
        self.count = requests.count

    def add_gauge(self, name: str, meaning: str, value: Callable[[], float]) -> None:
        """A number that is asked for whenever somebody looks."""
        Gauge(name, meaning, registry=self._registry).set_function(value)

    def add_rows(self, count: Callable[[], Iterator[Metric]]) -> None:
        self._registry.register(Rows(count))

    def text(self) -> bytes:
        return generate_latest(self._registry)


def init_app(app: Flask, metrics: Metrics) -> None:
    app.add_url_rule("/metrics", "metrics", lambda: _told(metrics))


def _told(metrics: Metrics) -> Response:
    token = settings().metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    # To everybody else it looks as any address does at which there is nothing.
    if not token or not hmac.compare_digest(given.encode(), token.encode()):
        raise NotFound
    return Response(metrics.text(), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})
