"""What staff are shown who decide from a mail, on a site of their own."""

from flask import Flask
from werkzeug.test import TestResponse

from forum import clock
from forum.accounts.models import Account, Role
from forum.config import Hold
from forum.discussion.models import Comment
from forum.moderation.models import Verb
from forum.rounds.keys import LASTS, Errand, token_of
from tests.factories import an_article, decided, person, say
from tests.visiting import Visitor


def answers_of_links(app: Flask) -> dict[str, TestResponse]:
    """By name of the stop; nobody is signed in."""
    holder, colleague = person("xenia", Role.MODERATOR, confirmed_at=clock.now()), person("yves", Role.MODERATOR)
    writer, article, anybody = person("zoe"), an_article("the-sluice"), Visitor(app)
    first, second = (say(writer, article, f"The {word} of two that wait.", holds=Hold.ALL) for word in ("one", "other"))
    approve, reject = _page(holder, first, Verb.APPROVE), _page(holder, first, Verb.REJECT)
    answers = {"by-mail": anybody.get(approve), "by-mail-reasons": anybody.get(reject)}
    answers["by-mail-refused"] = anybody.post(reject)
    answers["by-mail-done"] = anybody.get(anybody.post(reject, reason="spam").location)
    answers["by-mail-undone"] = anybody.get(anybody.post(f"{reject}/undo").location)
    late = _page(holder, second, Verb.APPROVE)
    decided(second, Verb.REJECT, colleague, "spam")
    answers["by-mail-overtaken"] = anybody.post(late)
    answers["by-mail-dead"] = anybody.get("/moderation/by-mail/made-up")
    refused = {name: answer.status_code for name, answer in answers.items() if answer.status_code >= 400}
    assert refused == {"by-mail-refused": 400, "by-mail-overtaken": 409, "by-mail-dead": 404}
    return answers


def _page(person: Account, comment: Comment, verb: Verb) -> str:
    until = clock.now().replace(microsecond=0) + LASTS
    return f"/moderation/by-mail/{token_of(Errand(person.id, comment.id, comment.version, verb, until))}"
