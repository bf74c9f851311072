"""What happens to mail."""

from forum.outbox.events import event


@event
class MailWritten:
    """Somebody is to be told something."""

    mail_id: int
