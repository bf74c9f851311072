"""What a trial says a rule would do is what the rule does: on the same words by the same people at the same moments."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account, Role
from forum.articles.models import Section
from forum.db import db
from forum.moderation import trial_work
from forum.moderation.rule_form import RuleForm
from forum.moderation.rules import change_rule
from forum.moderation.trials import WHY_NOT, samples_of
from forum.screening.rulebook import DEFAULTS, RULES
from forum.screening.verdict import Ruling
from tests.databases import empty
from tests.factories import an_article, person
from tests.moderation.town import DAYS, Town, carried_out
from tests.moderation.trying import tried

# By rule as it is asked for: some that are stricter than the rule of the code, some that are milder.
CASES = [
    {"rule": "length", "ruling": "hold", "least": "20", "most": "5000"},
    {"rule": "length", "ruling": "refuse", "least": "1", "most": "500"},
    {"rule": "length", "ruling": "refuse", "least": "12", "most": "600"},
    {"rule": "banned-words", "ruling": "suspect", "words": "casino\nbuy now", "patterns": ""},
    {"rule": "banned-words", "ruling": "hold", "words": "", "patterns": "shop[12]\\.example\n\\b4[0-9]th"},
    {"rule": "suspect-words", "ruling": "note", "words": "casino", "patterns": "Indeed"},
    {"rule": "repeat", "ruling": "suspect"},
    {"rule": "near-repeat", "ruling": "hold", "percent": "95"},
    {"rule": "near-repeat", "ruling": "suspect", "percent": "55"},
    {"rule": "many-links", "ruling": "hold", "most": "1"},
    {"rule": "new-account-links", "ruling": "hold", "hours": "300"},
    {"rule": "shared-host", "ruling": "hold", "accounts": "2", "days": "12"},
    {"rule": "first-comments", "ruling": "hold", "count": "2"},
    {"rule": "first-comments", "ruling": "suspect", "count": "7"},
    {"rule": "account-age", "ruling": "hold", "hours": "240"},
    {"rule": "email-domain", "ruling": "suspect", "domains": "spam.example"},
    {"rule": "recent-rejections", "ruling": "hold", "count": "1", "days": "4"},
    {"rule": "recent-rejections", "ruling": "suspect", "count": "3", "days": "60"},
]
FINDS_NOTHING = {"length refuse 500"}


@pytest.fixture(autouse=True)
def some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a few hundred comments are many pieces, and what is said before is in another one."""
    monkeypatch.setattr(trial_work, "AT_ONCE", 32)


def name_of(case: dict[str, str]) -> str:
    return f"{case['rule']} {case['ruling']} {case.get('most', '')}".strip()


def test_every_rule_that_can_be_tried_is() -> None:
    assert {case["rule"] for case in CASES} == {kind.name for kind in RULES if not kind.fixed} - WHY_NOT.keys()


@pytest.mark.parametrize("case", CASES, ids=name_of)
@pytest.mark.usefixtures("app")
def test_the_figure_is_what_the_rule_then_does(case: dict[str, str]) -> None:
    town = Town(clock.now() - timedelta(days=DAYS + 0.5), lines=160)
    was = carried_out(town)
    ruling, form = Ruling(case["ruling"]), RuleForm.parse({**case, "enabled": "1"})
    trial = tried(form, by=person("eve", Role.ADMIN))
    today = was.acted(form.kind.name, DEFAULTS[form.kind.name].ruling)
    shown = {sample.comment.id for sample in samples_of(trial)}
    samples = {number for number, comment in was.comments.items() if comment.id in shown}
    figures = (trial.judged, trial.held, trial.approved, trial.today, trial.of_staff)
    empty()

    change_rule(form, by=person("eve", Role.ADMIN))
    now = carried_out(town, like=was)
    rule = "refused" if ruling == Ruling.REFUSE else form.kind.name
    acted = now.acted(rule, ruling)
    noted = now.acted(rule, Ruling.NOTE) - acted
    assert figures == (len(was.comments), len(acted), len(acted & was.approved), len(today), len(noted))
    assert bool(acted) == (name_of(case) not in FINDS_NOTHING) and len(acted) < len(was.comments)
    assert samples == set(sorted(acted, key=lambda number: -order(town, number))[:20])


def order(town: Town, number: int) -> int:
    return next(place for place, line in enumerate(town.lines) if line.what == "say" and line.to == number)


def test_a_section_with_a_rule_of_its_own_is_tried_apart(eve: Account, app: object) -> None:
    db.session.add_all([Section(name="Sport"), Section(name="Culture")])
    db.session.flush()
    town = Town(clock.now() - timedelta(days=DAYS), lines=60)
    sport = carried_out(town, article=an_article("match", section=db.session.get(Section, "Sport")))
    for account in db.session.scalars(select(Account).where(Account.id != eve.id)):
        account.handle_key = account.handle_skeleton = account.email_key = f"former {account.id}"
    elsewhere = carried_out(town, article=an_article("play", section=db.session.get(Section, "Culture")))
    case = {"rule": "banned-words", "ruling": "hold", "enabled": "1", "words": "casino"}
    everywhere = tried(RuleForm.parse(case), by=eve)
    in_sport = tried(RuleForm.parse(case | {"section": "Sport"}), by=eve)
    assert (everywhere.judged, in_sport.judged) == (len(sport.comments) + len(elsewhere.comments), len(sport.comments))
    assert 0 < in_sport.held < everywhere.held
    change_rule(RuleForm.parse(case | {"section": "Sport", "words": "ferry", "ruling": "note"}), by=eve)
    apart = tried(RuleForm.parse(case), by=eve)
    assert (apart.judged, apart.held) == (len(elsewhere.comments), everywhere.held - in_sport.held)
    again = tried(RuleForm.parse(case | {"section": "Sport"}), by=eve)
    assert again.held == in_sport.held and again.today > in_sport.held and in_sport.today == 0
