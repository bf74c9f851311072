"""Rows of what people, staff and other programs are told, with what is hard to carry to another database."""

from datetime import datetime

from forum.db import Base
from forum.notifications.models import Choice, Default, Following, Frequency, Kind, Notification, Place, Post
from forum.rounds.models import MailDecision, RoundItem, StaffRound
from forum.webhooks.models import Delivery, Webhook
from forum.webhooks.names import Format, State


def of_word(person_id: int, comment_id: int, decision_id: int, words: str, moment: datetime) -> list[Base]:
    """For somebody, about a comment of theirs that was decided."""
    notification = Notification(person_id=person_id, occasion=" ", kind=Kind.PICKED, reasons=[words, ""])
    notification.comment_id, notification.statement_id = comment_id, 2**62
    notification.created_at = notification.read_at = notification.mailed_at = notification.mail_due_at = moment
    notification.post, notification.mail_reason = Post.SKIPPED, words[:100]
    hook = Webhook(id=2**62 + 5, sealed_url=words, sealed_secret="", format=Format.SLACK, events=[words], enabled=False)
    hook.created_at = moment
    return [
        notification,
        Choice(person_id=person_id, kind=Kind.REPLY, inbox=False, mail=Frequency.NEVER),
        Default(kind=Kind.ARTICLE, inbox=False, mail=Frequency.WEEKLY),
        Following(person_id=person_id, place=Place.SECTION, key="é “quoted”", muted=True, created_at=moment),
        StaffRound(person_id=person_id, last_at=None),
        RoundItem(
            person_id=person_id, comment_id=comment_id, kind=Kind.WAITING, occasion=-1, due_at=moment, told_at=None
        ),
        MailDecision(link_hash="é", decision_id=decision_id, used_at=moment),
        hook,
    ]


def delivery(words: str, moment: datetime) -> Delivery:
    """To the webhook of the others, which stands by then."""
    return Delivery(
        webhook_id=2**62 + 5,
        occasion=" ",
        event="",
        payload={"words": words, "none": None},
        created_at=moment,
        state=State.GIVEN_UP,
        tries=2**40,
        status=-1,
        answer=words,
        seconds=0.1,
        of_id=2**62,
    )
