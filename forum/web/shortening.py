"""Short names for what the modules of a joined script have given names to.

*Why so.* A script as it is sent is read by nobody, and a name that says what it is about costs a few bytes wherever it
stands. To shorten all of them one would have to read the script as a browser does. Those that a module gives at its top
stand for one thing in the whole script, since no other module may give them; so they are told from everything else by
how they are written. A name that is written like something else anywhere stays as it is.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, product
from string import ascii_letters

_GIVEN = re.compile(r"^(?:export )?(?:async )?(?:const|let|function\*?|class) (\w+)", re.MULTILINE)
_WORD = re.compile(r"[A-Za-z_$][\w$]*")
# As what is shortened is used: not after a dot (save the three that spread it).
_USED = re.compile(r"(?<![\w$.])[A-Za-z_]\w*|(?<=\.\.\.)[A-Za-z_]\w*")
# As a property is written, or the name of one that a variable is called after, or a method.
_OTHERWISE = r"(?<!\.\.)\.{0}\b|[{{,?]{0}:|[{{,]{0}[,}}=]|(?:[{{}};]|[gs]et |async |static ){0}\([^{{}}]*\){{"
_TOO_SHORT_TO_MATTER = 3


def names_in(source: str) -> Sequence[str]:
    """What a module gives names to at its top."""
    return _GIVEN.findall(source)


def shortened(parts: Sequence[str], names: Sequence[str]) -> Sequence[str]:
    """The parts of a script, code and text in turn, with the names in its code shortened that can be."""
    code, text = "\n".join(parts[::2]), "\n".join(parts[1::2])
    free = _free({*_WORD.findall(code), *_WORD.findall(text)})
    able = [name for name in names if _is_told_apart(name, code, text)]
    short = dict(zip(sorted(able, key=lambda name: -len(re.findall(rf"\b{name}\b", code))), free, strict=False))
    told = [_USED.sub(lambda found: short.get(found[0], found[0]), part) for part in parts[::2]]
    return [told[number // 2] if number % 2 == 0 else part for number, part in enumerate(parts)]


def _is_told_apart(name: str, code: str, text: str) -> bool:
    if len(name) <= _TOO_SHORT_TO_MATTER or re.search(rf"\b{name}\b", text):
        return False
    return re.search(_OTHERWISE.format(name), code) is None


def _free(used: set[str]) -> Iterator[str]:
    """Names of one and of two letters that stand for nothing yet."""
    for letters in chain(product(ascii_letters), product(ascii_letters, ascii_letters)):
        if (name := "".join(letters)) not in used | {"do", "if", "in", "is", "of", "as"}:
            yield name
