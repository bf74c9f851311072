"""The pages of trials: what is offered, refused, looked at and saved."""

import re

import pytest
from sqlalchemy import select

from forum import ids
from forum.accounts.models import Account
from forum.db import db
from forum.errors import Invalid
from forum.moderation.trial_rows import Trial
from forum.moderation.trial_work import read_on
from forum.moderation.trials import WHY_NOT
from forum.screening.models import Rule
from tests.moderation.trying import BANNED, begun, follow_up
from tests.visiting import Visitor

TRIALS = "/moderation/rules/trials"


@pytest.mark.parametrize("rule", sorted(WHY_NOT))
def test_what_goes_by_what_is_not_kept_is_not_offered(client: Visitor, eve: Account, rule: str) -> None:
    client.sign_in(eve)
    page = client.get(f"/moderation/rules?rule={rule}").text
    assert WHY_NOT[rule] in page and "Try it on the last 30 days" not in page
    refused = client.post(TRIALS, rule=rule, enabled="1", ruling="hold", seconds="5")
    assert refused.status_code == 400 and WHY_NOT[rule] in refused.text


def test_a_form_that_cannot_be_used_says_why_and_loses_nothing(client: Visitor, eve: Account) -> None:
    client.sign_in(eve)
    refused = client.post(TRIALS, **(BANNED | {"patterns": "(a+", "words": "buy now"}))
    assert refused.status_code == 400 and "cannot be used" in refused.text
    assert re.search(r'name="patterns"[^>]* aria-invalid="true" aria-describedby="refusal">\s*\(a\+<', refused.text)
    assert "buy now" in refused.text
    off = client.post(TRIALS, **(BANNED | {"enabled": "", "words": "buy now"}))
    assert "A rule that is off finds nothing" in off.text and "buy now" in off.text
    with pytest.raises(Invalid, match="no such section"):
        begun(eve, section="Gardens")
    assert db.session.scalars(select(Trial)).all() == []


@pytest.mark.usefixtures("talk")
def test_the_page_goes_on_by_itself_until_it_is_done_and_the_rule_is_saved(client: Visitor, eve: Account) -> None:
    client.sign_in(eve)
    address = client.post(TRIALS, **(BANNED | {"version": "0", "patterns": "<b>"})).location
    trial = db.session.scalars(select(Trial)).one()
    for _ in range(2):
        assert read_on(trial.id)
        db.session.commit()
    running = client.get(address).text
    assert (
        "14 of 60 comments read" in running
        and '<progress class="trial__progress" aria-label="Comments read"' in running
    )
    assert 'value="14" max="60"' in running and '<noscript><meta http-equiv="refresh" content="2">' in running
    follow_up(trial)
    done = client.get(address).text
    assert "refresh" not in done and "<progress" not in done
    assert "20 of 60" in done and "33.3%" in done and "A banned word: casino" in done
    again = client.get(f"/moderation/rules?rule=banned-words&trial={ids.to_text(trial.id)}").text
    assert ">\ncasino</textarea>" in again and "&lt;b&gt;" in again and 'name="version" value="0"' in again
    fields = dict(re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', done, re.DOTALL))
    fields["patterns"] = fields["patterns"].replace("&lt;", "<").replace("&gt;", ">")
    assert client.post("/moderation/rules", **fields).status_code == 303
    rule = db.session.scalars(select(Rule)).one()
    assert (rule.options, rule.version) == ({"words": ["casino"], "patterns": ["<b>"]}, 1)
    overtaken = client.post("/moderation/rules", **fields)
    assert overtaken.status_code == 409 and "casino" in overtaken.text


@pytest.mark.usefixtures("talk")
def test_a_moderator_tries_and_cannot_save(client: Visitor, sam: Account) -> None:
    client.sign_in(sam)
    page = client.get("/moderation/rules?rule=banned-words").text
    assert "Try it on the last 30 days" in page and "Save this rule" not in page
    address = client.post(TRIALS, **BANNED).location
    follow_up(db.session.scalars(select(Trial)).one())
    page = client.get(address).text
    assert "20 of 60" in page and "Save this rule" not in page
    assert client.post("/moderation/rules", **BANNED).status_code == 403
    assert client.get(f"{TRIALS}/{ids.to_text(ids.new_id())}").status_code == 404
