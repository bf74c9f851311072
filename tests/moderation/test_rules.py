"""Rules of screening: admins change them, moderators see and try them, and what would harm is refused."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from forum.accounts.models import Account, Role
from forum.articles.models import Article, Section
from forum.db import db
from forum.discussion.models import State
from forum.errors import Conflict, Forbidden, Invalid
from forum.moderation.records import LogEntry
from forum.moderation.rule_form import RuleForm
from forum.moderation.rules import change_rule
from forum.moderation.sparing import ENOUGH
from forum.screening.models import Rule
from forum.screening.rulebook import RULES
from tests.at_once import at_once, attempt
from tests.factories import person, rows_of, say
from tests.visiting import Visitor

BANNED = {"rule": "banned-words", "enabled": "1", "ruling": "hold", "words": "casino\r\nbuy now", "patterns": ""}


def test_an_admin_changes_a_rule_and_the_log_tells_of_it(eve: Account, ada: Account, article: Article) -> None:
    change_rule(RuleForm.parse(BANNED), by=eve)
    assert say(ada, article, "Buy now!").state == State.HELD
    change_rule(RuleForm.parse(BANNED | {"enabled": ""}), by=eve)
    assert say(ada, article, "Buy now, friends!").state == State.LIVE
    assert [entry.kind for entry in db.session.scalars(select(LogEntry))] == ["rule", "rule"]
    assert [(rule.name, rule.version) for rule in db.session.scalars(select(Rule))] == [("banned-words", 2)]


def test_a_rule_of_one_section_leaves_the_others_alone(eve: Account, ada: Account, article: Article) -> None:
    db.session.add(Section(name="Sport"))
    change_rule(RuleForm.parse(BANNED | {"section": "Sport"}), by=eve)
    assert say(ada, article, "At the casino.").state == State.LIVE
    with pytest.raises(Invalid, match="no such section"):
        change_rule(RuleForm.parse(BANNED | {"section": "Gardens"}), by=eve)


def test_nobody_else_changes_a_rule(sam: Account, ada: Account) -> None:
    for who in (sam, ada):
        with pytest.raises(Forbidden):
            change_rule(RuleForm.parse(BANNED), by=who)


@pytest.mark.parametrize(
    ("rule", "field", "text", "sentence"),
    [
        ("banned-words", "patterns", ".*", "finds something in every comment"),
        ("banned-words", "patterns", "(a+", "cannot be used"),
        ("banned-words", "patterns", r"(a)\1", "cannot be used"),
        ("banned-words", "words", "!", "is no word"),
        ("email-domain", "domains", "gmail.com", "Hold the people, not the provider"),
        ("email-domain", "domains", "@GMAIL.com", "Hold the people, not the provider"),
        ("email-domain", "domains", "com", "Everybody’s domains end in com"),
        ("email-domain", "domains", "co.uk", "Everybody’s domains end in co.uk"),
        ("email-domain", "domains", "not a domain", "is no domain"),
        ("first-comments", "count", "1000000", "it would hold all or none"),
        ("account-age", "hours", "-1", "it would hold all or none"),
        ("many-links", "most", "0", "it would hold all or none"),
        ("many-links", "ruling", "banish", "Choose what happens"),
        ("stance", "ruling", "hold", "no such rule to change"),
        ("unheard-of", "ruling", "hold", "no such rule to change"),
    ],
)
@pytest.mark.one_database
def test_what_would_harm_is_refused_with_a_sentence(rule: str, field: str, text: str, sentence: str) -> None:
    kinds = {kind.name: kind.options for kind in RULES}
    usual = {name: str(value) if isinstance(value, int) else "" for name, value in kinds.get(rule, {}).items()}
    with pytest.raises(Invalid, match=sentence):
        RuleForm.parse({"rule": rule, "enabled": "1", "ruling": "hold", **usual, field: text})


def test_the_page_keeps_what_was_typed_and_says_what_is_wrong(client: Visitor, eve: Account) -> None:
    client.sign_in(eve)
    page = client.post("/moderation/rules", **(BANNED | {"patterns": "(a+"}))
    assert page.status_code == 400
    assert "cannot be used" in page.text
    assert "buy now" in page.text
    assert client.post("/moderation/rules", **BANNED).status_code == 303
    assert "buy now" in client.get("/moderation/rules?rule=banned-words").text


def test_moderators_try_the_rules_and_change_nothing(client: Visitor, sam: Account, eve: Account) -> None:
    change_rule(RuleForm.parse(BANNED), by=eve)
    db.session.commit()
    client.sign_in(sam)
    assert "Save this rule" not in client.get("/moderation/rules?rule=banned-words").text
    assert "A banned word: c4sin0" in client.post("/moderation/rules/try", body="My c4sin0.").text
    assert "it would go out" in client.post("/moderation/rules/try", body="My garden.").text
    assert "nothing to read" in client.post("/moderation/rules/try", body=" ").text


def test_who_saves_an_older_page_overwrites_nobody_and_keeps_what_was_typed(client: Visitor, eve: Account) -> None:
    client.sign_in(eve)
    was = BANNED | {"version": "0"}
    assert client.post("/moderation/rules", **was).status_code == 303
    answer = client.post("/moderation/rules", **(was | {"words": "roulette"}))
    assert answer.status_code == 409
    assert "changed this rule meanwhile" in answer.text and "roulette" in answer.text
    assert 'name="version" value="1"' in answer.text  # who saves it again means it
    assert db.session.scalars(select(Rule)).one().options["words"] == ["casino", "buy now"]
    assert client.post("/moderation/rules", **(was | {"words": "roulette", "version": "1"})).status_code == 303


def test_of_two_admins_who_change_a_rule_first_one_is_told(app: Flask, eve: Account) -> None:
    other = person("else", Role.ADMIN)
    forms = [RuleForm.parse(BANNED | {"version": "0", "words": words}) for words in ("casino", "roulette")]
    admins = [eve.id, other.id]

    def change(form: RuleForm, admin: int) -> None:
        change_rule(form, by=db.session.get_one(Account, admin))

    actions = [partial(attempt, app, partial(change, form, admin)) for form, admin in zip(forms, admins, strict=True)]
    outcomes = at_once(app, actions)
    assert [type(outcome) for outcome in outcomes if outcome is not None] == [Conflict]
    assert [rule.version for rule in db.session.scalars(select(Rule))] == [1]
    assert len(db.session.scalars(select(LogEntry)).all()) == 1


def test_a_rule_that_would_hold_everything_is_refused_with_its_numbers(
    eve: Account, ada: Account, article: Article
) -> None:
    rows_of(article, ada, [None] * ENOUGH)  # each says: I was there.
    say(ada, article, "Something else.")
    for field, text in (("words", "casino\nthere"), ("patterns", "w.s")):
        form = RuleForm.parse({"rule": "banned-words", "enabled": "1", "ruling": "hold", "words": "", field: text})
        with pytest.raises(Invalid, match=f"stopped {ENOUGH} of the last {ENOUGH + 1} comments"):
            change_rule(form, by=eve)
        change_rule(RuleForm.parse({"rule": "banned-words", "ruling": "note", "enabled": "1", field: text}), by=eve)
    change_rule(RuleForm.parse(BANNED), by=eve)
    assert say(ada, article, "There we go.").state == State.LIVE
