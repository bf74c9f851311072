"""Who says this? The words are written and kept; now their author gives a name, and an address or not."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum import clock
from forum.accounts.addresses import parse_email
from forum.accounts.arriving import arrive, needs_second_factor
from forum.accounts.keys import Purpose, Ticket
from forum.accounts.models import Account
from forum.accounts.names import parse_display_name
from forum.accounts.queries import names_of_staff
from forum.accounts.routes.codes import CodePage
from forum.accounts.signing_in import enter_with
from forum.accounts.tickets import LIFE, awaiting, by_link
from forum.accounts.viewer import act_with, current, sign_in
from forum.articles.queries import article_by_id, article_or_404, article_to_change
from forum.db import db
from forum.discussion.confirming import ask_to_confirm, draft_or_404, publish, publish_as_guest
from forum.discussion.models import Draft
from forum.discussion.routes.addresses import box_of, on_its_page
from forum.discussion.routes.blueprint import bp
from forum.discussion.wording import html_of
from forum.errors import Forbidden, Invalid, Refusal
from forum.web.site import settings

_CODE = CodePage(
    form="discussion.confirm_form",
    answer="discussion.confirm_by_code",
    ask=lambda ticket: ask_to_confirm(ticket.draft, ticket.name, ticket.email),
    button="Publish my comment",
)


@bp.get("/words/<token>")
def words(token: str) -> ResponseReturnValue:
    draft = draft_or_404(token)
    if current() is not None:
        return redirect(_box(draft, token), code=303)
    return _who_page(token, draft)


@bp.post("/words/<token>")
def say_who(token: str) -> ResponseReturnValue:
    draft_or_404(token)
    try:
        name = parse_display_name(request.form.get("name", ""), names_of_staff())
        answer = _as_guest(token, name) if "guest" in request.form else _by_mail(token, name)
    except Refusal as refusal:
        db.session.rollback()
        return _who_page(token, draft_or_404(token), refusal), refusal.status
    db.session.commit()
    return answer


def _by_mail(token: str, name: str) -> ResponseReturnValue:
    ticket = ask_to_confirm(token, name, parse_email(request.form.get("email", "")))
    return redirect(url_for("discussion.confirm_form", ticket=ticket.id), code=303)


def _as_guest(token: str, name: str) -> ResponseReturnValue:
    if not settings().guests:
        raise Forbidden("Guests cannot comment here. Give an address, or sign in.")
    comment = publish_as_guest(token, name)
    return redirect(url_for("discussion.waits", slug=comment.article.slug), code=303)


@bp.get("/articles/<slug>/waits")
def waits(slug: str) -> ResponseReturnValue:
    """What becomes of a guest's comment, which its author cannot look at."""
    return render_template("discussion/waits.html", article=article_or_404(slug))


@bp.get("/words/confirm/<ticket>")
def confirm_form(ticket: str) -> ResponseReturnValue:
    return _CODE.show(awaiting(ticket, Purpose.WORDS))


@bp.post("/words/confirm/<ticket>")
def confirm_by_code(ticket: str) -> ResponseReturnValue:
    row = awaiting(ticket, Purpose.WORDS)
    if _is_old(row) and "again" not in request.form:
        refusal = Invalid("The code has expired; the link in the mail still works. Or have another mail sent.", "code")
        return _CODE.show(row, refusal), refusal.status
    return _CODE.without_code(row) or _confirmed(row)


@bp.get("/words/link/<token>")
def confirm_link(token: str) -> ResponseReturnValue:
    """Only a button: mail scanners follow links, and following must not publish."""
    row = by_link(token, Purpose.WORDS)
    return _link_page(token, draft_or_404(row.draft))


@bp.post("/words/link/<token>")
def confirm_by_link(token: str) -> ResponseReturnValue:
    return _confirmed(by_link(token, Purpose.WORDS))


def _confirmed(ticket: Ticket) -> ResponseReturnValue:
    """The address is its owner's: they are let in, as by any such mail, and their words are published.

    Words that cannot be taken any more (the discussion closed, whom they answer is gone) are in the box again, with
    the reason. A link that lay about for hours publishes, and opens nothing else (S11).
    """
    draft = draft_or_404(ticket.draft)
    token, box, lets_in = ticket.draft, _box(draft, ticket.draft), not _is_old(ticket)
    article_to_change(draft.article_id)  # held before the account, as by whoever posts
    account = enter_with(ticket)
    if needs_second_factor(account):
        answer = arrive(account, box) if lets_in else redirect(url_for("accounts.sign_in_form", next=box), code=303)
    else:
        answer = redirect(_published(token, account, lets_in) or box, code=303)
        if lets_in:
            sign_in(account)
    # Together: a link that was used up before its words stand there would have lost them.
    db.session.commit()
    return answer


def _published(token: str, account: Account, lets_in: bool) -> str | None:
    """Where the words stand now; None when they cannot be taken."""
    act_with(account, second_factor=False)
    try:
        with db.session.begin_nested():
            comment = publish(token, account)
    except Refusal:
        return None
    if lets_in or comment.is_public:
        return on_its_page(comment)
    return url_for("discussion.waits", slug=comment.article.slug)


def _is_old(ticket: Ticket) -> bool:
    return clock.now() - ticket.created_at > LIFE


def _box(draft: Draft, token: str) -> str:
    return box_of(article_by_id(draft.article_id), draft.parent_id, draft.sort, token)


def _who_page(token: str, draft: Draft, refusal: Refusal | None = None) -> str:
    return _page("discussion/who.html", draft, token=token, refusal=refusal, typed=request.form, box=_box(draft, token))


def _link_page(token: str, draft: Draft) -> str:
    return _page("discussion/publish.html", draft, token=token)


def _page(template: str, draft: Draft, **facts: object) -> str:
    article = article_by_id(draft.article_id)
    return render_template(template, article=article, preview=html_of(draft.body), **facts)
