"""What readers who report something are shown, and moderators of it, on a site of their own."""

from flask import Flask
from werkzeug.test import TestResponse

from forum.accounts.models import Role
from forum.ids import to_text
from forum.moderation.models import Verb
from tests.factories import an_article, decided, person, say
from tests.visiting import Visitor

NOTICE = {"explanation": "It says where I live.\n\nA court forbade that.", "name": "Nora", "good_faith": "1"}
REFUSED = {"report-refused": 400, "notice-refused": 400, "notice-nowhere": 400}


def answers_of_reporting(app: Flask) -> dict[str, TestResponse]:
    """By name of the stop."""
    article, writer = an_article("the-lighthouse"), person("rude-writer")
    rude, sober = say(writer, article, "You are all fools."), say(writer, article, "The lamp was lit.")
    reader, nobody = Visitor(app, person("reporter")), Visitor(app)
    moderator = Visitor(app, sam := person("samantha", Role.MODERATOR))
    at, other = f"/c/{to_text(rude.id)}", f"/c/{to_text(sober.id)}"
    answers = {"report-refused": reader.post(f"{at}/report", note="Look at the second sentence.")}
    reader.post(f"{at}/report", cause="attack", note="He means my sister.")
    answers["report-said"] = reader.get(f"{at}/report")
    answers["notice-refused"] = nobody.post(f"{at}/notice", **NOTICE)
    sent = nobody.post(f"{at}/notice", **NOTICE, email="nora@example.org", life="1")
    answers["notice-received"] = nobody.get(sent.location)
    answers["notice-nowhere"] = nobody.get("/notice?address=nowhere")
    answers["queue-reported"] = moderator.get("/moderation/queue?tab=reported")
    disagreed = nobody.post(f"{other}/report", cause="disagree")
    answers["report-disagrees"] = nobody.get(disagreed.location)
    reader.post(f"{other}/report", cause="off-topic")
    decided(sober, Verb.APPROVE, by=sam)
    answers["report-declined"] = reader.get(f"{other}/report")
    refused = {name: answer.status_code for name, answer in answers.items() if answer.status_code >= 400}
    assert refused == REFUSED
    return answers
