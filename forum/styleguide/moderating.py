"""What moderators decide with, in every state of it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from forum.discussion.models import State
from forum.errors import YES, Conflict
from forum.markup.excerpt import excerpt
from forum.moderation.catches import NOTHING, Catch
from forum.moderation.models import Kind, Sanction, Verb
from forum.moderation.permissions import ON_COMMENTS, may_decide
from forum.moderation.rule_words import DOES, MEANINGS, SHORT, WOULD
from forum.moderation.sanction_form import MUTE_DAYS
from forum.moderation.trial_rows import Stage, Trial, kept
from forum.moderation.trials import Sample
from forum.screening.rulebook import DEFAULTS, RULES
from forum.screening.verdict import Ruling, Verdict
from forum.statements.reasons import DEFAULT_LINES
from forum.styleguide.cast import ADA, DON, JO, NOW, SAM, number, said
from forum.transparency.report import Figure, Section
from forum.transparency.words import DONE


def _sanction(kind: Kind, reason: str, **columns: Any) -> Sanction:
    return Sanction(
        id=number(f"sanction-{kind}"),
        account_id=DON.id,
        kind=kind,
        reason=reason,
        created_at=NOW - timedelta(days=3),
        **columns,
    )


WARNING = _sanction(Kind.WARN, "You called Marisol a liar. Argue with what she says, not with who she is.")
REMOVED = said("overtaken", ADA, "I have seen the call sheet.", state=State.REMOVED, state_reason="off topic")
_VERDICTS = [
    ("banned-words", Ruling.HOLD, "A banned word: casino."),
    ("length", Ruling.REFUSE, "6,012 characters, more than 5,000."),
    ("suspect-words", Ruling.NOTE, "A suspect word: lottery."),
]
_FOUND = ("banned-words", Ruling.HOLD, "It waits.", "A banned word: casino.", ("casino",))
_MUTE = _sanction(Kind.MUTE, "Eleven comments in ten minutes.", until=NOW + timedelta(days=4))
_OVER = _sanction(Kind.BAN, "Sold watches.", ended_at=NOW - timedelta(days=1))


_SAVED = DEFAULTS["banned-words"]
_READ = {"done": 41_000, "judged": 41_000, "held": 512, "of_staff": 3, "approved": 196, "today": 180, "samples": []}


def _trial(state: Stage) -> Trial:
    """A hundred thousand comments are to be read, and 41,000 were."""
    made = {"id": number(f"trial-{state}"), "by_id": SAM.id, "created_at": NOW, "version": 0, "place": 0}
    terms = {"asked": kept(_SAVED), "saved": kept(_SAVED)}
    return Trial(rule="banned-words", section_name="", state=state, total=100_000, **made, **terms, **_READ)


TRIALS: Mapping[str, Any] = {
    "running": _trial(Stage.RUNNING),
    "over": _trial(Stage.STOPPED),
    "terms": _SAVED,
    "would": WOULD,
    "does": DOES,
    "excerpt": excerpt,
    "samples": [Sample(said("tried", ADA, "I won it at the casino."), Verdict(*_FOUND))],
}


def is_lasting(row: Sanction) -> bool:
    return row.ended_at is None


BARS = Section(
    "actions",
    "What was done in a year",
    [Figure("reject", DONE["reject"], 412), Figure("remove", DONE["remove"], 97), Figure("ban", DONE["ban"], 0)],
)
FULL: Mapping[str, Any] = {
    "removed": REMOVED,
    "open_to_removed": [verb for verb in ON_COMMENTS if may_decide(SAM, REMOVED, verb)],
    "overtaken": Conflict(f"{JO.display_name} removed this 4 s ago (off topic)."),
    "instead": Verb.APPROVE,
    "reasons": DEFAULT_LINES,
    "kinds": RULES,
    "terms": DEFAULTS,
    "short": SHORT,
    "catches": {"banned-words": Catch(212, 196), "many-links": Catch(1, 1), "shared-host": Catch(2_000, 3, True)},
    "nothing": NOTHING,
    "trials": TRIALS,
    "meanings": MEANINGS,
    "verdicts": [Verdict(rule, ruling, sentence, sentence) for rule, ruling, sentence in _VERDICTS],
    "person": DON,
    "may": YES,
    "sanctions": list(Kind),
    "in_force": {Kind.MUTE},
    "mute_days": MUTE_DAYS,
    "history": [(WARNING, SAM.display_name), (_MUTE, SAM.display_name), (_OVER, None)],
    "is_lasting": is_lasting,
    "bars": BARS,
}
