"""What follows from what: event by event, in order; and what the clock sets off."""

from datetime import timedelta

from forum.accounts.mails import PURPOSES as SIGNING_IN
from forum.discussion.deleting import erase_deleted
from forum.discussion.mails import PURPOSES as TAKING_PART
from forum.mail.delivery import Postman
from forum.mail.events import MailWritten
from forum.mail.pruning import prune
from forum.mail.purposes import PURPOSES as TRYING_OUT
from forum.mail.purposes import Purposes
from forum.outbox.dispatch import Handlers
from forum.outbox.worker import Chore

# Every mail that the site sends, each with the words of whoever owns it.
PURPOSES: Purposes = {**TRYING_OUT, **SIGNING_IN, **TAKING_PART}
POSTMAN = Postman(PURPOSES)

HANDLERS: Handlers = {
    MailWritten: (POSTMAN.deliver,),
}

CHORES = (
    Chore(timedelta(seconds=5), erase_deleted),
    Chore(timedelta(seconds=5), POSTMAN.exchange.hang_up),
    Chore(timedelta(hours=1), prune),
)
