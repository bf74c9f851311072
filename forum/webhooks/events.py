"""What happens to webhooks."""

from forum.outbox.events import event


@event
class WebhookDue:
    """A delivery is to be sent."""

    delivery_id: int
