"""What an admin can do about mail."""

from forum.accounts.models import Account
from forum.errors import NotFound, require
from forum.mail.addresses import reachable_again
from forum.mail.queries import mail_or_404
from forum.mail.resending import send_again
from forum.postroom.permissions import may_see_mail


def try_mail_again(mail_id: int, by: Account) -> None:
    require(may_see_mail(by))
    send_again(mail_or_404(mail_id))


def try_address_again(address: str, by: Account) -> None:
    """Forget its trouble: the next mail goes there."""
    require(may_see_mail(by))
    if not reachable_again(address):
        raise NotFound("Mail is sent to this address already.")
