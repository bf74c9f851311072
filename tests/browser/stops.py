"""A tour of the site: every page, in every state that a reader or a moderator can bring it to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask
from playwright.sync_api import expect
from werkzeug.routing import Map

from forum.ids import to_text
from tests.browser.newsroom import page_of, path_of
from tests.browser.reader import Reader
from tests.browser.town import Town

# Not pages: a file, and a word for machines.
NO_PAGES = {"static", "healthz"}


@dataclass(frozen=True)
class Stop:
    """A page to look at: whose route it is, who looks, and how they get there."""

    name: str
    endpoint: str
    visit: Callable[[Reader, Town], object]
    who: str | None = None


def at(address: Callable[[Town], str]) -> Callable[[Reader, Town], object]:
    return lambda reader, town: reader.open(address(town))


def on(name: str, then: str = "") -> Callable[[Reader, Town], object]:
    """A page of the comment that goes by that name in town."""
    return at(lambda town: page_of(town.comments[name].id) + then)


def _preview(reader: Reader, town: Town) -> None:
    reader.open(town.quiet)
    reader.box.fill(town.comments["everything"].body_source)
    reader.press("Preview")


def _preview_of_edit(reader: Reader, town: Town) -> None:
    reader.open(f"{page_of(town.comments['everything'].id)}/edit")
    reader.press("Preview")


def _refused_comment(reader: Reader, town: Town) -> None:
    reader.open(town.quiet)
    reader.say("x" * 5001)


def _words_given_back(reader: Reader, town: Town) -> None:
    """A form of another session: the page that says no holds the words."""
    reader.open(town.quiet)
    reader.tamper("csrf", "")
    reader.say("I opened this page long ago.")


def _refused_registration(reader: Reader, town: Town) -> None:
    reader.open("/register")
    reader.register("moderator")


def _refused_sign_in(reader: Reader, town: Town) -> None:
    reader.open("/sign-in")
    reader.fill(email="nobody", password="wrong horse")
    reader.press("Sign in")


def _written_first(reader: Reader, town: Town) -> None:
    reader.open(town.quiet)
    reader.say("I wrote this first.")


def _used_link(reader: Reader, town: Town) -> None:
    reader.open("/sign-in/link/made-up")
    reader.press("Sign in")


def _decision_without_reason(reader: Reader, town: Town) -> None:
    reader.open(f"{page_of(town.comments['held'].id)}/decision")
    reader.press("Reject")


def _opened(reader: Reader, town: Town) -> None:
    """Every spoiler open, and a menu on top."""
    reader.open(town.bridge)
    everything = reader.comment("as @ben said")
    for shut in everything.locator(".prose summary").all():
        shut.click()
    expect(everything.locator("details:not([open])")).to_have_count(0)
    reader.menu("as @ben said")


def _collapsed(reader: Reader, town: Town) -> None:
    reader.open(town.bridge)
    for branch in reversed(reader.page.locator(".replies > summary").all()):
        branch.click()


def aside(name: str) -> Callable[[Reader, Town], object]:
    """An answer of another site like this one, shown in this one's place."""

    def visit(reader: Reader, town: Town) -> None:
        answer = town.aside[name]
        status, headers, body = answer.status_code, dict(answer.headers), answer.get_data()
        reader.page.route("**/aside", lambda route: route.fulfill(status=status, headers=headers, body=body))
        reader.open("/aside")

    return visit


def _bridge(town: Town) -> str:
    return path_of(town.bridge)


ARTICLE, PERMALINK = "discussion.article", "discussion.permalink"

STOPS: Sequence[Stop] = [
    Stop("front", "articles.front", at(lambda town: "/")),
    Stop("front-signed-in", "articles.front", at(lambda town: "/"), "ada"),
    Stop("article", ARTICLE, at(_bridge)),
    Stop("article-author", ARTICLE, at(_bridge), "ada"),
    Stop("article-muted", ARTICLE, at(_bridge), "ben"),
    Stop("article-moderator", ARTICLE, at(_bridge), "sam"),
    Stop("article-opened", ARTICLE, _opened, "ada"),
    Stop("article-opened-moderator", ARTICLE, _opened, "sam"),
    Stop("article-collapsed", ARTICLE, _collapsed),
    Stop("article-empty", ARTICLE, at(lambda town: path_of(town.quiet))),
    Stop("article-empty-signed-in", ARTICLE, at(lambda town: path_of(town.quiet)), "ada"),
    Stop("article-closed", ARTICLE, at(lambda town: path_of(town.closed)), "ada"),
    Stop("article-deep", ARTICLE, at(lambda town: path_of(town.deep)), "ada"),
    Stop("article-long", ARTICLE, at(lambda town: path_of(town.long) + "?sort=oldest")),
    Stop(
        "article-marked", ARTICLE, at(lambda town: f"{_bridge(town)}?show={to_text(town.comments['reply'].id)}"), "ben"
    ),
    Stop("article-wrong-order", ARTICLE, at(lambda town: _bridge(town) + "?sort=worst")),
    Stop("permalink", PERMALINK, on("reply")),
    Stop("permalink-held", PERMALINK, on("held"), "ada"),
    Stop("permalink-tombstone", PERMALINK, on("removed")),
    Stop("permalink-deep", PERMALINK, at(lambda town: page_of(town.chain[12])), "ada"),
    Stop("permalink-more", PERMALINK, at(lambda town: page_of(town.chain[0]))),
    Stop("reply", "discussion.reply_form", on("everything", "/reply"), "ada"),
    Stop("reply-signed-out", "discussion.reply_form", on("reply", "/reply?quote=1")),
    Stop("preview", ARTICLE, _preview, "ada"),
    Stop("comment-refused", ARTICLE, _refused_comment, "ada"),
    Stop("comment-given-back", ARTICLE, _words_given_back, "ada"),
    Stop("permalink-deleted", PERMALINK, on("deleted")),
    Stop("edit", "discussion.edit_form", on("everything", "/edit"), "ada"),
    Stop("edit-preview", "discussion.edit_form", _preview_of_edit, "ada"),
    Stop("delete", "discussion.delete_form", on("edited", "/delete"), "ada"),
    Stop("history", "discussion.history", on("edited", "/history")),
    Stop("history-none", "discussion.history", on("reply", "/history")),
    Stop("person", "discussion.person", at(lambda town: "/people/ben"), "ada"),
    Stop("person-own", "discussion.person", at(lambda town: "/people/ada"), "ada"),
    Stop("person-moderator", "discussion.person", at(lambda town: "/people/ada"), "sam"),
    Stop("register", "accounts.register_form", at(lambda town: "/register")),
    Stop("register-refused", "accounts.register_form", _refused_registration),
    Stop("sign-in", "accounts.sign_in_form", at(lambda town: "/sign-in")),
    Stop("sign-in-refused", "accounts.sign_in_form", _refused_sign_in),
    Stop("sign-in-with-words", "accounts.sign_in_form", _written_first),
    Stop("sign-out", "accounts.sign_out_form", at(lambda town: "/sign-out"), "ada"),
    Stop("sign-out-done", "accounts.sign_out_form", at(lambda town: "/sign-out")),
    Stop("link", "accounts.sign_in_link", at(lambda town: f"/sign-in/link/{town.link}")),
    Stop("link-used", "accounts.sign_in_link", _used_link),
    Stop("decision-held", "moderation.decision_form", on("held", "/decision"), "sam"),
    Stop("decision-refused", "moderation.decision_form", _decision_without_reason, "sam"),
    Stop("decision-live", "moderation.decision_form", on("everything", "/decision"), "sam"),
    Stop("forbidden", "moderation.decision_form", on("everything", "/decision"), "ben"),
    Stop("front-empty", "articles.front", aside("/")),
    Stop("failed", "articles.front", aside("/fails")),
    Stop("busy", "articles.front", aside("/busy")),
    Stop("not-found", "discussion.person", at(lambda town: "/people/nobody-here")),
]


def pages(url_map: Map) -> set[str]:
    """Every endpoint that answers a GET with a page."""
    return {str(rule.endpoint) for rule in url_map.iter_rules() if "GET" in (rule.methods or ())} - NO_PAGES


def unvisited(app: Flask, stops: Sequence[Stop] = STOPS) -> set[str]:
    return pages(app.url_map) - {stop.endpoint for stop in stops}
