"""Every route, read from the application, with the form that it takes.

A new route that changes something fails here until its form stands below, and in `grids` or `audiences` until it is
said who may do what with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import Flask

# By endpoint: the fields of a form that would succeed. {n} is a number not used before.
FIELDS: Mapping[str, Mapping[str, str]] = {
    "accounts.register_account": {"handle": "new-{n}", "email": "new-{n}@example.org", "password": "a long enough one"},
    "accounts.sign_in_account": {"email": "rita@example.org", "password": "correct horse battery"},
    "accounts.sign_in_by_link": {"password": "correct horse battery"},
    "accounts.sign_out_account": {},
    "discussion.post": {"body": "Number {n}.", "sort": "newest", "key": "key-{n}"},
    "discussion.edit": {"body": "Better said, {n}."},
    "discussion.delete": {},
    "discussion.restore": {},
    "discussion.visit": {"seen": "7zzzzzzzzzzzz"},
    "discussion.add_recommendation": {},
    "discussion.remove_recommendation": {},
    "discussion.mute_person": {},
    "discussion.unmute_person": {},
    "moderation.decide_on_comment": {"verb": "remove", "reason": "off-topic", "version": "{version}"},
}

# Who, signed in, may do it to the author's comment; where nobody is named, any reader.
ACTORS: Mapping[str, str] = {
    "discussion.edit": "author",
    "discussion.delete": "author",
    "discussion.restore": "author",
    "moderation.decide_on_comment": "moderator",
}

# In which state the comment must be for that, where it is not live.
STATES: Mapping[str, str] = {"discussion.restore": "deleted"}
# What is told to everybody alike and may be kept by any cache, as long as it asks whether it is still true.
SHARED = frozenset({"articles.counts", "discussion.live"})


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
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def readable(app: Flask) -> list[Route]:
    return [route for route in routes(app) if route.method == "GET"]


def changing(app: Flask) -> list[Route]:
    return [route for route in routes(app) if route.method != "GET"]


def route_named(app: Flask, endpoint: str) -> Route:
    return next(route for route in routes(app) if route.endpoint == endpoint)


def fields_of(endpoint: str) -> Iterable[tuple[str, str]]:
    return FIELDS[endpoint].items()


def state_for(endpoint: str) -> str:
    return STATES.get(endpoint, "live")


def actor(endpoint: str) -> str:
    return ACTORS.get(endpoint, "reader")
