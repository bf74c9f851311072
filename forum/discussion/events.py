"""What happens in a discussion, for whatever follows from it."""

from forum.outbox.events import event


@event
class WordsPublished:
    """A version of a comment went out without a moderator."""

    comment_id: int
    version: int


@event
class CommentStood:
    """A comment came to stand otherwise: it appeared, waits, was let stand, turned down, taken away or brought back.

    `was` and `became` are states; what nobody has decided about yet was unconfirmed.
    """

    comment_id: int
    version: int
    was: str
    became: str


@event
class CommentEdited:
    """Its author gave it other words, whoever may read them by now."""

    comment_id: int
    revision: int


@event
class CommentReported:
    """Somebody asks the moderators to look at a comment, or reports it by law."""

    report_id: int
