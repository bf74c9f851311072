"""Every route, read from the application, with the form that it takes. (What programs ask has `operations`.)

A new route that changes something fails here until its form stands below, and in `grids` or `audiences` until it is
said who may do what with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import Flask

# By endpoint: the fields of a form that would succeed. {n} is a number not used before.
FIELDS: Mapping[str, Mapping[str, str]] = {
    "accounts.register_account": {"name": "New {n}", "email": "new-{n}@example.org"},
    "accounts.sign_in_account": {"email": "rita@example.org", "password": "correct horse battery"},
    "accounts.sign_in_by_link": {"password": "correct horse battery"},
    "accounts.sign_out_account": {},
    "accounts.mail_sign_in": {"email": "rita-{n}@example.org"},
    "accounts.sign_in_by_code": {"code": "{code}"},
    "accounts.drop_password": {},
    "accounts.save_password": {"password": "correct horse battery"},
    "accounts.save_address": {"email": "moved-{n}@example.org"},
    "accounts.confirm_address_by_code": {"code": "{code}"},
    "accounts.confirm_address_by_link": {},
    "accounts.end_session": {},
    "accounts.end_others": {},
    "discussion.save_profile": {"display_name": "Named {n}", "handle": "{own_handle}", "bio": "I am the {n}th."},
    "accounts.give_second": {"code": "{code}"},
    "accounts.ask_for_passkey": {},
    "accounts.sign_in_by_passkey": {"credential": "{credential}"},
    "accounts.set_up_authenticator": {},
    "accounts.confirm_authenticator_code": {"code": "{code}"},
    "accounts.make_recovery_codes": {},
    "accounts.turn_off": {},
    "accounts.ask_for_new_passkey": {},
    "accounts.add_new_passkey": {"credential": "{credential}", "name": "Telephone"},
    "accounts.remove_old_passkey": {},
    "sso.sign_in_by_token": {"assertion": "{assertion}"},
    "sso.sign_in_by_provider": {"code": "{code}", "state": "{state}"},
    "discussion.post": {"body": "Number {n}.", "sort": "newest", "key": "key-{n}"},
    "discussion.say_who": {"name": "New {n}", "email": "new-{n}@example.org"},
    "discussion.confirm_by_code": {"code": "{code}"},
    "discussion.confirm_by_link": {},
    "discussion.edit": {"body": "Better said, {n}."},
    "discussion.delete": {},
    "discussion.restore": {},
    "discussion.visit": {"seen": "7zzzzzzzzzzzz", "newest": "7zzzzzzzzzzzz"},
    "discussion.add_recommendation": {},
    "discussion.remove_recommendation": {},
    "discussion.mute_person": {},
    "discussion.unmute_person": {},
    "embed.hand_over": {
        "origin": "http://localhost:8000",
        "challenge": "{challenge}",
        "nonce": "a-page-that-was-opened-{n}",
    },
    "reporting.report": {"cause": "other", "note": "For the {n}th time."},
    "reporting.take_back": {},
    "reporting.notice": {
        "explanation": "It is a libel, for the {n}th time.",
        "name": "Nora",
        "email": "nora-{n}@example.org",
        "good_faith": "1",
    },
    "moderation.decide_on_comment": {"verb": "remove", "reason": "off-topic", "version": "{version}"},
    "moderation.undo_decision": {},
    "moderation.reverse_decision": {},
    "moderation.decide_on_many": {"verb": "remove", "reason": "spam", "item": "{item}"},
    "moderation.close_article": {},
    "moderation.reopen_article": {},
    "moderation.save_article": {"state": "first", "slow": "60"},
    "moderation.save_section": {"section": "Gardens", "stance": "held"},
    "moderation.sanction": {"kind": "warn", "reason": "Be kind, for the {n}th time."},
    "moderation.let_go": {"sanction": "{sanction}"},
    "moderation.everything": {"verb": "remove", "reason": "spam"},
    "moderation.read_warnings": {},
    "moderation.save_rule": {"rule": "many-links", "section": "", "enabled": "1", "ruling": "hold", "most": "9"},
    "moderation.save_reason": {
        "title": "Reason {n}",
        "public_line": "reason {n}",
        "message": "Say it otherwise.",
        "severity": "2",
        "place": "9",
        "version": "0",
    },
    "moderation.try_rules": {"body": "At the casino."},
    "moderation.start_trial": {"rule": "many-links", "section": "", "enabled": "1", "ruling": "hold", "most": "9"},
    "moderation.stop": {},
    "notifications.read_all": {"up_to": "{told}"},
    "notifications.read": {},
    "notifications.unread": {},
    "notifications.save_settings": {"inbox-reply": "1", "mail-reply": "daily", "time_zone": "Europe/Berlin"},
    "notifications.forget_settings": {},
    "notifications.no_mail": {},
    "notifications.follow_article": {"wish": "follow"},
    "notifications.follow_somebody": {"wish": "follow"},
    "notifications.follow_section": {"section": "Gardens", "wish": "follow"},
    "notifications.follow_thread": {"wish": "silence"},
    "notifications.stop_following": {"place": "section", "key": "Gardens"},
    "notifications.save_defaults": {"inbox-reply": "1", "mail-reply": "daily"},
    "notifications.stop": {},
    "notifications.again": {},
    "queue.decide": {
        "verb": "remove",
        "reason": "off-topic",
        "version": "{version}",
        "q": "has:link",
        "next": "7zzzzzzzzzzzz",
    },
    "queue.undo_here": {"q": "has:link"},
    "queue.lease": {},
    "queue.blur": {"blur": "1", "q": "has:link"},
    "measures.answer": {"answer": "stand"},
    "queue.note": {"note": "Noted for the {n}th time.", "at": "7zzzzzzzzzzzz"},
    "queue.drop_note": {},
    "queue.save_view": {"q": "has:link", "name": "Links {n}"},
    "queue.drop_view": {},
    "rounds.decide": {"reason": "spam"},
    "rounds.undo": {},
    "people.badge": {"badge": "Reporter {n}"},
    "people.end_session": {"session": "{session}"},
    "people.hold": {"reason": "A court asks, for the {n}th time."},
    "people.mail_link": {},
    "people.release": {},
    "people.role": {"role": "reader"},
    "postroom.again": {},
    "postroom.allow": {"address": "{address}"},
    "transparency.publish_terms": {"kind": "rules", "body": "Be kind, for the {n}th time.", "instead_of": "{rules}"},
    "syndication.renew": {},
    "redress.appeal": {"body": "Why, for the {n}th time?"},
    "redress.appeal_by_link": {"body": "Why, for the {n}th time?"},
    "redress.answer": {"outcome": "declined", "answer": "It stands, for the {n}th time."},
    "redress.send_again": {"body": "Better said, {n}."},
    "privacy.delete": {"words": "keep"},
    "privacy.keep": {},
    "origins.add": {"origin": "https://site-{n}.example", "opens_articles": "1", "stance": "first"},
    "origins.look": {"url": "http://127.0.0.1:9/{n}"},
    "origins.remove": {},
    "origins.save": {"stance": "held"},
    "webhooks.add": {"url": "https://93.184.216.34/{n}", "format": "json", "event": "comment.held"},
    "webhooks.again": {},
    "webhooks.remove": {},
    "webhooks.save": {"url": "https://93.184.216.34/{n}", "format": "slack", "event": "comment.edited"},
    "webhooks.secret": {},
    "webhooks.switch_off": {},
    "webhooks.switch_on": {},
    "webhooks.try_out": {},
}

# Who, signed in, may do it to the author's comment; where nobody is named, any reader.
ACTORS: Mapping[str, str] = {
    "accounts.give_second": "answerer",
    "accounts.make_recovery_codes": "answerer",
    "accounts.remove_old_passkey": "answerer",
    "discussion.edit": "author",
    "discussion.delete": "author",
    "discussion.restore": "author",
    **{endpoint: "moderator" for endpoint in FIELDS if endpoint.startswith(("moderation.", "queue.", "measures."))},
    "notifications.read": "author",
    "notifications.read_all": "author",
    "notifications.unread": "author",
    "notifications.save_defaults": "admin",
    "redress.appeal": "author",
    "redress.send_again": "author",
    "redress.answer": "moderator",
    "moderation.read_warnings": "reader",
    "moderation.save_rule": "admin",
    "moderation.save_reason": "admin",
    "moderation.save_section": "admin",
    "transparency.publish_terms": "admin",
    **{
        endpoint: "admin"
        for endpoint in FIELDS
        if endpoint.startswith(("origins.", "people.", "postroom.", "webhooks."))
    },
}

# In which state the comment must be for that, where it is not live.
STATES: Mapping[str, str] = {"discussion.restore": "deleted", "redress.send_again": "rejected"}
# Whose address, sealed, is all that they ask for: programs of mail post to it, from nowhere and in no session.
SEALED = frozenset({"notifications.stop"})
# Leads to the provider of sign-ins, with a question that is new each time. Who goes there does not only read: a cookie
# ties the answer to the browser that asked.
GOES_ELSEWHERE = "sso.ask_provider"
# Their bodies are no forms, and no session is looked at.
OF_PROGRAMS = "api."
# What is told to everybody alike and may be kept by any cache, as long as it asks whether it is still true.
SHARED = frozenset({"articles.counts", "discussion.live", "embed.at", "embed.fragment"})
SHARED |= {f"syndication.{name}" for name in ("article", "comments", "person", "comments_as_data")}
SHARED |= {f"syndication.{name}" for name in ("robots", "sitemaps", "sitemap_part")}
# What any page of any site may read: no cookie is looked at.
OPEN = frozenset({"articles.counts", "syndication.comments_as_data", "syndication.counts_script"})
OPEN |= {"embed.at", "embed.fragment", "embed.script"}


@dataclass(frozen=True)
class Route:
    """One method of one rule."""

    endpoint: str
    method: str
    arguments: tuple[str, ...]


def routes(app: Flask) -> list[Route]:
    """All of them; HEAD and OPTIONS come with each and are not named."""
    return [
        Route(rule.endpoint, method, tuple(sorted(rule.arguments)))
        for rule in app.url_map.iter_rules()
        if not rule.endpoint.startswith(OF_PROGRAMS)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def readable(app: Flask) -> list[Route]:
    return [route for route in routes(app) if route.method == "GET"]


def changing(app: Flask) -> list[Route]:
    return [route for route in routes(app) if route.method != "GET"]


def guarded(app: Flask) -> list[Route]:
    """What changes something, and only for who comes from a page of ours."""
    return [route for route in changing(app) if route.endpoint not in SEALED]


def route_named(app: Flask, endpoint: str) -> Route:
    return next(route for route in routes(app) if route.endpoint == endpoint)


def fields_of(endpoint: str) -> Iterable[tuple[str, str]]:
    return FIELDS[endpoint].items()


def state_for(endpoint: str) -> str:
    return STATES.get(endpoint, "live")


def actor(endpoint: str) -> str:
    return ACTORS.get(endpoint, "reader")
