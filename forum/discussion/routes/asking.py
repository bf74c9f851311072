"""Words first, then who says them: nothing that was typed is lost on the way to the sign-in and back."""

from collections.abc import Callable

from flask import g, redirect, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.viewer import SessionEnded, session_ended
from forum.articles.models import Article
from forum.db import db
from forum.discussion.drafts import keep_draft


def ask_who(article: Article, words: str, address: Callable[[str], str]) -> ResponseReturnValue:
    """Keep the words and send their author to sign in; `address` is where the draft of a token is in the box again.

    Who was signed in when the page was opened is told that the session has ended, with the words in sight.
    """
    sign_in = keep_for_sign_in(article, words, address)
    if session_ended():
        raise SessionEnded(sign_in)
    return redirect(sign_in, code=303)


def keep_for_sign_in(article: Article, words: str, address: Callable[[str], str]) -> str:
    """Keep the words; returns the sign-in that leads back to them, which is also where the page's own link leads."""
    g.here = address(keep_draft(article, words))
    db.session.commit()
    return url_for("accounts.sign_in_form", next=g.here)
