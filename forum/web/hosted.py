"""A style sheet of ours, made to stand in a shadow root on somebody else's page.

*Why made of ours.* A comment looks the same wherever it stands, and a rule that is changed is changed once. What a
shadow root needs otherwise is always the same: its host is its root; letters are the page's own; a page may set any
colour; what is narrow is the place that the page gives, not the window; and a `rem` is no measure where a site has
made it ten pixels.
"""

import re

# By our own names of families, how a page may name them; where it does not, they are those of the page.
FAMILIES = {"serif": "font", "sans": "font-ui"}
# As large as the page's own, and never smaller than browsers have it.
SIZE = ":host { --rem: var(--forum-size, max(1rem, 16px)); }\n"

_FAMILY_OF_OURS = re.compile(r" *--(?:serif|sans): [^;]*;\n")
_FONT = re.compile(r"font: ([^;{}]*) var\(--(serif|sans)\)")
_COLOUR = re.compile(r"--([a-z][\w-]*): ([^;{}]*);")
_REM = re.compile(r"(\d*\.?\d+)rem\b")
_NARROW = re.compile(r"@media (\(max-width: \d+px\))")


def hosted(sheet: str) -> str:
    """The same rules for a shadow root; each colour `--x` is the page's `--forum-x` when it sets one."""
    sheet = _FAMILY_OF_OURS.sub("", sheet).replace(":root", ":host")
    sheet = _FONT.sub(_with_the_pages_family, sheet)
    sheet = _COLOUR.sub(r"--\1: var(--forum-\1, \2);", sheet)
    sheet = _NARROW.sub(r"@container \1", sheet)
    return SIZE + _REM.sub(r"calc(\1 * var(--rem))", sheet)


def _with_the_pages_family(font: re.Match[str]) -> str:
    # The shorthand must name a family; which, is said right after it.
    return f"font: {font[1]} serif; font-family: var(--forum-{FAMILIES[font[2]]}, inherit)"
