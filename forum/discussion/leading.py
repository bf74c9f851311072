"""Where comments lead: the links of one, and the hosts that several new accounts link to."""

import re
from datetime import datetime, timedelta
from html import unescape

from sqlalchemy import select

from forum import ids
from forum.accounts.models import Account
from forum.db import db
from forum.discussion.models import Comment
from forum.screening.options import Terms
from forum.web.site import hostname

_HREF = re.compile(r'href="(https?://[^"]+)"')
# A spammer's comments are all alike: the last few hundred tell.
LOOKED_AT = 300


def links_of(html: str) -> tuple[str, ...]:
    """The addresses elsewhere to which a rendered comment links, in its order."""
    return tuple(unescape(address) for address in _HREF.findall(html))


def hosts_of(html: str) -> tuple[str, ...]:
    return tuple(host for address in links_of(html) if (host := hostname(address)))


def shared_hosts(
    hosts: tuple[str, ...], by: Account, rule: Terms, now: datetime, before: int | None = None
) -> tuple[str, ...]:
    """Those of `hosts` that at least as many new accounts link to as the rule says, this one among them.

    With `before`, the id of what they said at `now`: as it would have been said of it then.
    """
    since = now - timedelta(days=rule.options.number("days"))
    if not hosts or not rule.enabled or by.is_staff or by.created_at < since:
        return ()
    others = (
        select(Comment.author_id, Comment.body_html)
        .join(Account, Account.id == Comment.author_id)
        .where(Account.created_at > since, Account.id != by.id, Comment.created_at > since)
        .where(Comment.body_html.contains('href="http'))
        .order_by(Comment.id.desc())
        .limit(LOOKED_AT)
    )
    if before is not None:
        others = others.where(Comment.id.between(ids.first_of(since), before - 1), Comment.created_at <= now)
    people: dict[str, set[int]] = {host: {by.id} for host in hosts}
    for author_id, html in db.session.execute(others):
        for host in set(hosts_of(html)) & people.keys():
            people[host].add(author_id)
    return tuple(host for host, who in people.items() if len(who) >= rule.options.number("accounts"))
