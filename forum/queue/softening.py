"""Words that are blurred until somebody looks, for staff who read bad things all day and want it so.

*Why a column of the account.* It is about a person, not about a browser: at another desk they are not met by the words
unawares. It comes with whoever is signed in, without another look, and goes with them.
"""

from forum.accounts.models import Account
from forum.accounts.permissions import may_moderate
from forum.errors import require


def blur_words(blurred: bool, by: Account) -> None:
    """Of comments, for `by` alone; colours of people go as well."""
    require(may_moderate(by))
    by.blurs_words = blurred
