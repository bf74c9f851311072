"""Changing a rule of screening, and trying them out."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Section
from forum.config import Hold
from forum.db import db
from forum.discussion.leading import hosts_of
from forum.discussion.wording import html_of
from forum.errors import Conflict, Invalid, require
from forum.moderation.log import Happened, log
from forum.moderation.permissions import may_change_rules
from forum.moderation.rule_form import RuleForm
from forum.moderation.sparing import require_sparing
from forum.screening.book import book_read_again
from forum.screening.models import WHOLE_SITE, Rule
from forum.screening.options import Terms
from forum.screening.pipeline import screen
from forum.screening.submission import Author, Place, Submission
from forum.screening.verdict import Verdict

CHANGED = "Somebody else changed this rule meanwhile. What you typed is below: compare, and save it again."


def change_rule(form: RuleForm, by: Account) -> None:
    """From the next comment on the rule is as the form says."""
    require(may_change_rules(by))
    require_section(form.section)
    require_sparing(form)
    before = _told(book_read_again().terms(form.section)[form.kind.name])
    rule = _row(form.kind.name, form.section)
    is_new = rule is None
    rule = rule or Rule(name=form.kind.name, section_name=form.section, version=0)
    if form.version is not None and rule.version != form.version:
        raise Conflict(CHANGED)
    rule.enabled, rule.ruling, rule.options = form.enabled, form.ruling, dict(form.options)
    rule.changed_at = clock.now()
    rule.version += 1
    if is_new:
        _add(rule)
    after = {"enabled": form.enabled, "ruling": str(form.ruling), **_plain(form.options)}
    log(Happened("rule", by.id, before=before, after=after, more={"rule": form.kind.name, "section": form.section}))


def require_section(name: str) -> None:
    if name != WHOLE_SITE and db.session.get(Section, name) is None:
        raise Invalid("There is no such section. Choose one of the list.", "section")


def sections() -> Sequence[str]:
    return db.session.scalars(select(Section.name).order_by(Section.name)).all()


def tried_on(text: str, section: str, site_holds: Hold) -> tuple[Verdict, ...]:
    """What the rules would say of these words by a reader of long standing; no row is changed."""
    submission = Submission(
        body=text,
        now=clock.now(),
        author=Author(),
        place=Place(site_holds=site_holds),
        hosts=hosts_of(html_of(text)),
    )
    return screen(submission, book_read_again().terms(section))


def version_of(name: str, section: str) -> int:
    """For the form, which says what it was made from."""
    found = select(Rule.version).where(Rule.name == name, Rule.section_name == section)
    return db.session.scalar(found) or 0


def _row(name: str, section: str) -> Rule | None:
    place = (Rule.name == name, Rule.section_name == section)
    return db.session.scalar(select(Rule).where(*place).with_for_update())


def _add(rule: Rule) -> None:
    """Of two who change a rule for the first time at one moment, the database says who was first."""
    try:
        with db.session.begin_nested():
            db.session.add(rule)
    except IntegrityError:
        raise Conflict(CHANGED) from None


def _told(terms: Terms) -> dict[str, Any]:
    return {"enabled": terms.enabled, "ruling": str(terms.ruling), **_plain(terms.options.values)}


def _plain(options: Any) -> dict[str, Any]:
    return {name: value if isinstance(value, int) else list(value) for name, value in options.items()}
