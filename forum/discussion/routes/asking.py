"""Words first, then who says them: nothing that was typed is lost on the way to the sign-in and back."""

from collections.abc import Callable

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.viewer import SessionEnded, session_ended
from forum.articles.models import Article
from forum.db import db
from forum.discussion.drafts import keep_draft
from forum.discussion.forms import CommentForm
from forum.discussion.ranking import ORDERS
from forum.issuers import Posting
from forum.mail.post import is_possible as mail_is_possible
from forum.web.site import settings


def ask_who(article: Article, words: str, address: Callable[[str], str]) -> ResponseReturnValue:
    """Keep the words and send their author to sign in; `address` is where the draft of a token is in the box again.

    Who was signed in when the page was opened is told that the session has ended, with the words in sight.
    """
    sign_in = _sign_in_back_to(address(_kept(keep_draft(article, words))))
    if session_ended():
        raise SessionEnded(sign_in)
    return redirect(sign_in, code=303)


def ask_who_says(article: Article, form: CommentForm, address: Callable[[str], str]) -> ResponseReturnValue:
    """The same for a new comment: where a name and a mail, or a name alone, is enough, that is all that is asked.

    Whether somebody may post at all, where that is for an issuer to say, only their sign-in shows.
    """
    token = _kept(keep_draft(article, form.body, form.parent_id, _sort()))
    sign_in = _sign_in_back_to(address(token))
    if session_ended():
        raise SessionEnded(sign_in)
    if settings().posting == Posting.EVERYONE and (mail_is_possible() or settings().guests):
        return redirect(url_for("discussion.words", token=token), code=303)
    return redirect(sign_in, code=303)


def keep_for_sign_in(article: Article, words: str, address: Callable[[str], str]) -> str:
    """Keep the words; returns the sign-in that leads back to them, which is also where the page's own link leads."""
    return _sign_in_back_to(address(_kept(keep_draft(article, words))))


def _sort() -> str | None:
    """The order that the reader had chosen, if it is one."""
    given = request.form.get("sort", "")
    return given if given in {sort.value for sort in ORDERS} else None


def _kept(token: str) -> str:
    db.session.commit()
    return token


def _sign_in_back_to(address: str) -> str:
    g.here = address
    return url_for("accounts.sign_in_form", next=address)
