"""What each kind of notification is called, how it is told unless somebody chose otherwise, and whom it is for."""

from collections.abc import Mapping
from dataclasses import dataclass

from forum.notifications.models import Frequency, Kind


@dataclass(frozen=True)
class Manner:
    """Through which channels, and how often."""

    inbox: bool
    mail: Frequency


@dataclass(frozen=True)
class Described:
    """A kind in words: as a choice ("Replies to me"), and as the reason of one mail ("you were answered")."""

    title: str
    why: str
    default: Manner
    of_staff: bool = False


_ON_THE_SITE, _AT_ONCE = Manner(True, Frequency.NEVER), Manner(True, Frequency.AT_ONCE)
_BY_A_MAIL_OF_ITS_OWN = Manner(True, Frequency.NEVER)

KINDS: Mapping[Kind, Described] = {
    Kind.REPLY: Described("Replies to what I say", "somebody answered your comment", _AT_ONCE),
    Kind.MENTION: Described("When somebody names me", "somebody named you", _AT_ONCE),
    Kind.THREAD: Described("New in threads that I follow", "you follow this thread", _AT_ONCE),
    Kind.PERSON: Described("From people whom I follow", "you follow this person", _ON_THE_SITE),
    Kind.ARTICLE: Described("New on articles that I follow", "you follow this article", Manner(True, Frequency.DAILY)),
    Kind.SECTION: Described("New in sections that I follow", "you follow this section", Manner(True, Frequency.WEEKLY)),
    Kind.PUBLISHED: Described("My comment was published after it waited", "your comment had waited", _AT_ONCE),
    Kind.NOT_PUBLISHED: Described(
        "My comment was not published, or removed", "a moderator decided about your comment", _BY_A_MAIL_OF_ITS_OWN
    ),
    Kind.PICKED: Described("An editor picked my comment", "an editor picked your comment", _AT_ONCE),
    Kind.APPEAL: Described("My appeal was decided", "you appealed", _BY_A_MAIL_OF_ITS_OWN),
    Kind.WARNING: Described("A moderator warned or paused me", "it is about you", _BY_A_MAIL_OF_ITS_OWN),
    Kind.WAITING: Described(
        "Comments wait for a moderator", "you moderate here", Manner(False, Frequency.AT_ONCE), of_staff=True
    ),
    Kind.REPORTS: Described(
        "Comments were reported", "you moderate here", Manner(False, Frequency.AT_ONCE), of_staff=True
    ),
}
# The law wants these told in any case (DSA, Articles 17 and 20): a mail of their own goes out, and the inbox has them.
ALWAYS_TOLD = frozenset({Kind.NOT_PUBLISHED, Kind.APPEAL, Kind.WARNING})
# Those of comments that appeared, the closest first: who has several reasons is told once, by the first.
CLOSEST = (Kind.REPLY, Kind.MENTION, Kind.THREAD, Kind.PERSON, Kind.ARTICLE, Kind.SECTION)
