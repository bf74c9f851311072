"""Where one reads and writes: articles, comments and the people who said them."""

from collections.abc import Sequence

from forum.ids import to_text
from tests.browser.newsroom import page_of, path_of
from tests.browser.stop import ARTICLE, PERMALINK, Stop, bridge
from tests.browser.visits import (
    at,
    collapsed,
    on,
    opened,
    preview,
    preview_of_edit,
    refused_comment,
    session_ended,
    words_given_back,
)

IN_THREADS: Sequence[Stop] = [
    Stop("front", "articles.front", at(lambda town: "/")),
    Stop("front-signed-in", "articles.front", at(lambda town: "/"), "ada"),
    Stop("article", ARTICLE, at(bridge)),
    Stop("article-author", ARTICLE, at(bridge), "ada"),
    Stop("article-muted", ARTICLE, at(bridge), "ben"),
    Stop("article-moderator", ARTICLE, at(bridge), "sam"),
    Stop("article-opened", ARTICLE, opened, "ada"),
    Stop("article-opened-moderator", ARTICLE, opened, "sam"),
    Stop("article-collapsed", ARTICLE, collapsed),
    Stop("article-empty", ARTICLE, at(lambda town: path_of(town.quiet))),
    Stop("article-empty-signed-in", ARTICLE, at(lambda town: path_of(town.quiet)), "ada"),
    Stop("article-closed", ARTICLE, at(lambda town: path_of(town.closed)), "ada"),
    Stop("article-deep", ARTICLE, at(lambda town: path_of(town.deep)), "ada"),
    Stop("article-long", ARTICLE, at(lambda town: path_of(town.long) + "?sort=oldest")),
    Stop(
        "article-marked", ARTICLE, at(lambda town: f"{bridge(town)}?show={to_text(town.comments['reply'].id)}"), "ben"
    ),
    Stop("article-wrong-order", ARTICLE, at(lambda town: bridge(town) + "?sort=worst")),
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
]
