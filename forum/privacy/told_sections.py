"""What a person's export holds of the word that reached them: what they were told, how they wanted it, of what."""

from collections.abc import Sequence

from forum.notifications.models import Choice, Following, Notification
from forum.privacy.section import Section
from forum.syndication.models import RepliesFeed

OF_WHAT_IS_TOLD: Sequence[Section] = (
    Section(
        "notifications",
        Notification,
        lambda account: Notification.person_id == account.id,
        (Notification.id,),
        {
            "what": Notification.kind,
            "because": Notification.reasons,
            "comment": Notification.comment_id,
            "at": Notification.created_at,
            "on_the_site": Notification.in_inbox,
            "read": Notification.read_at,
            "by_mail": Notification.post,
            "mail_due": Notification.mail_due_at,
            "why_no_mail": Notification.mail_reason,
            "mailed": Notification.mailed_at,
        },
    ),
    Section(
        "how_to_be_told",
        Choice,
        lambda account: Choice.person_id == account.id,
        (Choice.kind,),
        {"what": Choice.kind, "on_the_site": Choice.inbox, "by_mail": Choice.mail},
    ),
    Section(
        "following",
        Following,
        lambda account: Following.person_id == account.id,
        (Following.place, Following.key),
        {"what": Following.place, "which": Following.key, "silenced": Following.muted, "since": Following.created_at},
    ),
    Section(
        "feed_of_replies",
        RepliesFeed,
        lambda account: RepliesFeed.account_id == account.id,
        (RepliesFeed.account_id,),
        {"address_renewed": RepliesFeed.renewed_at},
    ),
)
