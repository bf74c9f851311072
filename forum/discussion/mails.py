"""The words of mails about taking part, made when they are sent (`forum.mail.purposes`)."""

import re
from collections.abc import Mapping
from typing import Any

from forum.accounts.mails import ticket_that_counts
from forum.accounts.tickets import LIFE, code_of, link_token
from forum.articles.queries import article_by_id
from forum.discussion.drafts import draft_named
from forum.mail.purposes import NotNeeded, Purposes
from forum.web.site import absolute

# Enough to know one's own words by, and too little for whoever would have us mail an advertisement to others: the page
# that the link leads to has all of it.
MOST_SHOWN = 400
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.|mailto:)\S+", re.IGNORECASE)


def confirmation_words(facts: Mapping[str, Any]) -> Mapping[str, Any] | NotNeeded:
    ticket = ticket_that_counts(facts)
    if isinstance(ticket, NotNeeded):
        return ticket
    draft = draft_named(ticket.draft)
    if draft is None:
        return NotNeeded("The words were posted meanwhile, or waited for more than a day.")
    said = _ADDRESS.sub("(a link)", draft.body)
    return {
        "link": absolute(f"/words/link/{link_token(ticket)}"),
        "code": code_of(ticket),
        "minutes": LIFE.seconds // 60,
        "name": ticket.name,
        "title": article_by_id(draft.article_id).title,
        "said": said if len(said) <= MOST_SHOWN else said[:MOST_SHOWN] + " …",
    }


PURPOSES: Purposes = {"words": confirmation_words}
