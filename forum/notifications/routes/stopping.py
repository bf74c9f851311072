"""Stopping mail by the link in it, signed in or not; looking does nothing.

The sealed token in the address is what lets it happen: whoever holds it is whom the mail went to. So a program of mail
may post to it (RFC 8058), which has no session and comes from no page of ours (`forum.web.csrf.SEALED`).
"""

from dataclasses import dataclass

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from forum import ids
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.notifications.keys import Stop, again_token, read_again, read_token
from forum.notifications.models import Place
from forum.notifications.routes.blueprint import bp, words
from forum.notifications.stopping import stop as stop_it
from forum.notifications.stopping import undo


@dataclass(frozen=True)
class Named:
    """What stops, without the name of anybody: the link may have been passed on."""

    stop: Stop
    article: Article | None = None


@bp.get("/mail/stop/<token>")
def stop_page(token: str) -> ResponseReturnValue:
    return _page(read_token(token), "asks", token=token)


@bp.post("/mail/stop/<token>")
def stop(token: str) -> ResponseReturnValue:
    what = read_token(token)
    before = stop_it(what) if what is not None else None
    db.session.commit()
    return _page(what, "stopped", again=again_token(before) if before else None)


@bp.post("/mail/again/<token>")
def again(token: str) -> ResponseReturnValue:
    before = read_again(token)
    if before is not None:
        undo(before)
        db.session.commit()
    return _page(None, "again" if before else "asks")


def _page(what: Stop | None, said: str, **keys: str | None) -> ResponseReturnValue:
    # Whoever signs in from here wants to choose, not to come back to a key.
    g.here = url_for("notifications.settings")
    named = _named(what) if what else None
    return render_template("notifications/stop.html", **words(), named=named, said=said, **keys)


def _named(what: Stop) -> Named:
    try:
        number = ids.from_text(what.key)
    except ValueError:
        return Named(what)
    if what.place == Place.THREAD:
        root = db.session.get(Comment, number)
        return Named(what, db.session.get(Article, root.article_id) if root else None)
    return Named(what, db.session.get(Article, number) if what.place == Place.ARTICLE else None)
