"""What happens to appeals, for whatever follows from it."""

from forum.outbox.events import event


@event
class AppealSent:
    """An author asks for another look."""

    appeal_id: int


@event
class AppealDecided:
    """Somebody else looked, or what it was about was settled meanwhile."""

    appeal_id: int
