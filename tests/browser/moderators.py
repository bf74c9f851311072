"""What moderators are shown in the middle of their work, on a site of their own."""

from flask import Flask
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
from forum.queue.models import Lease, Note, QueueView
from tests.factories import an_article, decided, person, say
from tests.visiting import Visitor

QUEUE = "/moderation/queue"


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
    refused = {name: answer.status_code for name, answer in answers.items() if answer.status_code >= 400}
    assert refused == {"queue-overtaken": 409, "queue-note-refused": 400, "person-refused": 400}
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
    answers["person-warned"] = moderator.get("/people/writer/moderation")
    answers["person-refused"] = moderator.post("/people/writer/sanction", kind="mute", reason="", days="")
    answers["log-full"] = moderator.get("/moderation/log")
    return answers
