"""A style sheet of ours, made to stand in a shadow root on somebody else's page.

*Why made of ours.* A comment looks the same wherever it stands, and a rule that is changed is changed once. What a
shadow root needs otherwise is always the same: its host is its root; people's words are in the page's own letters; a
page may set any colour; what is narrow is the place that the page gives, not the window; and a `rem` is no measure
where a site has made it ten pixels.
"""

import re

# As large as the page's own, and never smaller than browsers have it.
SIZE = ":host { --rem: var(--forum-size, max(1rem, 16px)); }\n"

_WORDS = re.compile(r" *--serif: [^;]*;\n")
_IN_WORDS = re.compile(r"font: ([^;{}]*) var\(--serif\)")
_TOKEN = re.compile(r"--([a-z][\w-]*): ([^;{}]*);")
_REM = re.compile(r"(\d*\.?\d+)rem\b")
_NARROW = re.compile(r"@media (\(max-width: \d+px\))")


def hosted(sheet: str) -> str:
    """The same rules for a shadow root; each token `--x` is the page's `--forum-x` when it sets one."""
    sheet = _WORDS.sub("", sheet).replace(":root", ":host")
    # The shorthand must name a family; which, is said right after it.
    sheet = _IN_WORDS.sub(r"font: \1 serif; font-family: var(--forum-font, inherit)", sheet)
    sheet = _TOKEN.sub(r"--\1: var(--forum-\1, \2);", sheet)
    sheet = _NARROW.sub(r"@container \1", sheet)
    return SIZE + _REM.sub(r"calc(\1 * var(--rem))", sheet)
