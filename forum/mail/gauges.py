"""What waits and what was given up, as numbers for Prometheus."""

from collections.abc import Iterator
from datetime import datetime

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily

from forum import clock
from forum.mail.queries import counts, oldest_open
from forum.outbox.queries import set_aside_count, waiting


def gauges() -> Iterator[Metric]:
    due, since = waiting()
    yield GaugeMetricFamily("forum_outbox_waiting", "Facts that are due to be followed up.", due)
    yield GaugeMetricFamily("forum_outbox_oldest_seconds", "For how long the oldest of them is due.", _age(since))
    yield GaugeMetricFamily("forum_outbox_set_aside", "Facts that failed too often.", set_aside_count())
    mails = GaugeMetricFamily("forum_mails", "Mails of thirty days, by how far they have come.", labels=("state",))
    for state, count in counts().items():
        mails.add_metric((state,), count)
    yield mails
    yield GaugeMetricFamily("forum_mail_oldest_open_seconds", "Since when the oldest mail waits.", _age(oldest_open()))


def _age(since: datetime | None) -> float:
    return 0.0 if since is None else max(0.0, (clock.now() - since).total_seconds())
