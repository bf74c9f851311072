"""When a discussion is over: pure functions of rows and the clock."""

from datetime import UTC, datetime, timedelta

from forum.articles.models import Article, Openness


def closing_time(article: Article) -> datetime | None:
    """When comments close, by the article's own date or by its section's age, whichever comes first."""
    by_age = None
    if article.section is not None and article.section.closes_after_days is not None:
        opened = datetime.combine(article.listed_on, datetime.min.time(), UTC)
        by_age = opened + timedelta(days=article.section.closes_after_days)
    return min((at for at in (article.closes_at, by_age) if at is not None), default=None)


def is_closed(article: Article, now: datetime) -> bool:
    at = closing_time(article)
    return article.state == Openness.CLOSED or (at is not None and at <= now)


def closed_sentence(article: Article, now: datetime) -> str:
    """What stands where the box was."""
    at = closing_time(article)
    # Closed by hand before its day: nobody noted when.
    if at is None or at > now:
        return "Comments are closed."
    # A discussion that closes at midnight was open on the day before: that is the day people know it by.
    last_day = at - timedelta(microseconds=1)
    return f"Comments closed on {last_day.day} {last_day:%B %Y}."
