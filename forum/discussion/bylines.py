"""What stands beside somebody's words: when it changes, it changes everywhere at once.

Pages that are kept for everybody go by their article's version. So whoever changes a byline moves the version of every
article on which the person has spoken, in the same transaction.
"""

from sqlalchemy import select, update

from forum.accounts.forms import Profile
from forum.accounts.models import Account
from forum.accounts.profiles import change_profile as write_profile
from forum.accounts.profiles import require_profile
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import PUBLIC, Comment
from forum.errors import Invalid, NotFound

BADGE_MAX = 40  # what stands beside a name on one line of a telephone


def change_profile(account: Account, wanted: Profile) -> None:
    """Let `account` be called as wanted, wherever they have spoken. Invalid when the handle cannot be theirs."""
    require_profile(account, wanted)
    if (wanted.display_name, wanted.handle) != (account.display_name, account.handle):
        sign_anew(account)
    db.session.refresh(account, ["erased_at"], with_for_update=True)
    if account.erased_at is not None:
        raise NotFound("This account was deleted a moment ago.")
    write_profile(account, wanted)


def give_badge(account: Account, text: str | None) -> None:
    """Let `text` stand beside the name of `account`, or nothing; for staff to say."""
    badge = " ".join((text or "").split())
    if len(badge) > BADGE_MAX:
        raise Invalid(f"A badge has at most {BADGE_MAX} characters. Shorten it.", "badge")
    sign_anew(account)
    account.badge = badge or None
    db.session.flush()


def sign_anew(account: Account) -> None:
    """Have every page made anew on which `account` has spoken. To be called before the account is written to."""
    spoken = select(Comment.article_id).where(Comment.author_id == account.id, Comment.state.in_(PUBLIC))
    theirs = Article.id.in_(spoken)
    # Held in the order in which others hold several, and before the account: so does who posts.
    db.session.execute(select(Article.id).where(theirs).order_by(Article.id).with_for_update())
    db.session.execute(update(Article).where(theirs).values(version=Article.version + 1))
