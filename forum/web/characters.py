"""Code points that no keyboard has."""

import re

# The 66 that Unicode promises never to be characters: the last two of each plane, and 32 among the Arabic forms.
NONCHARACTER = re.compile(
    "[\ufdd0-\ufdef" + "".join(f"{chr(n << 16 | 0xFFFE)}{chr(n << 16 | 0xFFFF)}" for n in range(17)) + "]"
)
