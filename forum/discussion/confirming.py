"""Words first, then who says them: by a mail, or under a name alone.

*Why nothing of it stands in the discussion before.* Of whoever gives an address nobody knows that it is theirs. So
their words wait where drafts wait, with whom they answer, and become a comment by the rule of every other one at the
moment that the address is confirmed: nothing has to be hidden, counted out or cleared away until then.
"""

from forum.accounts.keys import Purpose, Ticket
from forum.accounts.models import Account
from forum.accounts.registration import new_account
from forum.accounts.tickets import WORDS_LIFE, make_ticket, require_patience
from forum.articles.queries import article_to_change
from forum.config import Hold
from forum.db import db
from forum.discussion.drafts import draft_named, forget_draft, form_of
from forum.discussion.models import Comment, Draft
from forum.discussion.posting import post_comment
from forum.errors import NotFound
from forum.mail.post import write
from forum.web.site import settings


def ask_to_confirm(token: str, name: str, address: str) -> Ticket:
    """Send the words of a draft to `address`, with a link and a code that publish them under `name`."""
    require_patience(address, Purpose.WORDS)
    ticket = make_ticket(Purpose.WORDS, WORDS_LIFE, email=address, name=name, draft=token)
    db.session.flush()
    write("words", address, {"ticket": ticket.id})
    return ticket


def publish(token: str, by: Account) -> Comment:
    """The draft as a comment of `by`; what any other comment is refused for, this one is too."""
    draft = draft_or_404(token)
    comment = post_comment(article_to_change(draft.article_id), form_of(draft), by, settings().hold)
    forget_draft(token)
    return comment


def publish_as_guest(token: str, name: str) -> Comment:
    """The draft under a name that nobody vouches for: it always waits for a moderator."""
    draft = draft_or_404(token)
    article, form = article_to_change(draft.article_id), form_of(draft)
    # Each time another guest says it: that it was said already, nothing else would tell.
    if not forget_draft(token):
        raise _gone()
    return post_comment(article, form, new_account(name), Hold.ALL)


def draft_or_404(token: str) -> Draft:
    draft = draft_named(token)
    if draft is None:
        raise _gone()
    return draft


def _gone() -> NotFound:
    return NotFound("These words were posted already, or waited for more than a day.")
