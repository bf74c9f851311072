"""What happens to people's data."""

from forum.outbox.events import event


@event
class PersonLeft:
    """Who they were is gone; what they did may not be yet."""

    account_id: int
