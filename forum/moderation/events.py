"""What moderators begin, and a worker goes on with."""

from forum.outbox.events import event


@event
class TrialBegun:
    """A rule is to be tried out on what people have said."""

    trial_id: int


@event
class CommentPicked:
    """An editor singled a comment out, or took that back."""

    comment_id: int
    version: int
    picked: bool


@event
class PersonSanctioned:
    """Somebody was warned, held, asked to pause or banned (`statement_id` says why), or let go again (None)."""

    sanction_id: int
    statement_id: int | None
