"""Rules that are tried out in tests: begun, and followed up by what a worker does."""

from forum import handlers
from forum.accounts.models import Account
from forum.db import db
from forum.moderation.rule_form import RuleForm
from forum.moderation.trial_rows import Trial
from forum.moderation.trials import begin_trial
from forum.outbox.dispatch import dispatch_this
from forum.outbox.models import Fact
from forum.outbox.queries import fact_with

BANNED = {"rule": "banned-words", "ruling": "hold", "enabled": "1", "words": "casino", "patterns": ""}


def begun(by: Account, **fields: str) -> Trial:
    trial = begin_trial(RuleForm.parse(BANNED | fields), by)
    db.session.commit()
    return trial


def tried(form: RuleForm, by: Account) -> Trial:
    """To its end."""
    trial = begin_trial(form, by)
    db.session.flush()
    follow_up(trial)
    return trial


def follow_up(trial: Trial) -> None:
    """All that is left to do, without a pause."""
    fact_id = fact_with({"trial_id": trial.id})
    db.session.commit()
    while dispatch_this(fact_id, handlers.HANDLERS):
        fact = db.session.get(Fact, fact_id, populate_existing=True)
        assert fact is None or not fact.tries, fact.last_error
    db.session.refresh(trial)
