"""What Ada was told, and what she follows, in the town of the tour."""

from collections.abc import Mapping
from datetime import timedelta

from forum import clock
from forum.accounts.models import Account
from forum.discussion.models import Comment
from forum.discussion.muting import mute
from forum.notifications.following import follow, follow_person, key_of, silence
from forum.notifications.models import Kind, Place, Post
from tests.notifications.telling import tell


def tell_of_it_all(people: Mapping[str, Account], comments: Mapping[str, Comment]) -> int:
    """Something of every kind, read and unread; the id of the answer to her."""
    ada, reply = people["ada"], comments["reply"]
    long_ago = clock.now() - timedelta(days=40)
    tell(ada, Kind.WARNING, created_at=long_ago, read_at=long_ago)
    tell(ada, Kind.PUBLISHED, comments["everything"], created_at=long_ago, read_at=clock.now())
    tell(ada, Kind.PICKED, comments["everything"], post=Post.SKIPPED, mail_reason="you saw it on the site first")
    tell(ada, Kind.NOT_PUBLISHED, comments["rejected"])
    tell(ada, Kind.PERSON, comments["removed"], in_inbox=False)
    due = clock.now() + timedelta(minutes=10)
    told = tell(ada, Kind.REPLY, reply, reasons=[Kind.REPLY, Kind.ARTICLE], post=Post.WAITS, mail_due_at=due)
    follow(Place.ARTICLE, key_of(reply.article), by=ada)
    follow(Place.SECTION, "Town hall", by=ada)
    follow_person(people["ben"], by=ada)
    silence(Place.THREAD, key_of(comments["edited"]), by=ada)
    mute(people["dan"], by=ada)
    return told.id
