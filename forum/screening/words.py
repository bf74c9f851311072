"""Finding listed words, phrases and patterns in a text: pure, and in time that grows with the text alone.

*Why google-re2.* Staff write patterns, and one that hangs must not hang the site: re2 has no backtracking.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby

import re2

from forum.errors import Invalid
from forum.screening.folding import folded, readings

MOST_WORDS, LONGEST_WORD = 1_000, 80
MOST_PATTERNS, LONGEST_PATTERN = 50, 300
# Steps of all patterns of a rule together. Each may be taken at each byte of a text: time grows with both.
MOST_STEPS = 2_500
# What a compiled pattern may take.
_MEMORY = 64 << 10
_ALL_WORDS = 64 << 20
# Read as letters inside a word. A number alone is a number.
_LEET = {"a": "4@", "b": "8", "e": "3", "g": "9", "i": "1!|", "o": "0", "s": "5$", "t": "7+"}
_APART = r"[ \-*_.~/\\+'|`]{1,3}"
_NO_LETTER = r"[^\pL\pN]"
# Sentences with nothing wrong in them: what finds something in each would find it everywhere.
_HARMLESS = ("I was there.", "Ninety people came, and the bridge is late", "Pourquoi pas", "ok")
# Phrases that say something else than their words do. Latin first.
ALLOWED = ("cum laude", "cum grano salis")


def found_words(text: str, words: Sequence[str], allowed: Sequence[str] = ALLOWED) -> tuple[str, ...]:
    """What in `text` reads as one of `words`, as a whole word, each once; not what is part of an allowed phrase."""
    if not words:
        return ()
    pattern, seen, place = _any_of(tuple(words)), dict[str, None](), 0
    said = _without(readings(text), tuple(allowed))
    while match := pattern.search(said, place):
        if any(char.isalpha() for char in match[1]):
            seen[match[1].strip()] = None
        place = match.end(1)
    return tuple(seen)


def found_patterns(text: str, patterns: Sequence[str]) -> tuple[str, ...]:
    """What in `text`, as typed and folded, has one of `patterns`."""
    both = f"{text}\n{folded(text)}"
    matches = (_pattern(pattern).search(both) for pattern in patterns)
    return tuple(dict.fromkeys(match[0][:LONGEST_WORD] for match in matches if match))


def parse_words(text: str, field: str) -> list[str]:
    """One a line. Invalid names the line that cannot be used."""
    words = _lines(text)
    if len(words) > MOST_WORDS:
        raise Invalid(f"That is more than {MOST_WORDS:,} words. Take some away.", field)
    for word in words:
        letters = sum(char.isalnum() for char in folded(word))
        if letters < 2 or len(word) > LONGEST_WORD:
            raise Invalid(f"“{word[:LONGEST_WORD]}” is no word: give 2 to {LONGEST_WORD} letters or digits.", field)
    return words


def parse_patterns(text: str, field: str) -> list[str]:
    patterns = _lines(text)
    if len(patterns) > MOST_PATTERNS:
        raise Invalid(f"That is more than {MOST_PATTERNS} patterns. Take some away.", field)
    for pattern in patterns:
        _require_usable(pattern, field)
    if sum(_pattern(pattern).programsize for pattern in patterns) > MOST_STEPS:
        raise Invalid("These patterns are too large together to be quick. Take some away, or repeat less.", field)
    return patterns


def _require_usable(pattern: str, field: str) -> None:
    if len(pattern) > LONGEST_PATTERN:
        raise Invalid(f"“{pattern[:40]}…” is longer than {LONGEST_PATTERN} characters. Make it shorter.", field)
    try:
        compiled = _pattern(pattern)
    except re2.error:
        raise Invalid(
            f"“{pattern}” cannot be used: it is not a pattern, repeats too much, or looks back or ahead.", field
        ) from None
    if compiled.search("") or all(compiled.search(sentence) for sentence in _HARMLESS):
        raise Invalid(f"“{pattern}” finds something in every comment. Make it narrower.", field)


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _options(memory: int) -> "re2.Options":
    options = re2.Options()
    options.log_errors = False
    options.max_mem = memory
    return options


def _without(said: str, allowed: tuple[str, ...]) -> str:
    for phrase in allowed:
        said = re.sub(rf"\b{re.escape(folded(phrase))}\b", ",", said)
    return said


@lru_cache(maxsize=512)
def _pattern(pattern: str) -> "re2._Regexp[str]":
    return re2.compile(f"(?i){pattern}", _options(_MEMORY))


@lru_cache(maxsize=32)
def _any_of(words: tuple[str, ...]) -> "re2._Regexp[str]":
    ways = "|".join(way for word in words for way in _ways(folded(word)))
    return re2.compile(f"{_NO_LETTER}({ways}){_NO_LETTER}", _options(_ALL_WORDS))


def _ways(word: str) -> Iterable[str]:
    """The word, each letter of it as often as it has it or drawn out; and with its letters apart."""
    parts = re.findall(r"\w+", word)
    yield f"{_NO_LETTER}+".join(_drawn_out(part) for part in parts)
    if len(parts) == 1 and len(word) > 2:
        yield _APART.join(_letter(char) for char in word)


def _drawn_out(part: str) -> str:
    return "".join(_run(_letter(char), len(list(run))) for char, run in groupby(part))


def _run(letter: str, length: int) -> str:
    # Two of a letter are another word (Cassino), three are nobody's spelling.
    return f"{letter}{{{length},}}" if length > 2 else f"(?:{letter}{{{length}}}|{letter}{{3,}})"


def _letter(char: str) -> str:
    return f"[{re2.escape(char)}{re.escape(_LEET.get(char, ''))}]"
