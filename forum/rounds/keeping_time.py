"""When somebody who wants word so often has it next."""

from datetime import UTC, datetime, time, timedelta, tzinfo

from forum.notifications.models import Frequency

# With the first coffee, wherever they live.
MORNING = time(8)
MONDAY = 0


def due_at(frequency: Frequency, now: datetime, zone: tzinfo) -> datetime:
    """At once, at the next full hour, the next morning or on the next Monday morning there. ValueError for never."""
    here = now.astimezone(zone)
    match frequency:
        case Frequency.AT_ONCE:
            return now
        case Frequency.HOURLY:
            return here.replace(minute=0, second=0, microsecond=0).astimezone(UTC) + timedelta(hours=1)
        case Frequency.DAILY:
            return _morning(here, 0 if here.time() < MORNING else 1)
        case Frequency.WEEKLY:
            days = (MONDAY - here.weekday()) % 7
            return _morning(here, 7 if days == 0 and here.time() >= MORNING else days)
        case Frequency.NEVER:
            raise ValueError("whoever wants no word has none")


def _morning(here: datetime, days: int) -> datetime:
    """Eight o'clock by the clock on the wall, also when clocks were changed meanwhile."""
    return datetime.combine(here.date() + timedelta(days=days), MORNING, here.tzinfo).astimezone(UTC)
