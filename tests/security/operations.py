"""Every operation of the API, with a body that would succeed, and who may ask it: derived from what pages allow.

A new operation fails here until its body stands below, and until it is said which form of a page it is like.
"""

import re
from collections.abc import Mapping
from typing import Any

from werkzeug.test import TestResponse

from forum.api.operations import Asks, Operation
from forum.api.routes.blueprint import OPERATIONS
from forum.ids import to_text
from tests.api.program import Page, listed
from tests.security.audiences import ELSEWHERE
from tests.security.grids import DELETE, EDIT, READ, RECOMMEND, REPLY, REPORT, RESTORE, Grid
from tests.security.world import World

# By name, the body; {n} is a number not used before.
BODIES: Mapping[str, Mapping[str, Any]] = {
    "open_one": {"url": "https://blog.example/posts/{n}", "title": "Post {n}"},
    "post": {"body": "Number {n}."},
    "edit": {"body": "Better said, {n}."},
    "report": {"cause": "other", "note": "For the {n}th time."},
    "preview": {"body": "How would {n} look?"},
    "make_token": {"grant": "code", "code": "0", "code_verifier": "0"},
}
QUERIES: Mapping[str, str] = {"find": "?key=bridge", "counts": "?of={slug}", "comments": "?sort=newest"}
# Who asks it, where that is not any reader, and in which state the comment must be.
ACTORS = {"edit": "author", "delete": "author", "restore": "author"}
STATES = {"restore": "deleted"}
# The form of a page that does the same: what it may change, the operation may, and no more.
FORMS: Mapping[str, str | None] = {
    "post": "discussion.post",
    "edit": "discussion.edit",
    "delete": "discussion.delete",
    "restore": "discussion.restore",
    "recommend_one": "discussion.add_recommendation",
    "withdraw_one": "discussion.remove_recommendation",
    "report": "reporting.report",
    "take_report_back": "reporting.take_back",
    "mute_person": "discussion.mute_person",
    "unmute_person": "discussion.unmute_person",
    "follow_article": "notifications.follow_article",
    "unfollow_article": "notifications.stop_following",
    "preview": None,
    "open_one": None,
    "make_token": None,
    "renew_token": None,
    "end_token": None,
}
# What those change that no page has.
OWN: Mapping[str, set[str]] = {
    "preview": set(),
    "open_one": {"article"},
    "make_token": set(),
    "renew_token": {"access_token"},
    "end_token": set(),
}


def grid_of(name: str, of_page: Grid) -> Grid:
    """Of staff too a token has a reader's rights; and nobody is sent to sign in, but told to (401)."""
    needs_one = OPERATIONS[name].asks is Asks.READER
    return {
        state: ("401" if needs_one else nobody, reader, author, reader, reader)
        for state, (nobody, reader, author, *_) in of_page.items()
    }


def row_of(name: str, of_page: tuple[str, ...]) -> tuple[str, ...]:
    return grid_of(name, {"": of_page})[""]


# Every operation that is about one comment.
ON_A_COMMENT: Mapping[str, Grid] = {
    "comment": grid_of("comment", READ),
    "edit": grid_of("edit", EDIT),
    "delete": grid_of("delete", DELETE),
    "restore": grid_of("restore", RESTORE),
    "recommend_one": grid_of("recommend_one", RECOMMEND),
    "withdraw_one": grid_of("withdraw_one", RECOMMEND),
    "report": grid_of("report", REPORT),
    "take_report_back": grid_of("take_report_back", READ),
    "post reply": grid_of("post", REPLY),
    "comments reply": grid_of("comments", READ),
}
_ALL, _SIGNED_IN = ("ok",) * 5, ("401", *("ok",) * 4)
# Every other one.
OTHERS: Mapping[str, tuple[str, ...]] = {
    "find": ("404",) * 5,
    "open_one": _SIGNED_IN,
    "article": _ALL,
    "comments": _ALL,
    "post": _SIGNED_IN,
    "live": _ALL,
    "counts": _ALL,
    "preview": _ALL,
    "me": _SIGNED_IN,
    "notifications": _SIGNED_IN,
    "sign_in": _ALL,
    "make_token": ("403",) * 5,  # without what belongs to it: the rest is told in tests/api
    "renew_token": _SIGNED_IN,
    "end_token": _SIGNED_IN,
    "mute_person": row_of("mute_person", ELSEWHERE["discussion.mute_person"]),
    "unmute_person": row_of("unmute_person", ELSEWHERE["discussion.unmute_person"]),
    "follow_article": row_of("follow_article", ELSEWHERE["notifications.follow_article"]),
    "unfollow_article": row_of("unfollow_article", ELSEWHERE["notifications.stop_following"]),
}


def changing() -> list[Operation]:
    return [each for each in OPERATIONS.values() if each.method != "GET"]


def looking() -> list[Operation]:
    return [each for each in OPERATIONS.values() if each.method == "GET"]


def actor(name: str) -> str:
    return ACTORS.get(name, "reader")


def page_of(world: World, role: str) -> Page:
    """A page of a listed site, on which somebody in the role is signed in."""
    listed()
    return Page(world.app, person=world.people.get(role))


def path_of(world: World, asked: Operation, variant: str = "") -> str:
    known = {
        "article_id": to_text(world.article_id),
        "comment_id": to_text(world.comment_id),
        "handle": "otto",
        "nonce": "n" * 43,
    }
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: known[match[1]], asked.path)
    if variant == "reply" and asked.method == "GET":
        return f"{path}?parent={known['comment_id']}"
    return path + QUERIES.get(asked.name, "").format(slug=world.slug)


def body_of(world: World, name: str, variant: str = "") -> dict[str, Any] | None:
    if name not in BODIES:
        return None
    world.made += 1
    body = {field: text.format(n=world.made) for field, text in BODIES[name].items()}
    return body | ({"parent": to_text(world.comment_id)} if variant == "reply" else {})


def ask(world: World, page: Page, case: str, **options: Any) -> TestResponse:
    """What a page of a listed site would send."""
    name, _, variant = case.partition(" ")
    asked = OPERATIONS[name]
    body = options.pop("body", body_of(world, name, variant))
    return page.ask(asked.method, path_of(world, asked, variant), body, **options)


def outcome(response: TestResponse) -> str:
    return "ok" if response.status_code < 300 else str(response.status_code)
