"""The page that waits for the code of a mail, whatever the mail is about."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.failures import code_to, note_failure, require_patience, who_tries
from forum.accounts.keys import Ticket
from forum.accounts.tickets import check_code
from forum.db import db
from forum.errors import Invalid, Refusal, TooOften


@dataclass(frozen=True)
class CodePage:
    """`form` and `answer` are the endpoints of its GET and POST; `ask` sends another mail; `button`: what follows."""

    form: str
    answer: str
    ask: Callable[[Ticket], Ticket]
    button: str = "Go on"

    def show(self, ticket: Ticket, refusal: Refusal | None = None) -> str:
        action = url_for(self.answer, ticket=ticket.id)
        return render_template("accounts/code.html", ticket=ticket, action=action, button=self.button, refusal=refusal)

    def without_code(self, ticket: Ticket) -> ResponseReturnValue | None:
        """What there is to answer when the right code did not come; None when it did."""
        if "again" in request.form:
            return self._send_again(ticket)
        tried = who_tries(code_to(ticket.email_key))
        try:
            require_patience(tried, of="wrong codes", instead="or follow the link in the mail")
            check_code(ticket, request.form.get("code", ""))
        except (Invalid, TooOften) as refusal:
            if isinstance(refusal, Invalid):
                note_failure(tried)
            db.session.commit()  # the try counts
            return self.show(ticket, refusal), refusal.status
        return None

    def _send_again(self, ticket: Ticket) -> ResponseReturnValue:
        number = ticket.id
        try:
            fresh = self.ask(ticket)
        except TooOften as refusal:
            db.session.rollback()
            return self.show(db.session.get_one(Ticket, number), refusal), refusal.status
        db.session.commit()
        return redirect(url_for(self.form, ticket=fresh.id), code=303)
