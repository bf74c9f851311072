"""What follows from what: event by event, in order; and what the clock sets off."""

from datetime import timedelta

from forum.accounts.failures import forget_old_failures
from forum.accounts.mails import PURPOSES as SIGNING_IN
from forum.accounts.tickets import forget_old_tickets
from forum.api.tokens import forget_old_tokens
from forum.discussion.deleting import erase_deleted
from forum.discussion.drafts import forget_old_drafts
from forum.discussion.events import CommentEdited, CommentReported, CommentStood, WordsPublished
from forum.discussion.mails import PURPOSES as TAKING_PART
from forum.discussion.second_opinion import ask_elsewhere
from forum.mail.delivery import Postman
from forum.mail.events import MailWritten
from forum.mail.pruning import prune
from forum.mail.purposes import PURPOSES as TRYING_OUT
from forum.mail.purposes import Purposes
from forum.moderation.events import CommentPicked, PersonSanctioned, TrialBegun
from forum.moderation.linked import forget_old_networks
from forum.moderation.trial_work import try_out
from forum.moderation.trials import forget_old_trials
from forum.notifications.deciding import tell_of_appeal, tell_of_pick, tell_of_sanction
from forum.notifications.digests import send_digests
from forum.notifications.fanout import tell_of_comment, tell_of_edit
from forum.notifications.mailing import mail_what_is_due
from forum.notifications.mails import PURPOSES as NOTIFYING
from forum.notifications.pruning import forget_old_notifications
from forum.outbox.dispatch import Handlers
from forum.outbox.worker import Chore
from forum.privacy.erasing import erase_due, take_back_what_they_did
from forum.privacy.events import PersonLeft
from forum.privacy.mails import PURPOSES as LEAVING
from forum.redress.events import AppealDecided, AppealSent
from forum.redress.mails import PURPOSES as ANSWERING
from forum.reporting.closing import close_reports_of_erased, forget_networks_of_guests, forget_old_notices
from forum.reporting.mails import PURPOSES as REPORTING
from forum.rounds.mails import PURPOSES as GOING_ROUND
from forum.rounds.noting import note_report, note_waiting
from forum.rounds.telling import forget_told, tell_next
from forum.sso.used import forget_used_assertions
from forum.statements.mails import PURPOSES as STATING
from forum.webhooks.announcing import announce
from forum.webhooks.events import WebhookDue
from forum.webhooks.sending import Messenger, forget_old_deliveries

# Every mail that the site sends, each with the words of whoever owns it.
PURPOSES: Purposes = {
    **TRYING_OUT,
    **SIGNING_IN,
    **TAKING_PART,
    **NOTIFYING,
    **REPORTING,
    **STATING,
    **ANSWERING,
    **LEAVING,
    **GOING_ROUND,
}
POSTMAN = Postman(PURPOSES)
MESSENGER = Messenger()

HANDLERS: Handlers = {
    AppealDecided: (announce, tell_of_appeal),
    AppealSent: (announce,),
    CommentEdited: (announce, tell_of_edit),
    CommentPicked: (announce, tell_of_pick),
    CommentReported: (announce, note_report),
    CommentStood: (announce, note_waiting, tell_of_comment),
    MailWritten: (POSTMAN.deliver,),
    PersonLeft: (take_back_what_they_did,),
    PersonSanctioned: (announce, tell_of_sanction),
    TrialBegun: (try_out,),
    WebhookDue: (MESSENGER.send,),
    WordsPublished: (ask_elsewhere,),
}

CHORES = (
    Chore(timedelta(seconds=5), erase_deleted),
    Chore(timedelta(seconds=5), POSTMAN.exchange.hang_up),
    Chore(timedelta(seconds=5), mail_what_is_due),
    Chore(timedelta(seconds=10), send_digests),
    Chore(timedelta(seconds=10), tell_next),
    Chore(timedelta(minutes=1), erase_due),
    Chore(timedelta(minutes=1), close_reports_of_erased),
    Chore(timedelta(hours=1), prune),
    Chore(timedelta(hours=1), forget_old_notifications),
    Chore(timedelta(hours=1), forget_old_drafts),
    Chore(timedelta(hours=1), forget_old_failures),
    Chore(timedelta(hours=1), forget_old_tickets),
    Chore(timedelta(minutes=10), forget_old_tokens),
    Chore(timedelta(hours=1), forget_old_networks),
    Chore(timedelta(hours=1), forget_old_notices),
    Chore(timedelta(hours=1), forget_networks_of_guests),
    Chore(timedelta(hours=1), forget_old_trials),
    Chore(timedelta(hours=1), forget_old_deliveries),
    Chore(timedelta(hours=1), forget_used_assertions),
    Chore(timedelta(hours=1), forget_told),
)
