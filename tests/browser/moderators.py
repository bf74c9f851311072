"""What moderators are shown in the middle of their work, on a site of their own."""

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from forum import clock
from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.models import Comment
from forum.ids import to_text
from forum.moderation.models import Kind, Verb
from forum.moderation.sanction_form import SanctionForm
from forum.moderation.sanctions import impose
from forum.moderation.trial_rows import Trial
from forum.moderation.trial_work import AT_ONCE, read_on
from forum.queue.models import Lease, Note, QueueView
from tests.factories import an_article, decided, person, rows_of, say
from tests.visiting import Visitor

QUEUE = "/moderation/queue"
# What is looked at because it is refused.
REFUSED = {
    "queue-overtaken": 409,
    "queue-note-refused": 400,
    "person-refused": 400,
    "rule-refused": 400,
    "log-of-nobody": 400,
    "decision-overtaken": 409,
    "move-refused": 400,
}


def answers_of_moderation(app: Flask) -> dict[str, TestResponse]:
    """By name of the stop."""
    sam, eve = person("samuel", Role.MODERATOR), person("evelyn", Role.ADMIN)
    writer, article = person("writer"), an_article("the-ferry")
    moderator = Visitor(app, sam)
    answers = {"queue-empty": moderator.get(QUEUE), "queue-all-seen": moderator.get(f"{QUEUE}?tab=unseen")}
    first, second, third, fourth = (_waits(writer, article, f"Held comment number {number}.") for number in range(4))
    root = say(eve, article, "What does everybody think?")
    answering = say(writer, article, "I think that it is late.", root, holds=Hold.ALL)
    _surround(first, writer, sam, eve)
    answers["queue-full"] = moderator.get(f"{QUEUE}?q=has:link&at={to_text(answering.id)}")
    decision = f"{QUEUE}/{to_text(first.id)}/decision"
    seen = str(first.version)
    after = moderator.post(decision, verb="approve", version=seen, next=to_text(second.id))
    answers["queue-done"] = moderator.get(after.location)
    seen = str(second.version)
    decided(second, Verb.REJECT, eve, "spam")
    answers["queue-overtaken"] = moderator.post(f"{QUEUE}/{to_text(second.id)}/decision", verb="approve", version=seen)
    at = to_text(third.id)
    answers["queue-note-refused"] = moderator.post("/people/writer/notes", note="x" * 1_001, at=at)
    items = f"{to_text(third.id)}~{third.version}"
    answers["bulk-done"] = moderator.post("/moderation/bulk", verb="reject", reason="spam", item=items)
    answers["bulk-overtaken"] = moderator.post("/moderation/bulk", verb="reject", reason="spam", item=items)
    decided(fourth, Verb.REJECT, eve, "spam")
    answers |= _about_people(moderator, writer, eve, Visitor(app, writer))
    answers |= _about_rules(moderator, Visitor(app, eve)) | _in_the_thread(moderator, root, eve)
    answers |= _of_trials(moderator, Visitor(app, eve), person("talker"), an_article("the-pier"))
    refused = {name: answer.status_code for name, answer in answers.items() if answer.status_code >= 400}
    assert refused == REFUSED
    return answers


def _waits(by: Account, article: Article, words: str) -> Comment:
    return say(by, article, words, holds=Hold.ALL)


def _surround(comment: Comment, writer: Account, sam: Account, eve: Account) -> None:
    """Everything that can stand around the queue."""
    now = clock.now()
    db.session.add_all(
        [
            Lease(comment_id=comment.id, account_id=eve.id, until=now.replace(year=now.year + 1)),
            Note(account_id=writer.id, by_id=eve.id, body="Was warned in the street.", created_at=now),
            Note(account_id=writer.id, by_id=sam.id, body="Is polite.", created_at=now),
            QueueView(account_id=sam.id, name="With links", query="has:link"),
        ]
    )


def _about_people(moderator: Visitor, writer: Account, eve: Account, reader: Visitor) -> dict[str, TestResponse]:
    answers = {"everything-by": moderator.get("/people/writer/everything?verb=remove")}
    impose(writer, SanctionForm(Kind.WARN, "Be kind to who you answer.", 0), by=eve)
    answers["warned"] = reader.get("/me/warnings")
    answers["box-warned"] = reader.get("/articles/the-ferry")
    answers["person-warned"] = moderator.get("/people/writer/moderation")
    answers["person-refused"] = moderator.post("/people/writer/sanction", kind="mute", reason="", days="")
    impose(writer, SanctionForm(Kind.MUTE, "Eleven comments in ten minutes.", 7), by=eve)
    answers["person-muted"] = moderator.get("/people/writer/moderation")
    answers["log-full"] = moderator.get("/moderation/log")
    answers["log-of-nobody"] = moderator.get("/moderation/log?actor=nobody")
    return answers


def _about_rules(moderator: Visitor, admin: Visitor) -> dict[str, TestResponse]:
    rules, many = "/moderation/rules", " ".join(f"https://{name}.example" for name in "abcdef")
    return {
        "rule": admin.get(f"{rules}?rule=recent-rejections"),
        "rule-refused": admin.post(rules, rule="email-domain", ruling="hold", domains="gmail.com"),
        "rule-of-moderators": moderator.get(f"{rules}?rule=banned-words"),
        "rules-tried": moderator.post(f"{rules}/try", body=f"Buy at {many}"),
        "rules-tried-in-vain": moderator.post(f"{rules}/try", body="The ferry is late."),
    }


def _of_trials(moderator: Visitor, admin: Visitor, writer: Account, article: Article) -> dict[str, TestResponse]:
    """A rule that is tried out, from its beginning to its end."""
    rows_of(article, writer, [None] * (AT_ONCE + 20))
    say(writer, article, "Meet me at the casino, or at [another place](https://casino.example).")
    asked = {
        "rule": "banned-words",
        "enabled": "1",
        "ruling": "hold",
        "words": "casino\nbuy now",
        "patterns": "jack.?pot",
    }
    answers = dict[str, TestResponse]()
    for name in ("done", "stopped"):
        address = admin.post("/moderation/rules/trials", **asked).location
        trial = db.session.scalars(select(Trial).order_by(Trial.id.desc()).limit(1)).one()
        answers["trial-begun"] = admin.get(address)
        read_on(trial.id)
        answers["trial-running"] = admin.get(address)
        if name == "stopped":
            admin.post(f"{address}/stop")
        while read_on(trial.id):
            db.session.commit()
        answers[f"trial-{name}"] = admin.get(address)
        answers["trial-of-moderators"] = moderator.get(address)
    return answers | {"rule-changed": admin.get(f"/moderation/rules?rule=banned-words&trial={to_text(trial.id)}")}


def _in_the_thread(moderator: Visitor, root: Comment, eve: Account) -> dict[str, TestResponse]:
    """On the page of one comment, with its history."""
    page, seen = f"/c/{to_text(root.id)}/decision", str(root.version)
    answers = {"move-refused": moderator.post(page, verb="move", version=seen, article="the-quay")}
    decided(root, Verb.REMOVE, eve, "off topic")
    return answers | {"decision-overtaken": moderator.post(page, verb="pick", version=seen)}
