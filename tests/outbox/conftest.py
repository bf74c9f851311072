"""An event that no version of the site knows but these tests."""

from collections.abc import Iterator
from typing import Any

import pytest

from forum.outbox.events import EVENTS, event
from forum.outbox.record import NUDGE


@pytest.fixture
def bell() -> Iterator[type[Any]]:
    @event
    class BellRang:
        tower: str

    NUDGE.clear()
    yield BellRang
    del EVENTS["BellRang"]
