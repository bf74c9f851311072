"""Rows of what stands on other sites' pages, and of who somebody is elsewhere, as odd as they can be."""

from datetime import datetime

from forum.accounts.models import Role
from forum.api.models import AccessToken, HandOver
from forum.db import Base
from forum.origins.models import Origin
from forum.sso.models import Barred, Identity, UsedAssertion
from forum.syndication.models import RepliesFeed


def of_elsewhere(account_id: int, session_id: int, words: str, moment: datetime) -> list[Base]:
    whose = {"account_id": account_id, "session_id": session_id, "origin": "é" * 270}
    when = {"created_at": moment, "expires_at": moment.replace(year=9998)}
    return [
        Origin(origin="", opens_articles=False, stance=None, added_at=moment, by_id=account_id),
        AccessToken(token_hash="", **whose, **when),
        HandOver(nonce_hash="é" * 64, challenge="", used_at=moment, **whose, **when),
        Identity(
            issuer=words,
            subject="👩‍👩‍👧‍👦",
            account_id=account_id,
            created_at=moment,
            last_at=moment,
            name=words,
            badge="",
            role=Role.ADMIN,
        ),
        UsedAssertion(digest=" ", expires_at=moment),
        Barred(digest=" ", since=moment),
        RepliesFeed(account_id=account_id, number=2**62, renewed_at=moment),
    ]
