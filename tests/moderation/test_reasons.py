"""The reasons that staff share: changed by admins, used from the next decision on."""

from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.errors import Conflict, Forbidden, Invalid, Refusal
from forum.ids import to_text
from forum.moderation.models import Decision
from forum.moderation.reason_form import ReasonForm
from forum.moderation.reasons import change_reason
from forum.statements.models import Reason, Statement
from forum.statements.reasons import DEFAULTS, enabled_reasons, lines, shared_reasons
from tests.at_once import at_once, attempt
from tests.factories import say
from tests.visiting import Visitor

SENT = {
    "title": "Doxxing",
    "public_line": "private details.",
    "message": "Take them out.",
    "severity": "3",
    "enabled": "1",
    "place": "1",
    "version": "0",
}


def form(**changes: str) -> ReasonForm:
    return ReasonForm.parse({**SENT, **changes})


def test_until_somebody_changes_them_they_are_as_the_code_says(app: Flask) -> None:
    assert [*shared_reasons()] == [*DEFAULTS]
    assert list(lines().values()) == [
        "personal attack",
        "hateful",
        "spam",
        "off topic",
        "unmarked spoiler",
        "against the law",
    ]
    assert all(0 < len(reason.message) <= 450 for reason in DEFAULTS)


def test_one_is_added_changed_and_switched_off(eve: Account) -> None:
    name = change_reason(form(), eve)
    assert (name, lines()["doxxing"]) == ("doxxing", "private details")
    assert change_reason(form(public_line="other line"), eve) == "doxxing-2"
    change_reason(form(shared="spam", title="Adverts", public_line="advert", enabled="", place="9"), eve)
    assert "spam" not in lines()
    assert [reason.title for reason in shared_reasons() if reason.name == "spam"] == ["Adverts"]


def test_only_admins_change_them_and_a_stale_form_changes_nothing(sam: Account, eve: Account) -> None:
    with pytest.raises(Forbidden, match="Only admins"):
        change_reason(form(), sam)
    change_reason(form(shared="spam", title="Adverts", public_line="advert"), eve)
    with pytest.raises(Conflict, match="Somebody else changed this reason"):
        change_reason(form(shared="spam", title="Junk", public_line="junk"), eve)
    assert db.session.scalars(select(Reason.title)).all() == ["Adverts"]


def test_nine_are_the_most_and_one_is_the_least(eve: Account) -> None:
    for number in range(3):
        change_reason(form(title=f"Reason {number}", public_line=f"line {number}"), eve)
    with pytest.raises(Invalid, match="9 reasons can be on at once"):
        change_reason(form(title="One more", public_line="one more"), eve)
    change_reason(form(title="One more", public_line="one more", enabled=""), eve)
    assert len(enabled_reasons()) == 9
    for reason in enabled_reasons()[:-1]:
        off = form(shared=reason.name, public_line=reason.public_line, enabled="", version=str(reason.version))
        change_reason(off, eve)
    last = enabled_reasons()[0]
    with pytest.raises(Invalid, match="the only reason that is on"):
        change_reason(form(shared=last.name, public_line="x", enabled="", version=str(last.version)), eve)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 61}, "title"),
        ({"public_line": ""}, "public_line"),
        ({"public_line": "x" * 101}, "public_line"),
        ({"message": "\n"}, "message"),
        ({"message": "x" * 451}, "message"),
        ({"severity": "5"}, "severity"),
        ({"place": "0"}, "place"),
        ({"place": "1.5"}, "place"),
        ({"version": "x"}, "version"),
    ],
)
def test_a_reason_is_whole(change: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        form(**change)
    assert refusal.value.field == field


def test_two_do_not_look_alike_to_readers(eve: Account) -> None:
    with pytest.raises(Invalid, match="same public line"):
        change_reason(form(public_line="Spam"), eve)


def test_of_two_who_change_one_at_once_one_is_told(app: Flask, eve: Account) -> None:
    def save(title: str) -> str:
        return change_reason(form(shared="spam", title=title, public_line=title), db.session.get_one(Account, eve_id))

    eve_id = eve.id
    answers = at_once(app, [partial(attempt, app, partial(save, title)) for title in ("One", "Other")])
    assert [isinstance(answer, Refusal) for answer in answers].count(True) == 1


def test_the_next_decision_uses_it_with_what_is_added_for_the_author(
    ada: Account, sam: Account, eve: Account, article: Article, visitor: Callable[..., Visitor]
) -> None:
    change_reason(form(is_of_law="1"), eve)
    comment, moderator = say(ada, article), visitor(sam)
    page = f"/c/{to_text(comment.id)}/decision"
    assert "private details" in moderator.get(page).text
    fields = {"verb": "remove", "reason": "doxxing", "version": str(comment.version)}
    long = moderator.post(page, **fields, more="x" * 501)
    assert (long.status_code, "x" * 501 in long.text) == (400, True)
    assert moderator.post(page, **fields, more="The address, I mean.").status_code == 303
    statement, decision = db.session.scalars(select(Statement)).one(), db.session.scalars(select(Decision)).one()
    assert (decision.reason, decision.reason_name) == ("private details", "doxxing")
    assert (statement.message, statement.is_of_law) == ("Take them out.\n\nThe address, I mean.", True)


def test_admins_change_them_on_their_page_and_moderators_read(
    sam: Account, eve: Account, visitor: Callable[..., Visitor]
) -> None:
    admin, moderator = visitor(eve), visitor(sam)
    assert admin.get("/moderation/reasons?new=1").status_code == 200
    assert admin.post("/moderation/reasons", **SENT).status_code == 303
    for person in (admin, moderator):
        assert "Readers see: <bdi>private details</bdi>" in person.get("/moderation/reasons").text
    assert "Save this reason" in admin.get("/moderation/reasons?reason=doxxing").text
    assert "Admins change reasons." in moderator.get("/moderation/reasons?reason=doxxing").text
    assert moderator.post("/moderation/reasons", **SENT).status_code == 403
    stale = admin.post("/moderation/reasons", **{**SENT, "shared": "doxxing", "message": "I typed this."})
    assert (stale.status_code, "I typed this." in stale.text) == (409, True)
    assert admin.get("/moderation/reasons?reason=nothing").status_code == 404
    assert "changed a reason" in admin.get("/moderation/log").text
