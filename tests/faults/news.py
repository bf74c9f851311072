"""People who are told what is said, and what their rows say afterwards; minutes pass by making rows older."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from sqlalchemy import func, insert, select, update

from forum import clock, ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.ids import new_id
from forum.mail.models import Mail
from forum.notifications.models import Default as SiteDefault
from forum.notifications.models import Following, Frequency, Kind, Notification, Place, Post
from tests.factories import person
from tests.faults.mail import is_due, pass_time, postman, still_open, until
from tests.faults.site import Site

# What waits for its mail or for a digest.
TO_COME = (Post.WAITS, Post.DIGEST)


def proved(handle: str) -> Account:
    """Somebody whose address is known to be theirs."""
    return person(handle, confirmed_at=clock.now())


def members(name: str, number: int) -> list[int]:
    """Many people whose addresses are proved, in one statement; their ids."""
    now, people = clock.now(), [new_id() for _ in range(number)]
    rows = [
        {
            "id": person_id,
            "handle": f"{name}-{nth}",
            "handle_key": f"{name}-{nth}",
            "display_name": f"{name} {nth}",
            "email": f"{name}-{nth}@example.org",
            "email_key": f"{name}-{nth}@example.org",
            "created_at": now,
            "confirmed_at": now,
        }
        for nth, person_id in enumerate(people)
    ]
    db.session.execute(insert(Account), rows)
    return people


def follow_all(article: Article, people: Sequence[int]) -> None:
    place = {"place": Place.ARTICLE, "key": ids.to_text(article.id), "muted": False, "created_at": clock.now()}
    db.session.execute(insert(Following), [{"person_id": person_id, **place} for person_id in people])


def mail_at_once(kind: Kind) -> None:
    """The site's own default."""
    if db.session.get(SiteDefault, kind) is None:
        db.session.add(SiteDefault(kind=kind, inbox=True, mail=Frequency.AT_ONCE))


def spread(site: Site) -> None:
    """A worker tells everybody of everything that was said."""
    with postman(site):
        until(lambda: not is_due(site))


def let_wait_end(site: Site) -> None:
    """As if the ten minutes had gone by for whatever waits to be mailed."""
    with site.rows():
        waits = update(Notification).where(Notification.post == Post.WAITS)
        db.session.execute(waits.values(mail_due_at=clock.now()))


def not_due_yet(site: Site) -> bool:
    """Whether something waits for its ten minutes to go by; to ask holds up no writer."""
    with site.looking():
        waits = select(Notification.id).where(Notification.post == Post.WAITS, Notification.mail_due_at > clock.now())
        return db.session.scalar(waits.limit(1)) is not None


def pass_a_day(site: Site) -> None:
    """For mails and for news."""
    day = timedelta(days=1)
    pass_time(site, day)
    with site.rows():
        columns = Notification.id, Notification.mail_due_at, Notification.mailed_at
        rows = db.session.execute(select(*columns).where(Notification.mail_due_at.is_not(None))).all()
        older = [
            {"id": number, "mail_due_at": due_at and due_at - day, "mailed_at": mailed_at and mailed_at - day}
            for number, due_at, mailed_at in rows
        ]
        if older:
            db.session.execute(update(Notification), older)


def write_what_is_due(site: Site, *, left: Sequence[Post] = ()) -> None:
    """A worker that has just begun looks at once; `left` is what may go on waiting."""
    with postman(site):
        until(lambda: not waiting(site, [post for post in TO_COME if post not in left]))


def write_and_deliver(site: Site, *, left: Sequence[Post] = ()) -> None:
    """The same, until every mail has its end."""
    with postman(site):
        until(lambda: not waiting(site, [post for post in TO_COME if post not in left]))
        until(partial(_no_mail_waits, site))


def _no_mail_waits(site: Site) -> bool:
    return not still_open(site)


def waiting(site: Site, posts: Sequence[Post] = TO_COME) -> int:
    with site.looking():
        return db.session.scalar(select(func.count()).where(Notification.post.in_(posts))) or 0


def news_of(site: Site, handle: str) -> Sequence[Notification]:
    """All that somebody was told."""
    with site.looking():
        theirs = select(Notification).join(Account, Account.id == Notification.person_id)
        return db.session.scalars(theirs.where(Account.handle == handle).order_by(Notification.id)).all()


def mails_to(site: Site, handle: str) -> Sequence[Mail]:
    with site.looking():
        theirs = select(Mail).where(Mail.recipient == f"{handle}@example.org")
        return db.session.scalars(theirs.order_by(Mail.id)).all()
