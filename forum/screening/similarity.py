"""How alike two texts are."""

SHINGLE = 3  # words


def likeness(one: str, other: str) -> float:
    """The share of parts that two texts have in common, 0 to 1.

    Jaccard's index |A ∩ B| / |A ∪ B| over shingles of three words (Broder, “On the resemblance and containment of
    documents”, 1997).
    """
    a, b = _shingles(one), _shingles(other)
    return len(a & b) / len(a | b) if a and b else 0.0


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = text.split()
    return frozenset(tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)) if words)
