"""What is counted together, how often one may do it and why so often; and by endpoint, what it counts as."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from limits import RateLimitItem
from limits import RateLimitItemPerHour as PerHour
from limits import RateLimitItemPerMinute as PerMinute

AGAIN = "Try again"
KEPT = "Your words are kept: send them again"


class By(Enum):
    """Whose doings are added up."""

    ACCOUNT = "account"
    NETWORK = "network"


@dataclass(frozen=True)
class Action:
    """What is counted together; `done` and `then` are what one reads who did it too often."""

    name: str
    by: By
    done: str
    then: str
    limits: tuple[RateLimitItem, ...]


# A lively exchange is two or three comments a minute; the rest is for mended mistakes. An hour of one a minute is a
# flood, whoever it comes from.
POST = Action("post", By.ACCOUNT, "You have sent {} comments", KEPT, (PerMinute(6), PerHour(60)))
# Mistakes are seen one after another, just after sending. Each edit is kept as a row.
EDIT = Action("edit", By.ACCOUNT, "You have sent {} edits", KEPT, (PerMinute(10), PerHour(100)))
# Whoever takes back all that they said on a bad day may do so in one go, and think better of it.
DELETE = Action("delete", By.ACCOUNT, "You have deleted or restored comments {} times", AGAIN, (PerMinute(30),))
# Reading a long thread and recommending half of it; each moves the page that everybody shares.
RECOMMEND = Action("recommend", By.ACCOUNT, "You have given or taken back {} recommendations", AGAIN, (PerMinute(60),))
# Reading through a bad night's thread; whoever is signed out shares the network with a household.
REPORT = Action("report", By.NETWORK, "There were {} reports from your network", AGAIN, (PerMinute(10), PerHour(60)))
# Each is a mail to whatever address is typed, and comes before all that waits.
NOTICE = Action("notice", By.NETWORK, "There were {} notices from your network", AGAIN, (PerHour(10),))
# Going through what is discussed, and choosing.
FOLLOW = Action("follow", By.ACCOUNT, "You have followed or silenced something {} times", AGAIN, (PerMinute(60),))
# Line by line through a full page.
READ = Action("read", By.ACCOUNT, "You have marked notifications {} times", AGAIN, (PerMinute(60),))
# Trying out what comes.
CHOOSE = Action("choose", By.ACCOUNT, "You have changed how you are told {} times", AGAIN, (PerMinute(30),))
# A provider of mail presses for all of its people, from a few networks; nobody guesses what is sealed.
STOP = Action("stop", By.NETWORK, "Mail was stopped {} times from your network", AGAIN, (PerMinute(120),))
# Only one's own page changes.
MUTE = Action("mute", By.ACCOUNT, "You have muted or unmuted people {} times", AGAIN, (PerMinute(60),))
# A look every other second, while one learns how links or spoilers are written.
PREVIEW = Action("preview", By.ACCOUNT, "You have asked for {} previews", KEPT, (PerMinute(30),))
# Script tells now and then what was seen, from every tab that is open.
VISIT = Action("visit", By.ACCOUNT, "Your visits were noted {} times", AGAIN, (PerMinute(60),))
# Words that are kept, for after the sign-in or after a warning was read, are rows that anybody can make; a whole
# office may be behind one address.
DRAFT = Action("draft", By.NETWORK, "Words came {} times from your network", KEPT, (PerMinute(10), PerHour(60)))
# Each is a hash that is made to be slow, and tells whether a name is taken: a family's worth, with their mistakes.
REGISTER = Action("register", By.NETWORK, "There were {} tries to register from your network", AGAIN, (PerHour(10),))
# Enough for an office on Monday morning, too few to guess with. (By account: `accounts.failures`.)
SIGN_IN = Action("sign-in", By.NETWORK, "There were {} tries to sign in from your network", AGAIN, (PerMinute(20, 10),))
# A mail to anybody: an address gets five an hour, whoever asks (`accounts.tickets`); this is what a newsroom needs.
MAIL = Action("mail", By.NETWORK, "There were {} mails asked for from your network", AGAIN, (PerHour(30),))
# Nobody guesses a passkey, but each question is a row; two for each sign-in.
PASSKEY = Action("passkey", By.NETWORK, "Passkeys were used {} times from your network", AGAIN, (PerMinute(60, 10),))
# Opened on each story that one reads in an evening, and each time a row; pressed once.
HAND_OVER = Action("hand-over", By.ACCOUNT, "You have signed in on other pages {} times", AGAIN, (PerMinute(30),))
# An evening with a new telephone, and its mistakes.
FACTOR = Action("factor", By.ACCOUNT, "You have changed how you sign in {} times", AGAIN, (PerHour(40),))
# Each reads all that somebody ever said; one is enough, the rest is for downloads that broke off.
EXPORT = Action("export", By.ACCOUNT, "You have downloaded your data {} times", AGAIN, (PerHour(5),))
# Each is a mail, and nobody changes their mind so often.
LEAVE = Action("leave", By.ACCOUNT, "You have asked for your account to be deleted {} times", AGAIN, (PerHour(10),))
# One for each decision about them; an hour in which somebody reads many mails at once.
APPEAL = Action("appeal", By.ACCOUNT, "You have sent {} appeals", KEPT, (PerMinute(6), PerHour(30)))
# The same by whoever holds the link from a mail, and cannot sign in.
APPEAL_BY_MAIL = Action("appeal-by-mail", By.NETWORK, "Appeals came {} times from your network", KEPT, (PerHour(30),))
# Each of them moves every page on which one has spoken.
PROFILE = Action("profile", By.ACCOUNT, "You have changed your profile {} times", AGAIN, (PerMinute(10), PerHour(60)))
# A password is a hash that is made to be slow, an address two mails.
KEYS = Action("keys", By.ACCOUNT, "You have changed how you sign in {} times", AGAIN, (PerHour(20),))
# A household of forgotten browsers, ended one by one.
SESSIONS = Action("sessions", By.ACCOUNT, "You have ended sessions {} times", AGAIN, (PerMinute(60),))
# Two a second: asked while somebody types a name, by each who writes behind one address.
PEOPLE = Action("people", By.NETWORK, "Names were asked for {} times from your network", AGAIN, (PerMinute(120),))
# What pages of other sites ask for on behalf of their readers (`forum.api`).
# A page asks every other second while its reader signs in, for two minutes; a few readers behind one address.
AWAIT = Action("await", By.NETWORK, "Sign-ins were asked after {} times from your network", AGAIN, (PerMinute(240),))
# Each page that is opened gets one and renews it four times an hour; an office reads many.
TOKEN = Action("token", By.NETWORK, "Pages were signed in {} times from your network", AGAIN, (PerMinute(60),))
# Each is a row that stays, on a site's whole archive; one reads and comments a few articles in an hour.
OPEN = Action("open", By.ACCOUNT, "You have opened {} discussions", AGAIN, (PerMinute(6), PerHour(30)))
# As PREVIEW, by whoever has not yet said who they are too.
LOOK = Action("look", By.NETWORK, "Previews were asked for {} times from your network", KEPT, (PerMinute(60),))

BY_ENDPOINT: Mapping[str, Action] = {
    "accounts.register_account": REGISTER,
    "accounts.sign_in_account": SIGN_IN,
    "accounts.sign_in_by_link": SIGN_IN,
    "accounts.sign_in_by_code": SIGN_IN,
    "accounts.mail_sign_in": MAIL,
    "accounts.give_second": SIGN_IN,
    "accounts.ask_for_passkey": PASSKEY,
    "accounts.sign_in_by_passkey": PASSKEY,
    "accounts.set_up_authenticator": FACTOR,
    "accounts.confirm_authenticator_code": FACTOR,
    "accounts.make_recovery_codes": FACTOR,
    "accounts.turn_off": FACTOR,
    "accounts.ask_for_new_passkey": FACTOR,
    "accounts.add_new_passkey": FACTOR,
    "accounts.remove_old_passkey": FACTOR,
    "accounts.save_password": KEYS,
    "accounts.drop_password": KEYS,
    "accounts.save_address": KEYS,
    "accounts.confirm_address_by_code": SIGN_IN,
    "accounts.confirm_address_by_link": SIGN_IN,
    "accounts.end_session": SESSIONS,
    "accounts.end_others": SESSIONS,
    "sso.sign_in_by_token": SIGN_IN,
    "sso.sign_in_by_provider": SIGN_IN,
    "discussion.save_profile": PROFILE,
    "discussion.post": POST,
    "discussion.say_who": MAIL,
    "discussion.confirm_by_code": SIGN_IN,
    "discussion.confirm_by_link": SIGN_IN,
    "discussion.edit": EDIT,
    "discussion.delete": DELETE,
    "discussion.restore": DELETE,
    "discussion.add_recommendation": RECOMMEND,
    "discussion.remove_recommendation": RECOMMEND,
    "discussion.mute_person": MUTE,
    "discussion.unmute_person": MUTE,
    "discussion.people": PEOPLE,
    "discussion.visit": VISIT,
    "embed.hand_over": HAND_OVER,
    "moderation.read_warnings": DRAFT,
    "notifications.read_all": READ,
    "notifications.read": READ,
    "notifications.unread": READ,
    "notifications.save_settings": CHOOSE,
    "notifications.forget_settings": CHOOSE,
    "notifications.no_mail": CHOOSE,
    "notifications.follow_article": FOLLOW,
    "notifications.follow_somebody": FOLLOW,
    "notifications.follow_section": FOLLOW,
    "notifications.follow_thread": FOLLOW,
    "notifications.stop_following": FOLLOW,
    "notifications.stop": STOP,
    "notifications.again": STOP,
    "reporting.report": REPORT,
    "reporting.take_back": REPORT,
    "reporting.notice": NOTICE,
    "redress.appeal": APPEAL,
    "redress.appeal_by_link": APPEAL_BY_MAIL,
    "redress.send_again": EDIT,
    "privacy.delete": LEAVE,
    "privacy.export": EXPORT,
    "api.open_one": OPEN,
    "api.post": POST,
    "api.edit": EDIT,
    "api.delete": DELETE,
    "api.restore": DELETE,
    "api.recommend_one": RECOMMEND,
    "api.withdraw_one": RECOMMEND,
    "api.report": REPORT,
    "api.take_report_back": REPORT,
    "api.mute_person": MUTE,
    "api.unmute_person": MUTE,
    "api.follow_article": FOLLOW,
    "api.unfollow_article": FOLLOW,
    "api.preview": LOOK,
    "api.sign_in": AWAIT,
    "api.make_token": TOKEN,
    "api.renew_token": TOKEN,
    "api.end_token": TOKEN,
}
