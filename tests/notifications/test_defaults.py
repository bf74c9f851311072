"""Admins say how people are told who have chosen nothing."""

from forum.accounts.models import Account
from forum.notifications.choosing import manners_of, site_manners
from forum.notifications.kinds import KINDS, Manner
from forum.notifications.models import Frequency, Kind
from tests.visiting import Visitor

DEFAULTS = "/moderation/notifications"


def test_an_admin_sets_them_and_everybody_is_told_so(ada: Account, eve: Account, client: Visitor) -> None:
    client.sign_in(eve)
    answer = client.post(DEFAULTS, **{"inbox-reply": "1", "mail-reply": "weekly"})
    page = client.get(answer.location).text
    assert "Saved." in page
    assert manners_of([ada.id])[ada.id][Kind.REPLY] == Manner(True, Frequency.WEEKLY)
    assert site_manners()[Kind.MENTION] == KINDS[Kind.MENTION].default
    assert f'href="{DEFAULTS}"' in client.get("/me/notifications").text


def test_nobody_else_does(ada: Account, sam: Account, client: Visitor) -> None:
    for person in (ada, sam):
        client.sign_in(person)
        assert client.get(DEFAULTS).status_code == 403
        assert client.post(DEFAULTS, **{"mail-reply": "never"}).status_code == 403
        assert f'href="{DEFAULTS}"' not in client.get("/me/notifications").text
    assert site_manners()[Kind.REPLY] == KINDS[Kind.REPLY].default


def test_what_is_not_on_the_list_is_refused(eve: Account, client: Visitor) -> None:
    client.sign_in(eve)
    assert client.post(DEFAULTS, **{"mail-reply": "hourly-ish"}).status_code == 400
    assert site_manners()[Kind.REPLY] == KINDS[Kind.REPLY].default
