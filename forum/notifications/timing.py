"""When mail goes: pure functions of the clock."""

from datetime import datetime, time, timedelta, tzinfo

from forum.notifications.models import Frequency, Kind

# Long enough for who is on the site to see it there, short enough for an exchange to go on by mail.
WAIT = timedelta(minutes=10)
# A moderator who slips takes it back within half of that: of it nobody need read (as `statements.stating`).
DECISION_WAIT = timedelta(seconds=60)
# More than so many mails within a day are no news any more: what comes then is put together in the morning.
MOST_A_DAY, DAY = 20, timedelta(days=1)
OF_DECISIONS = frozenset({Kind.PUBLISHED, Kind.PICKED})
# When the day's or the week's mail is read with the first coffee, wherever its reader lives.
MORNING, MONDAY = 8, 0


def due_at(kind: Kind, frequency: Frequency, now: datetime, zone: tzinfo) -> datetime:
    """When mail about what happened `now` is looked at again. ValueError for Frequency.NEVER."""
    if frequency == Frequency.AT_ONCE:
        return now + (DECISION_WAIT if kind in OF_DECISIONS else WAIT)
    return next_round(frequency, now, zone)


def next_round(frequency: Frequency, now: datetime, zone: tzinfo) -> datetime:
    """The first full hour, morning or Monday morning after `now`, in `zone`. ValueError when there is none."""
    if frequency == Frequency.HOURLY:
        return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    if frequency not in (Frequency.DAILY, Frequency.WEEKLY):
        raise ValueError(f"no rounds of mail go {frequency}")
    here = now.astimezone(zone)
    day = here.date()
    while True:
        # Where clocks are put forward at that hour, the morning is the moment that follows the gap.
        morning = datetime.combine(day, time(MORNING), zone).astimezone(now.tzinfo)
        if morning > now and (frequency == Frequency.DAILY or day.weekday() == MONDAY):
            return morning
        day += timedelta(days=1)
