"""A tour of the site: every page, in every state that a reader or a moderator can bring it to."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Map

from forum.ids import to_text
from tests.browser.newsroom import page_of, path_of
from tests.browser.town import Town
from tests.browser.visits import (
    Visit,
    aside,
    at,
    collapsed,
    decision_without_reason,
    on,
    opened,
    preview,
    preview_of_edit,
    refused_comment,
    refused_registration,
    refused_sign_in,
    session_ended,
    used_link,
    words_given_back,
    written_first,
)

# Not pages: a file, and what is told to machines and to our own script.
FOR_MACHINES = {"healthz", "readyz", "metrics", "articles.counts"}
NO_PAGES = {"static", "bundle", "discussion.live", "discussion.people"} | FOR_MACHINES


@dataclass(frozen=True)
class Stop:
    """A page to look at: whose route it is, who looks, and how they get there."""

    name: str
    endpoint: str
    visit: Visit
    who: str | None = None


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
    Stop("article-opened", ARTICLE, opened, "ada"),
    Stop("article-opened-moderator", ARTICLE, opened, "sam"),
    Stop("article-collapsed", ARTICLE, collapsed),
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
    Stop("preview", ARTICLE, preview, "ada"),
    Stop("comment-refused", ARTICLE, refused_comment, "ada"),
    Stop("comment-given-back", ARTICLE, words_given_back, "ada"),
    Stop("session-ended", ARTICLE, session_ended, "cleo"),
    Stop("permalink-deleted", PERMALINK, on("deleted")),
    Stop("edit", "discussion.edit_form", on("everything", "/edit"), "ada"),
    Stop("edit-preview", "discussion.edit_form", preview_of_edit, "ada"),
    Stop("delete", "discussion.delete_form", on("edited", "/delete"), "ada"),
    Stop("history", "discussion.history", on("edited", "/history")),
    Stop("history-none", "discussion.history", on("reply", "/history")),
    Stop("person", "discussion.person", at(lambda town: "/people/ben"), "ada"),
    Stop("person-own", "discussion.person", at(lambda town: "/people/ada"), "ada"),
    Stop("person-moderator", "discussion.person", at(lambda town: "/people/ada"), "sam"),
    Stop("register", "accounts.register_form", at(lambda town: "/register")),
    Stop("register-refused", "accounts.register_form", refused_registration),
    Stop("sign-in", "accounts.sign_in_form", at(lambda town: "/sign-in")),
    Stop("sign-in-refused", "accounts.sign_in_form", refused_sign_in),
    Stop("sign-in-with-words", "accounts.sign_in_form", written_first),
    Stop("sign-out", "accounts.sign_out_form", at(lambda town: "/sign-out"), "ada"),
    Stop("sign-out-done", "accounts.sign_out_form", at(lambda town: "/sign-out")),
    Stop("link", "accounts.sign_in_link", at(lambda town: f"/sign-in/link/{town.link}")),
    Stop("link-used", "accounts.sign_in_link", used_link),
    Stop("decision-held", "moderation.decision_form", on("held", "/decision"), "sam"),
    Stop("decision-refused", "moderation.decision_form", decision_without_reason, "sam"),
    Stop("decision-live", "moderation.decision_form", on("everything", "/decision"), "sam"),
    Stop("forbidden", "moderation.decision_form", on("everything", "/decision"), "ben"),
    Stop("front-empty", "articles.front", aside("/")),
    Stop("failed", "articles.front", aside("/fails")),
    Stop("busy", "articles.front", aside("/busy")),
    Stop("styleguide", "styleguide.styleguide", at(lambda town: "/styleguide")),
    Stop("not-found", "discussion.person", at(lambda town: "/people/nobody-here")),
]


def pages(url_map: Map) -> set[str]:
    """Every endpoint that answers a GET with a page."""
    return {str(rule.endpoint) for rule in url_map.iter_rules() if "GET" in (rule.methods or ())} - NO_PAGES


def unvisited(app: Flask, stops: Sequence[Stop] = STOPS) -> set[str]:
    return pages(app.url_map) - {stop.endpoint for stop in stops}
