"""What owners are shown of the mail when much of it went wrong, on a site of their own."""

from flask import Flask
from werkzeug.test import TestResponse

from forum import clock
from forum.accounts.models import Role
from forum.db import db
from forum.ids import to_text
from forum.mail.addresses import SUPPRESSED_AT, note_trouble
from forum.mail.events import MailWritten
from forum.mail.models import State
from forum.mail.post import write
from forum.outbox.models import Fact
from tests.factories import person
from tests.visiting import Visitor

LONG = "a-name-that-is-long-but-still-a-name-in-parts@a-host-with-many-letters.example.org"
REPLY = "451 4.3.0 <mail.example.org>: Temporary lookup failure; see https://postmaster.example.org/why?code=451-4-3-0"


def answers_of_the_post_room(app: Flask) -> dict[str, TestResponse]:
    """By name of the stop."""
    owner = Visitor(app, person("olga", Role.ADMIN))
    member = person("miriam", display_name="مريم بنت عبد الرحمن")
    for state in State:
        for to, account_id in ((LONG, None), (member.email, member.id)):
            mail = write("report_outcome", to, {}, account_id)
            mail.state, mail.tries, mail.last_reply = state, 12, REPLY
    poison = write("sign_in", LONG, {})
    db.session.flush()
    for fact in db.session.query(Fact).where(Fact.name == MailWritten.__name__):
        if fact.payload == {"mail_id": poison.id}:
            fact.set_aside_at, fact.last_error = clock.now(), "UndefinedError: 'code' is undefined"
    for address in (LONG, "gone@example.org"):
        note_trouble(address, SUPPRESSED_AT, "550 5.1.1 No such person")
    db.session.commit()
    found = owner.get("/moderation/mail")
    return {"post-room": found, "post-room-refused": owner.post(f"/moderation/mail/{to_text(member.id)}/again")}
