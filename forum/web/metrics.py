"""Numbers for Prometheus, at /metrics, for who has the token (`FORUM_METRICS_TOKEN`); each process tells its own."""

import hmac
from collections.abc import Callable

from flask import Flask, Response, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from werkzeug.exceptions import NotFound

from forum.web.site import settings

# Seconds. A kept page takes less than the first, a page that is made anew some of the next; the last are trouble.
BUCKETS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    """What one process has seen."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        labels = ("route", "status")
        self._requests = Counter("forum_requests", "Requests answered.", labels, registry=self._registry)
        self._seconds = Histogram(
            "forum_request_seconds",
            "From the first to the last line.",
            ("route",),
            buckets=BUCKETS,
            registry=self._registry,
        )
        self._known: dict[tuple[str, str], tuple[Counter, Histogram]] = {}

    def count(self, route: str, status: str, seconds: float) -> None:
        found = self._known.get((route, status))
        if found is None:
            found = self._requests.labels(route, status), self._seconds.labels(route)
            self._known[route, status] = found
        found[0].inc()
        found[1].observe(seconds)

    def add_gauge(self, name: str, meaning: str, value: Callable[[], float]) -> None:
        """A number that is asked for whenever somebody looks."""
        Gauge(name, meaning, registry=self._registry).set_function(value)

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
