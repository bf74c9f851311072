"""What people may call themselves: pure.

*Why a handle is plain.* RFC 8265 lets a name be of any script. A handle stands in addresses, and is typed after an @
on keyboards of every country: of what RFC 8265 allows, ours are the letters a to z, digits, hyphens and underscores.
What its rules would turn into those (a wide r, the sign of kelvin) is refused, so that a handle is what was typed.
Of these too some look alike (`BiIl`, `Bill`; `b0b`, `bob`), so a handle's skeleton belongs to one person.

*Why a display name is not unique.* Two people are called Maria Müller, and both may sign so: the handle beside it says
which. What nobody may do is sign as the site, as its staff, or with a staff member's name as anybody would read it.
So scripts may be mixed as people mix them: a mixture that deceives looks like somebody, and that is what is judged.
"""

from collections.abc import Iterable

from precis_i18n import get_profile

from forum.accounts.lookalikes import first_glance
from forum.accounts.reserved import is_kept_back, passes_for_staff
from forum.errors import Invalid
from forum.markup.handles import is_handle
from forum.markup.visible import displayable, has_ink

# What stands beside a comment on one line of a telephone; four bytes are the most that a character takes.
NAME_MAX, NAME_MAX_BYTES = 60, 240

_NAME = get_profile("NicknameCasePreserved")  # RFC 8266, for display
_NAME_FOLDED = get_profile("NicknameCaseMapped")  # RFC 8266, for comparing


def parse_handle(text: str, kept: Iterable[str] = ()) -> str:
    """The handle as its owner writes it; `kept` are the words that this site needs for itself, in its addresses say."""
    handle = text.strip().removeprefix("@")
    if not is_handle(handle):
        raise Invalid(
            "A handle has 3 to 30 letters (a to z), digits, hyphens or underscores, "
            "and begins and ends with a letter or digit.",
            "handle",
        )
    if passes_for_staff(handle):
        raise Invalid("That handle is kept for the site itself. Choose another.", "handle")
    if is_kept_back(handle, kept):
        raise Invalid("That handle is given to nobody. Choose another.", "handle")
    return handle


def handle_key(handle: str) -> str:
    """What makes two handles one: of plain letters it is what RFC 8265 (UsernameCaseMapped) makes of them."""
    return handle.lower()


def parse_display_name(text: str, others: Iterable[str] = ()) -> str:
    """The name as it is shown; `others` are names that it may not look like: the site's, those of its staff."""
    name = _enforced_name(text) if has_ink(text) else ""
    if not has_ink(name):
        raise Invalid("Type a name that can be seen.", "display_name")
    if len(name) > NAME_MAX or len(name.encode()) > NAME_MAX_BYTES:
        raise Invalid(f"A name has at most {NAME_MAX} characters. Shorten yours.", "display_name")
    if displayable(name) != name:
        raise Invalid("That name has more accents on one letter than can be shown. Take some away.", "display_name")
    if passes_for_staff(name):
        raise Invalid("That name would be taken for the site's own. Choose another.", "display_name")
    if _would_pass_for(name, others):
        raise Invalid("That name looks like a staff member's. Add to it what tells you apart.", "display_name")
    return name


def display_name_key(name: str) -> str:
    """What makes two display names one to RFC 8266: neither case nor blanks nor the width of letters."""
    return _NAME_FOLDED.enforce(name)


def _would_pass_for(name: str, others: Iterable[str]) -> bool:
    glance = first_glance(name)
    return bool(glance) and any(first_glance(other) == glance for other in others)


def _enforced_name(text: str) -> str:
    """RFC 8266 asks for its rules again until nothing changes, three times at most."""
    if len(text) > 4 * NAME_MAX:  # the rules take their time; nothing so long becomes short enough
        return text
    try:
        name = text
        for _ in range(3):
            name, before = _NAME.enforce(name), name
            if name == before:
                return name
    except UnicodeError:
        pass
    raise Invalid(
        "A name has letters, digits, signs and single spaces. Take out what cannot be seen, such as line breaks "
        "and marks that turn the direction of writing; joined emoji count among them.",
        "display_name",
    )
