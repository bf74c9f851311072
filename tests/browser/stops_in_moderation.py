"""Where one reports, and where staff decide and are looked at."""

from collections.abc import Sequence

from tests.browser.stop import ARTICLE, Stop, bridge
from tests.browser.visits import aside, at, decision_without_reason, on

REPORT, NOTICE = "reporting.report_form", "reporting.notice_form"
MEASURES, SECOND_LOOK = "measures.measures", "measures.second_look"
QUEUE_STATES = ("empty", "all-seen", "full", "done", "overtaken", "note-refused")
TRIAL_STATES = ("begun", "running", "done", "stopped", "of-moderators")
RULES_STATES = ("rule", "rule-refused", "rule-of-moderators", "rules-tried", "rules-tried-in-vain", "rule-changed")
LOOK_STATES = ("second-look", *(f"second-look-{state}" for state in ("blurred", "refused", "skipped", "done")))
BY_MAIL_STATES = ("", "-reasons", "-refused", "-done", "-undone", "-overtaken", "-dead")
REPORT_STATES = ("report-refused", "report-said", "report-disagrees", "report-declined")
PUBLIC_LOG_STATES = ("public-log", "public-log-empty", "public-log-end", "public-log-for-staff")
WEBHOOK_STATES = ("webhook-added", "webhook-quiet", "webhook-off", "webhook-failing")
ORIGIN_STATES = ("html", "unclear", "wordpress", "look-refused", "found", "not-yet")
TERMS_STATES = ("terms-first", "terms-form", "terms-preview", "terms-refused", "terms-overtaken")

IN_MODERATION: Sequence[Stop] = [
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
    Stop("article-set-up", "moderation.article_form", at(lambda town: f"{bridge(town)}/moderation"), "sam"),
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
    *(Stop(state, "origins.listing", aside(state)) for state in ("origins", "origins-empty", "origin-refused")),
    *(Stop(f"origin-{state}", "origins.one", aside(f"origin-{state}")) for state in ORIGIN_STATES),
    *(Stop(state, "webhooks.listing", aside(state)) for state in ("webhooks", "webhooks-empty")),
    Stop("webhook-new", "webhooks.new", at(lambda town: "/moderation/webhooks/new"), "eve"),
    Stop("webhook-refused", "webhooks.new", aside("webhook-refused")),
    *(Stop(state, "webhooks.one", aside(state)) for state in WEBHOOK_STATES),
    Stop("decision-overtaken", "moderation.decision_form", aside("decision-overtaken")),
    Stop("move-refused", "moderation.decision_form", aside("move-refused")),
    Stop("person-muted", "moderation.person", aside("person-muted")),
    Stop("box-warned", ARTICLE, aside("box-warned")),
    *(Stop(f"by-mail{state}", "rounds.look", aside(f"by-mail{state}")) for state in BY_MAIL_STATES),
    Stop("moderate-person", "moderation.person", at(lambda town: "/people/ada/moderation"), "sam"),
    Stop("person-warned", "moderation.person", aside("person-warned")),
    Stop("person-refused", "moderation.person", aside("person-refused")),
    Stop("everything-by", "moderation.everything_form", aside("everything-by")),
]
