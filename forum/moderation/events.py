"""What moderators begin, and a worker goes on with."""

from forum.outbox.events import event


@event
class TrialBegun:
    """A rule is to be tried out on what people have said."""

    trial_id: int
