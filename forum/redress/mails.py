"""The words of the mail that answers an appeal, made when it is sent (`forum.mail.purposes`)."""

from collections.abc import Mapping
from typing import Any

from forum.db import db
from forum.errors import NotFound
from forum.mail.purposes import NotNeeded, Purposes
from forum.redress.finding import case_of
from forum.statements.keys import address_of
from forum.statements.models import Appeal, AppealOutcome
from forum.statements.terms import LIFTED, title

SUBJECTS: Mapping[AppealOutcome, str] = {
    AppealOutcome.UPHELD: "Your appeal succeeded",
    AppealOutcome.DECLINED: "Your appeal was declined",
    AppealOutcome.MOOT: "Your appeal is settled",
}


def appeal_words(facts: Mapping[str, Any]) -> Mapping[str, Any] | NotNeeded:
    row = db.session.get(Appeal, facts["appeal"], populate_existing=True)
    if row is None or row.outcome is None:
        return NotNeeded("There is no such appeal any more.")
    try:
        case = case_of(row.statement_id)
    except NotFound:
        return NotNeeded("The account was erased.")
    return {
        "name": case.person.display_name,
        "subject": SUBJECTS[row.outcome],
        "outcome": str(row.outcome),
        "what": title(case.statement),
        "on": case.comment.article.title if case.comment else "",
        "lifted": LIFTED[case.statement.action],
        "answer": row.answer,
        "link": address_of(case.statement.id),
    }


PURPOSES: Purposes = {"appeal": appeal_words}
