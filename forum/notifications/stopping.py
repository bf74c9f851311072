"""Stopping mail by the link in it, signed in or not: who holds the link is whom the mail went to.

*Why getting it again takes another key.* A mail is passed on, and its link with it. That somebody stops another's mail
does little harm; that they switch on what its owner has switched off would. So only the page that just stopped it can
bring it back, as it was before.
"""

from collections.abc import Sequence
from dataclasses import replace

from forum.accounts.models import Account
from forum.db import db
from forum.notifications.choosing import choose, manners_of
from forum.notifications.following import follow, let_go, silence, stance
from forum.notifications.keys import Before, Stop
from forum.notifications.kinds import CLOSEST
from forum.notifications.models import Frequency, Kind

_TOGETHER = (Frequency.HOURLY, Frequency.DAILY, Frequency.WEEKLY)


def stop(what: Stop) -> Before | None:
    """Nothing of it is mailed any more; how it was before, None when nothing changed.

    Of somebody who left nothing was mailed, and nothing is said of it.
    """
    person = _person(what.person_id)
    if person is None:
        return None
    if what.place is None:
        return _stop_kinds(person, what)
    place = what.place, what.key
    was = stance(person, place).get(place)
    if what.followed:
        let_go(*place, by=person)
    else:
        silence(*place, by=person)
    changed = was is not (None if what.followed else True)
    return Before(person.id, place=what.place, key=what.key, muted=was) if changed else None


def undo(before: Before) -> None:
    """As if the link had not been pressed."""
    person = _person(before.person_id)
    if person is None:
        return
    for kind, mail in before.kinds:
        _choose_mail(person, kind, mail)
    if before.place is not None:
        put = {None: let_go, False: follow, True: silence}[before.muted]
        put(before.place, before.key, by=person)


def _stop_kinds(person: Account, what: Stop) -> Before | None:
    manners = manners_of([person.id])[person.id]
    if what.kind is not None:
        about: Sequence[Kind] = (what.kind,)
    else:  # what comes together in one mail; what comes at once is stopped from its own mails
        about = [kind for kind in (*CLOSEST, Kind.PUBLISHED, Kind.PICKED) if manners[kind].mail in _TOGETHER]
    stopped = tuple((kind, manners[kind].mail) for kind in about if manners[kind].mail != Frequency.NEVER)
    for kind, _ in stopped:
        _choose_mail(person, kind, Frequency.NEVER)
    return Before(person.id, kinds=stopped) if stopped else None


def _choose_mail(person: Account, kind: Kind, mail: Frequency) -> None:
    choose(person, kind, replace(manners_of([person.id])[person.id][kind], mail=mail))


def _person(person_id: int) -> Account | None:
    person = db.session.get(Account, person_id, with_for_update=True, populate_existing=True)
    return None if person is None or person.erased_at is not None else person
