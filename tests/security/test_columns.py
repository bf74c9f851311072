"""S41: whatever is sent besides what a form asks for changes nothing."""

from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Date, DateTime, Float, Integer
from sqlalchemy.types import TypeDecorator, TypeEngine

from forum.db import Base
from tests.security.routes import FIELDS, actor, changing, route_named, state_for
from tests.security.world import Rows, World, outcome, rows
from tests.visiting import ADDRESS

DELETION = {"article.comment_count", "article.version"} | {
    f"comment.{name}" for name in ("state", "state_before", "deleted_at", "version", "active_rank")
}
STATE = {"article.comment_count", "article.version"} | {
    f"comment.{name}" for name in ("state", "state_reason", "version", "active_rank")
}
LOGGED = {"log_entry", "log_text"}
DECIDED = {"decision"} | LOGGED
# Whoever it restricts is told why.
STATED = DECIDED | {"statement", "mail", "outbox"}
TAKEN_BACK = STATE | {"statement.withdrawn_at"}
# Moderators are shown it sooner; readers notice nothing.
REPORTED = {"comment.report_count", "comment.due_at"}
# By endpoint: the columns that a form may change, and the tables to which it may add.
MAY_CHANGE = {
    "accounts.register_account": set(),
    "accounts.sign_in_account": set(),
    "accounts.sign_in_by_link": {"account.password_hash"},
    "accounts.sign_out_account": set(),
    "accounts.mail_sign_in": {"ticket.expires_at"},
    "accounts.sign_in_by_code": {"ticket.wrong_codes", "ticket.used_at"},
    "accounts.give_second": {"authenticator.last_step", "ticket.wrong_codes", "ticket.used_at"},
    "accounts.ask_for_passkey": set(),
    "accounts.sign_in_by_passkey": {"passkey.sign_count", "passkey.last_used_at", "ticket.used_at"},
    "accounts.set_up_authenticator": {"authenticator.sealed_secret", "authenticator.created_at"},
    "accounts.confirm_authenticator_code": {"authenticator.last_step", "authenticator.confirmed_at"},
    "accounts.make_recovery_codes": set(),
    "accounts.turn_off": set(),
    "accounts.ask_for_new_passkey": {"ticket.expires_at"},
    "accounts.add_new_passkey": {"ticket.used_at"},
    "accounts.remove_old_passkey": {"session.second_at"},
    "accounts.save_password": {"account.password_hash"},
    "accounts.drop_password": {"account.password_hash"},
    "accounts.save_address": {"ticket.expires_at"},
    "accounts.confirm_address_by_code": {"account.confirmed_at", "ticket.wrong_codes"},
    "accounts.confirm_address_by_link": {"account.confirmed_at"},
    "accounts.end_session": set(),
    "accounts.end_others": set(),
    "discussion.save_profile": {"account.display_name", "account.bio"},
    "discussion.post": {"article.comment_count", "article.version"},
    "discussion.say_who": set(),
    "discussion.confirm_by_code": {"article.comment_count", "article.version", "ticket.wrong_codes", "ticket.used_at"},
    "discussion.confirm_by_link": {"article.comment_count", "article.version", "ticket.used_at"},
    "discussion.edit": {"article.version"}
    | {
        f"comment.{name}"
        for name in ("body_source", "body_html", "render_version", "revision", "spoiler_scope", "version")
    },
    "discussion.delete": DELETION,
    "discussion.restore": DELETION,
    "discussion.visit": set(),
    "discussion.add_recommendation": {"article.version", "comment.recommend_count", "comment.active_rank"},
    "discussion.remove_recommendation": set(),
    "discussion.mute_person": set(),
    "discussion.unmute_person": set(),
    "moderation.decide_on_comment": STATE,
    "moderation.undo_decision": TAKEN_BACK,
    "moderation.reverse_decision": TAKEN_BACK,
    "moderation.decide_on_many": STATE,
    "moderation.everything": STATE,
    "moderation.close_article": {"article.state", "article.version"},
    "moderation.reopen_article": {"article.state", "article.version"},
    "moderation.save_article": {"article.state", "article.slow_seconds", "article.version"},
    "moderation.save_section": {"section.stance"},
    "moderation.sanction": {"account.warned_at"},
    "moderation.let_go": {"sanction.ended_at", "sanction.ended_by_id"},
    "moderation.read_warnings": set(),
    "moderation.save_rule": {"rule.version", "rule.changed_at"},
    "moderation.try_rules": set(),
    "queue.decide": STATE,
    "queue.undo_here": TAKEN_BACK,
    "moderation.start_trial": {"trial.state"},
    "moderation.stop": {"trial.state"},
    "moderation.save_reason": set(),
    "reporting.report": REPORTED,
    "reporting.take_back": set(),
    "reporting.notice": REPORTED,
    "transparency.publish_terms": set(),
    "measures.answer": set(),
    "queue.blur": {"account.blurs_words"},
    "redress.appeal": set(),
    "redress.appeal_by_link": set(),
    "redress.answer": {f"appeal.{name}" for name in ("outcome", "answer", "decided_by_id", "decided_at")},
    "redress.send_again": TAKEN_BACK
    | {f"comment.{name}" for name in ("body_source", "body_html", "revision", "resubmitted_at", "due_at")},
    **{f"queue.{name}": set() for name in ("lease", "note", "drop_note", "save_view", "drop_view")},
    "people.badge": {"account.badge", "article.version"},
    "people.end_session": set(),
    "people.hold": {"legal_hold.reason"},
    "people.mail_link": {"ticket.expires_at"},
    "people.release": set(),
    "people.role": set(),
    "privacy.delete": {"account.erase_at", "account.erase_words"},
    "privacy.keep": {"account.erase_at", "account.erase_words"},
}
MAY_ADD = {
    "accounts.register_account": {"ticket", "mail", "outbox"},
    "accounts.mail_sign_in": {"ticket", "mail", "outbox"},
    "accounts.sign_in_by_code": {"session", "mail", "outbox"},
    "accounts.give_second": {"session", "mail", "outbox"},
    "accounts.ask_for_passkey": {"ticket"},
    "accounts.sign_in_by_passkey": {"session", "mail", "outbox"},
    "accounts.set_up_authenticator": {"authenticator"},
    "accounts.confirm_authenticator_code": {"session", "recovery_code", "mail", "outbox"},
    "accounts.make_recovery_codes": {"recovery_code", "mail", "outbox"},
    "accounts.turn_off": {"mail", "outbox"},
    "accounts.ask_for_new_passkey": {"ticket"},
    "accounts.add_new_passkey": {"passkey", "recovery_code", "session", "mail", "outbox"},
    "accounts.remove_old_passkey": {"mail", "outbox"},
    "accounts.sign_in_account": {"session", "mail", "outbox"},
    "accounts.sign_in_by_link": {"session", "mail", "outbox"},
    # The session under another id.
    "accounts.save_password": {"session", "mail", "outbox"},
    "accounts.drop_password": {"session", "mail", "outbox"},
    "accounts.save_address": {"ticket", "mail", "outbox"},
    "accounts.confirm_address_by_code": {"session", "mail", "outbox"},
    "accounts.confirm_address_by_link": {"session", "mail", "outbox"},
    "discussion.post": {"comment"},
    "discussion.say_who": {"ticket", "mail", "outbox"},
    "discussion.confirm_by_code": {"account", "comment", "session"},
    "discussion.confirm_by_link": {"account", "comment", "session"},
    "discussion.add_recommendation": {"recommendation"},
    "discussion.mute_person": {"mute"},
    "discussion.visit": {"visit"},
    "moderation.decide_on_comment": STATED,
    "moderation.undo_decision": DECIDED,
    "moderation.reverse_decision": DECIDED | {"mail", "outbox"},
    "moderation.decide_on_many": STATED,
    "moderation.everything": STATED,
    "moderation.close_article": DECIDED,
    "moderation.reopen_article": DECIDED,
    "moderation.save_article": {"log_entry", "log_text"},
    "moderation.save_section": {"log_entry", "log_text"},
    "moderation.sanction": {"sanction", "statement", "mail", "outbox"} | LOGGED,
    "moderation.let_go": {"log_entry", "log_text"},
    "moderation.save_rule": {"rule", "log_entry", "log_text"},
    "moderation.start_trial": {"trial", "outbox"},
    "moderation.save_reason": {"reason"} | LOGGED,
    "reporting.report": {"report"},
    "reporting.notice": {"report", "legal_notice", "mail", "outbox"},
    "transparency.publish_terms": {"terms"} | LOGGED,
    "measures.answer": {"second_look"},
    "redress.appeal": {"appeal"} | LOGGED,
    "redress.appeal_by_link": {"appeal"} | LOGGED,
    "redress.answer": {"mail", "outbox"} | LOGGED,
    "redress.send_again": {"verdict"},
    "queue.decide": STATED,
    "queue.undo_here": DECIDED,
    "queue.lease": {"lease"},
    "queue.note": {"note"},
    "queue.save_view": {"queue_view"},
    "people.badge": {"log_entry", "log_text"},
    "people.hold": {"legal_hold", "mail", "outbox", "log_entry", "log_text"},
    "people.mail_link": {"ticket", "mail", "outbox"},
    "privacy.delete": {"mail", "outbox"},
}


def planted(kind: TypeEngine[Any]) -> str:
    """A value that such a column would take, and that stands nowhere by itself."""
    kind = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    if isinstance(kind, (Integer, Float, Boolean)):
        return "4242424242"
    if isinstance(kind, (Date, DateTime)):
        return "1999-12-31T23:59:59"
    return '["planted"]' if isinstance(kind, JSON) else "planted"


def every_column() -> dict[str, str]:
    """By name, and by what a careless binding would also read: `account.role`, `account[role]`."""
    found: dict[str, str] = {}
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            value = {"role": "admin", "state": "approved", "is_staff": "1"}.get(column.name) or planted(column.type)
            found |= {column.name: value, f"{table.name}.{column.name}": value, f"{table.name}[{column.name}]": value}
    return found


def batches(fields: dict[str, str], size: int = 20) -> list[dict[str, str]]:
    names = list(fields)
    return [{name: fields[name] for name in names[at : at + size]} for at in range(0, len(names), size)]


def changed(before: Rows, after: Rows) -> tuple[set[str], set[str], str]:
    """The columns that are different now, the tables with rows added, and every new value as text."""
    columns: set[str] = set()
    added: set[str] = set()
    values: list[Any] = []
    for table, kept in before.items():
        for key, row in after[table].items():
            old = kept.get(key)
            if old is None:
                added.add(table)
                values += row.values()
            else:
                columns |= {f"{table}.{name}" for name in row if row[name] != old[name]}
                values += [row[name] for name in row if row[name] != old[name]]
    return columns, added, repr(values)


def test_s41_the_tables_name_every_route_that_changes_something(world: World) -> None:
    assert set(MAY_CHANGE) == {route.endpoint for route in changing(world.app)}


@pytest.mark.parametrize("endpoint", FIELDS)
def test_s41_no_form_sets_a_column_that_is_not_its_own(world: World, endpoint: str) -> None:
    route = route_named(world.app, endpoint)
    every = {name: text for name, text in every_column().items() if name not in FIELDS[endpoint]}
    for batch in batches(every):
        world.put_back(route, state_for(endpoint))
        visitor = world.visitor(actor(endpoint))
        before = rows()
        # In the form and in the address: neither is a way in.
        fields = batch | world.fields(route) | {"csrf": visitor.csrf_token() or ""}
        response = visitor.open(
            world.address(route), method="POST", data=fields, query_string=batch, headers={"Origin": ADDRESS}
        )
        assert outcome(response) == "ok", (endpoint, batch)
        columns, added, values = changed(before, rows())
        assert columns <= MAY_CHANGE[endpoint], endpoint
        assert added <= MAY_ADD.get(endpoint, set()), endpoint
        for value in ("planted", "4242424242", "(1999", "'admin'", "approved", "<Role.ADMIN", "<State.APPROVED"):
            assert value not in values, (endpoint, value)
