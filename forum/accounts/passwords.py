"""What may be a password, and how it is kept.

*Why the lists are read and not imported.* zxcvbn carries the commonest passwords of the world's leaks, and names and
words, each in the list where it is commonest: `jennifer` is no longer among the passwords. Imported they take 15 MB in
every process; what of them is long enough for a password is one text of a few hundred kB.
"""

import re
import unicodedata
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from forum.errors import Invalid

# ASVS 6.2.1. Argon2 takes no longer for 4 kB than for 64 bytes, so the end is there for what is sent, and is said.
PASSWORD_MIN, PASSWORD_MAX = 8, 256
# What of a password must be its owner's own, when their name or the site's is taken off.
OWN_MIN = 4

# OWASP's Argon2id minimum (19 MiB, two passes, one lane): 28 to 63 ms on one core of a small machine.
_hasher = PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)

_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def parse_password(password: str, *known: str) -> str:
    """A new password; `known` is what anybody knows of its owner: handle, address, the site's name."""
    settled = normal(password)
    if len(settled) < PASSWORD_MIN:
        raise Invalid(f"A password has at least {PASSWORD_MIN} characters. Any will do, spaces too.", "password")
    if len(settled) > PASSWORD_MAX:
        raise Invalid(f"A password has at most {PASSWORD_MAX} characters.", "password")
    folded = settled.casefold()
    if f"\n{folded}\n" in _commonest():
        raise Invalid("That password is among the first that are tried. Choose one of your own.", "password")
    if _says_little_more(folded, known):
        raise Invalid("That password is hardly more than your name or the site's. Choose another.", "password")
    return password


def normal(password: str) -> str:
    """The same characters for what looks the same but comes off another keyboard.

    RFC 8265's OpaqueString in all that it maps. What it refuses (joined emoji, say) stays as it is: any character is
    good in a password.
    """
    return unicodedata.normalize("NFC", _SPACES.sub(" ", password))


def hash_password(password: str) -> str:
    return _hasher.hash(normal(password))


def fits(hashed: str, password: str) -> bool:
    """Whether `hashed` was made of `password`, or once, before it was made normal, of exactly these characters."""
    settled = normal(password)
    return _verifies(hashed, settled) or (settled != password and _verifies(hashed, password))


def is_outdated(hashed: str) -> bool:
    """Whether the password should be hashed again, now that its owner has just typed it."""
    try:
        return _hasher.check_needs_rehash(hashed)
    except InvalidHashError:
        return True


def _verifies(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def _says_little_more(folded: str, known: tuple[str, ...]) -> bool:
    words = {word for text in known for word in _words(text.casefold()) if len(word) >= OWN_MIN - 1}
    own = folded
    for word in sorted(words, key=len, reverse=True):
        own = own.replace(word, "")
    return own != folded and len(re.sub(r"[\W_]", "", own)) < OWN_MIN


def _words(text: str) -> list[str]:
    """A name or address, its parts, and the parts written as one."""
    parts = re.split(r"[\W_]+", text)
    return [text, "".join(parts), *parts]


@cache
def _commonest() -> str:
    """Each on a line of its own. Read when the first password is chosen: most visits of a site bring none."""
    source = Path(str(distribution("zxcvbn").locate_file("zxcvbn/frequency_lists.py"))).read_text(encoding="utf-8")
    lists = re.findall(r'"\w+": "([^"]+)"', source)
    if not lists:
        raise LookupError("zxcvbn no longer keeps its lists of passwords where 4.5 did")
    words = (word.casefold() for words in lists for word in words.split(","))
    return "\n".join(["", *(word for word in words if len(word) >= PASSWORD_MIN), ""])
