"""What happens in a discussion, for whatever follows from it."""

from forum.outbox.events import event


@event
class WordsPublished:
    """A version of a comment went out without a moderator."""

    comment_id: int
    version: int
