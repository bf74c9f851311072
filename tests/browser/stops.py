"""A tour of the site: every page, in every state that a reader or a moderator can bring it to."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Map

from forum.ids import to_text
from tests.browser.newsroom import page_of, path_of
from tests.browser.town import Town
from tests.browser.visits import (
    Visit,
    appeal_form,
    aside,
    at,
    collapsed,
    decision_without_reason,
    on,
    opened,
    press,
    preview,
    preview_of_edit,
    refused_address,
    refused_appeal,
    refused_comment,
    refused_password,
    refused_profile,
    refused_reason,
    refused_registration,
    refused_resubmission,
    refused_role,
    refused_sign_in,
    session_ended,
    unanswered_appeal,
    used_link,
    words_given_back,
    written_first,
)

# Not pages: a file, and what is told to machines and to our own script.
FOR_MACHINES = {"healthz", "readyz", "metrics", "articles.counts"}
NO_PAGES = {"static", "bundle", "accounts.authenticator_code", "discussion.live", "discussion.people"} | FOR_MACHINES
NO_PAGES |= {"privacy.export"}
NO_PAGES |= {"transparency.feed", "transparency.report_as_csv", "transparency.report_as_json"}
NO_PAGES |= {"redress.why"}  # leads on to a statement


@dataclass(frozen=True)
class Stop:
    """A page to look at: whose route it is, who looks, and how they get there."""

    name: str
    endpoint: str
    visit: Visit
    who: str | None = None


def _bridge(town: Town) -> str:
    return path_of(town.bridge)


ARTICLE, PERMALINK = "discussion.article", "discussion.permalink"
QUEUE_STATES = ("empty", "all-seen", "full", "done", "overtaken", "note-refused")
TRIAL_STATES = ("begun", "running", "done", "stopped", "of-moderators")
RULES_STATES = ("rule", "rule-refused", "rule-of-moderators", "rules-tried", "rules-tried-in-vain", "rule-changed")

REPORT, NOTICE = "reporting.report_form", "reporting.notice_form"
MEASURES, SECOND_LOOK = "measures.measures", "measures.second_look"
LOOK_STATES = ("second-look", *(f"second-look-{state}" for state in ("blurred", "refused", "skipped", "done")))
REPORT_STATES = ("report-refused", "report-said", "report-disagrees", "report-declined")

PUBLIC_LOG_STATES = ("public-log", "public-log-empty", "public-log-end", "public-log-for-staff")
TERMS_STATES = ("terms-first", "terms-form", "terms-preview", "terms-refused", "terms-overtaken")

STOPS: Sequence[Stop] = [
    Stop("front", "articles.front", at(lambda town: "/")),
    Stop("front-signed-in", "articles.front", at(lambda town: "/"), "ada"),
    Stop("article", ARTICLE, at(_bridge)),
    Stop("article-author", ARTICLE, at(_bridge), "ada"),
    Stop("article-muted", ARTICLE, at(_bridge), "ben"),
    Stop("article-moderator", ARTICLE, at(_bridge), "sam"),
    Stop("article-opened", ARTICLE, opened, "ada"),
    Stop("article-opened-moderator", ARTICLE, opened, "sam"),
    Stop("article-collapsed", ARTICLE, collapsed),
    Stop("article-empty", ARTICLE, at(lambda town: path_of(town.quiet))),
    Stop("article-empty-signed-in", ARTICLE, at(lambda town: path_of(town.quiet)), "ada"),
    Stop("article-closed", ARTICLE, at(lambda town: path_of(town.closed)), "ada"),
    Stop("article-deep", ARTICLE, at(lambda town: path_of(town.deep)), "ada"),
    Stop("article-long", ARTICLE, at(lambda town: path_of(town.long) + "?sort=oldest")),
    Stop(
        "article-marked", ARTICLE, at(lambda town: f"{_bridge(town)}?show={to_text(town.comments['reply'].id)}"), "ben"
    ),
    Stop("article-wrong-order", ARTICLE, at(lambda town: _bridge(town) + "?sort=worst")),
    Stop("permalink", PERMALINK, on("reply")),
    Stop("permalink-held", PERMALINK, on("held"), "ada"),
    Stop("permalink-tombstone", PERMALINK, on("removed")),
    Stop("permalink-deep", PERMALINK, at(lambda town: page_of(town.chain[12])), "ada"),
    Stop("permalink-more", PERMALINK, at(lambda town: page_of(town.chain[0]))),
    Stop("reply", "discussion.reply_form", on("everything", "/reply"), "ada"),
    Stop("reply-signed-out", "discussion.reply_form", on("reply", "/reply?quote=1")),
    Stop("preview", ARTICLE, preview, "ada"),
    Stop("comment-refused", ARTICLE, refused_comment, "ada"),
    Stop("comment-given-back", ARTICLE, words_given_back, "ada"),
    Stop("session-ended", ARTICLE, session_ended, "cleo"),
    Stop("permalink-deleted", PERMALINK, on("deleted")),
    Stop("edit", "discussion.edit_form", on("everything", "/edit"), "ada"),
    Stop("edit-preview", "discussion.edit_form", preview_of_edit, "ada"),
    Stop("delete", "discussion.delete_form", on("edited", "/delete"), "ada"),
    Stop("history", "discussion.history", on("edited", "/history")),
    Stop("history-none", "discussion.history", on("reply", "/history")),
    Stop("person", "discussion.person", at(lambda town: "/people/ben"), "ada"),
    Stop("person-own", "discussion.person", at(lambda town: "/people/ada"), "ada"),
    Stop("person-moderator", "discussion.person", at(lambda town: "/people/ada"), "sam"),
    Stop("register", "accounts.register_form", at(lambda town: "/register")),
    Stop("register-refused", "accounts.register_form", refused_registration),
    Stop("sign-in", "accounts.sign_in_form", at(lambda town: "/sign-in")),
    Stop("sign-in-refused", "accounts.sign_in_form", refused_sign_in),
    Stop("sign-in-with-words", "accounts.sign_in_form", written_first),
    Stop("sign-out", "accounts.sign_out_form", at(lambda town: "/sign-out"), "ada"),
    Stop("sign-out-done", "accounts.sign_out_form", at(lambda town: "/sign-out")),
    Stop("link", "accounts.sign_in_link", at(lambda town: f"/sign-in/link/{town.link}")),
    Stop("link-used", "accounts.sign_in_link", used_link),
    Stop("second-step", "accounts.second_form", aside("second")),
    Stop("second-step-refused", "accounts.second_form", aside("second-refused")),
    Stop("passkey", "accounts.passkey_form", press("/sign-in", "Sign in with a passkey")),
    Stop("second-factor", "accounts.second_factor", at(lambda town: "/me/second-factor"), "ada"),
    Stop("second-factor-on", "accounts.second_factor", aside("second-factor")),
    Stop("authenticator", "accounts.authenticator_form", press("/me/second-factor", "Set up an authenticator"), "ada"),
    Stop("recovery-codes", "accounts.second_factor", aside("codes")),
    Stop("new-passkey", "accounts.new_passkey_form", press("/me/second-factor", "Add a passkey"), "ada"),
    Stop("me", "accounts.me", at(lambda town: "/me"), "ada"),
    Stop("profile", "discussion.profile_form", at(lambda town: "/me/profile"), "ben"),
    Stop("profile-of-a-newcomer", "discussion.profile_form", at(lambda town: "/me/profile?next=/"), "cleo"),
    Stop("profile-refused", "discussion.profile_form", refused_profile, "ada"),
    Stop("sessions", "accounts.sessions", at(lambda town: "/me/sessions"), "ada"),
    Stop("password", "accounts.password_form", at(lambda town: "/me/password"), "ada"),
    Stop("password-refused", "accounts.password_form", refused_password, "ada"),
    Stop("address", "accounts.address_form", at(lambda town: "/me/address"), "ada"),
    Stop("address-refused", "accounts.address_form", refused_address, "ada"),
    Stop("address-code", "accounts.address_code_form", at(lambda town: f"/me/address/code/{town.moving}"), "ada"),
    Stop("address-link", "accounts.address_link", at(lambda town: f"/me/address/link/{town.moving_link}")),
    Stop("who-says-this", "discussion.words", aside("who")),
    Stop("who-says-this-refused", "discussion.words", aside("who-refused")),
    Stop("words-code", "discussion.confirm_form", aside("words-code")),
    Stop("words-code-refused", "discussion.confirm_form", aside("words-code-refused")),
    Stop("words-link", "discussion.confirm_link", aside("words-link")),
    Stop("words-wait", "discussion.waits", aside("waits")),
    Stop("code", "accounts.code_form", aside("code")),
    Stop("sign-in-by-mail", "accounts.sign_in_form", aside("/sign-in")),
    Stop("register-by-mail", "accounts.register_form", aside("/register")),
    Stop("report", REPORT, on("reply", "/report")),
    Stop("report-signed-in", REPORT, on("reply", "/report"), "ada"),
    *(Stop(state, REPORT, aside(state)) for state in REPORT_STATES),
    Stop("notice", NOTICE, on("reply", "/notice")),
    Stop("notice-refused", NOTICE, aside("notice-refused")),
    Stop("notice-received", "reporting.received", aside("notice-received")),
    Stop("notice-of-what", "reporting.find_comment", at(lambda town: "/notice")),
    Stop("notice-nowhere", "reporting.find_comment", aside("notice-nowhere")),
    Stop("queue-reported", "queue.queue", aside("queue-reported")),
    Stop("decision-held", "moderation.decision_form", on("held", "/decision"), "sam"),
    Stop("decision-refused", "moderation.decision_form", decision_without_reason, "sam"),
    Stop("decision-live", "moderation.decision_form", on("everything", "/decision"), "sam"),
    Stop("queue", "queue.queue", at(lambda town: "/moderation/queue"), "sam"),
    Stop("queue-unseen", "queue.queue", at(lambda town: "/moderation/queue?tab=unseen"), "sam"),
    Stop("queue-nothing-found", "queue.queue", at(lambda town: "/moderation/queue?q=author:nobody"), "sam"),
    Stop("queue-refused", "queue.queue", at(lambda town: "/moderation/queue?q=colour:red"), "sam"),
    *(Stop(f"queue-{state}", "queue.queue", aside(f"queue-{state}")) for state in QUEUE_STATES),
    Stop("bulk-done", "queue.queue", aside("bulk-done")),
    Stop("bulk-overtaken", "queue.queue", aside("bulk-overtaken")),
    Stop("queue-blurred", "queue.queue", aside("queue-blurred")),
    Stop("measures", MEASURES, at(lambda town: "/moderation/measures"), "sam"),
    *(Stop(state, MEASURES, aside(state)) for state in ("measures-own", "measures-full")),
    Stop("second-look-none", SECOND_LOOK, at(lambda town: "/moderation/second-look"), "eve"),
    *(Stop(state, SECOND_LOOK, aside(state)) for state in LOOK_STATES),
    Stop("rules", "moderation.rules", at(lambda town: "/moderation/rules"), "eve"),
    *(Stop(state, "moderation.rules", aside(state)) for state in RULES_STATES),
    *(Stop(f"trial-{state}", "moderation.trial", aside(f"trial-{state}")) for state in TRIAL_STATES),
    Stop("rules-of-a-section", "moderation.rules", at(lambda town: "/moderation/rules?section=Town+hall"), "eve"),
    Stop("article-set-up", "moderation.article_form", at(lambda town: f"{_bridge(town)}/moderation"), "sam"),
    Stop("rules-of-moderators", "moderation.rules", at(lambda town: "/moderation/rules"), "sam"),
    Stop("log", "moderation.log", at(lambda town: "/moderation/log"), "sam"),
    Stop("log-full", "moderation.log", aside("log-full")),
    Stop("log-of-nobody", "moderation.log", aside("log-of-nobody")),
    Stop("yearly-report", "transparency.report", aside("report")),
    Stop("yearly-report-empty", "transparency.report", aside("report-empty")),
    *(Stop(state, "transparency.public_log", aside(state)) for state in PUBLIC_LOG_STATES),
    Stop("terms", "transparency.terms", aside("terms")),
    Stop("rules-in-force", "transparency.rules", aside("rules")),
    Stop("terms-none", "transparency.rules", aside("terms-none")),
    Stop("terms-older", "transparency.version", aside("terms-older")),
    *(Stop(state, "transparency.terms_form", aside(state)) for state in TERMS_STATES),
    Stop("statement-with-rules", "redress.statement", aside("statement-with-rules")),
    Stop("decision-overtaken", "moderation.decision_form", aside("decision-overtaken")),
    Stop("move-refused", "moderation.decision_form", aside("move-refused")),
    Stop("person-muted", "moderation.person", aside("person-muted")),
    Stop("box-warned", ARTICLE, aside("box-warned")),
    Stop("moderate-person", "moderation.person", at(lambda town: "/people/ada/moderation"), "sam"),
    Stop("person-warned", "moderation.person", aside("person-warned")),
    Stop("person-refused", "moderation.person", aside("person-refused")),
    Stop("everything-by", "moderation.everything_form", aside("everything-by")),
    Stop("warned", "moderation.warnings", aside("warned")),
    Stop("warnings-none", "moderation.warnings", at(lambda town: "/me/warnings"), "ada"),
    Stop("mine", "redress.mine", at(lambda town: "/me/comments"), "ada"),
    Stop("mine-appealed", "redress.mine", at(lambda town: "/me/comments?show=removed"), "cleo"),
    Stop("mine-empty", "redress.mine", at(lambda town: "/me/comments"), "dan"),
    Stop("statement", "redress.statement", on("rejected", "/why"), "ada"),
    Stop("statement-appealed", "redress.statement", on("removed", "/why"), "cleo"),
    Stop("statement-by-link", "redress.statement_by_link", at(lambda town: f"/statements/link/{town.stated}")),
    Stop("appeal", "redress.appeal_form", appeal_form, "ada"),
    Stop("appeal-refused", "redress.appeal_form", refused_appeal, "ada"),
    Stop("appeal-by-link", "redress.appeal_form_by_link", at(lambda town: f"/statements/link/{town.stated}/appeal")),
    Stop("resubmit", "redress.resubmit_form", on("rejected", "/resubmit"), "ada"),
    Stop("resubmit-refused", "redress.resubmit_form", refused_resubmission, "ada"),
    Stop("appeals", "redress.listing", at(lambda town: "/moderation/appeals"), "eve"),
    Stop("appeals-decided-none", "redress.listing", at(lambda town: "/moderation/appeals?tab=decided"), "eve"),
    Stop("appeal-to-answer", "redress.one", at(lambda town: f"/moderation/appeals/{town.appeal}"), "eve"),
    Stop("appeal-of-own-decision", "redress.one", at(lambda town: f"/moderation/appeals/{town.appeal}"), "sam"),
    Stop("appeal-unanswered", "redress.one", unanswered_appeal, "eve"),
    Stop("reasons", "moderation.reasons", at(lambda town: "/moderation/reasons"), "eve"),
    Stop("reasons-of-moderators", "moderation.reasons", at(lambda town: "/moderation/reasons?reason=hate"), "sam"),
    Stop("reason-new", "moderation.reasons", at(lambda town: "/moderation/reasons?new=1"), "eve"),
    Stop("reason-refused", "moderation.reasons", refused_reason, "eve"),
    Stop("forbidden", "moderation.decision_form", on("everything", "/decision"), "ben"),
    Stop("front-empty", "articles.front", aside("/")),
    Stop("failed", "articles.front", aside("/fails")),
    Stop("busy", "articles.front", aside("/busy")),
    Stop("data", "privacy.data", at(lambda town: "/me/data"), "ada"),
    Stop("data-leaving-and-held", "privacy.data", at(lambda town: "/me/data"), "dan"),
    Stop("data-of-staff", "privacy.data", at(lambda town: "/me/data"), "sam"),
    Stop("delete-account", "privacy.delete_form", at(lambda town: "/me/data/delete"), "ada"),
    Stop("delete-account-held", "privacy.delete_form", at(lambda town: "/me/data/delete"), "dan"),
    Stop("people", "people.listing", at(lambda town: "/people"), "eve"),
    Stop("people-none", "people.listing", at(lambda town: "/people?begins=nobody"), "eve"),
    Stop("people-forbidden", "people.listing", at(lambda town: "/people"), "sam"),
    Stop("manage", "people.manage", at(lambda town: "/people/ada/manage"), "eve"),
    Stop("manage-held", "people.manage", at(lambda town: "/people/dan/manage"), "eve"),
    Stop("manage-refused", "people.manage", refused_role, "eve"),
    Stop("mailbox-empty", "mailbox.mails", aside("/mailbox")),
    Stop("mailbox", "mailbox.mails", aside("mails")),
    Stop("mailbox-mail", "mailbox.mail", aside("mail")),
    Stop("styleguide", "styleguide.styleguide", at(lambda town: "/styleguide")),
    Stop("not-found", "discussion.person", at(lambda town: "/people/nobody-here")),
]


def pages(url_map: Map) -> set[str]:
    """Every endpoint that answers a GET with a page."""
    return {str(rule.endpoint) for rule in url_map.iter_rules() if "GET" in (rule.methods or ())} - NO_PAGES


def unvisited(app: Flask, stops: Sequence[Stop] = STOPS) -> set[str]:
    return pages(app.url_map) - {stop.endpoint for stop in stops}
