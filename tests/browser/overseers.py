"""What staff are shown of how moderating goes, on a site of their own."""

from flask import Flask
from werkzeug.test import TestResponse

from forum import clock
from forum.accounts.models import Role
from forum.db import db
from forum.ids import new_id, to_text
from forum.measures.drawing import is_drawn
from forum.moderation.models import Decision, Verb
from tests.factories import an_article, person, say
from tests.measures.history import history_of
from tests.visiting import Visitor

LOOK, MEASURES = "/moderation/second-look", "/moderation/measures"


def answers_of_measures(app: Flask) -> dict[str, TestResponse]:
    """By name of the stop."""
    looker, colleague = Visitor(app, person("ursula", Role.MODERATOR)), person("victor", Role.MODERATOR)
    article, writer = an_article("the-lock"), person("walter")
    asked = say(writer, article, "Who opened the weir last night?")
    said = say(writer, article, "The same fool who always does.\n\nAsk him yourself.", asked)
    number = next(number for number in iter(new_id, None) if is_drawn(number))
    seen = {"comment_id": said.id, "version_seen": said.version, "created_at": clock.now()}
    db.session.add(Decision(id=number, by_id=colleague.id, verb=Verb.REMOVE, **seen))
    answers = {"second-look": looker.get(LOOK)}
    looker.post("/moderation/queue/blur", blur="1")
    answers["second-look-blurred"] = looker.get(LOOK)
    answers["queue-blurred"] = looker.get("/moderation/queue?tab=unseen")
    answers["second-look-refused"] = looker.post(f"{LOOK}/{to_text(number)}")
    answers["second-look-skipped"] = looker.get(f"{LOOK}?after={to_text(number)}")
    answers["second-look-done"] = looker.get(looker.post(f"{LOOK}/{to_text(number)}", answer="away").location)
    history = history_of(7, comments=900, names="mira quentin rosalind theodora")
    answers["measures-own"] = Visitor(app, history.staff[0]).get(MEASURES)
    answers["measures-full"] = Visitor(app, history.staff[2]).get(MEASURES)
    refused = {name for name, answer in answers.items() if answer.status_code >= 400}
    assert refused == {"second-look-refused"}
    return answers
