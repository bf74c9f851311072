"""What readers' browsers send about articles."""

from collections.abc import Sequence

from forum.errors import Invalid

# The longest list of articles on one page of a news site.
MOST_NAMES = 100


def parse_names(given: Sequence[str]) -> Sequence[str]:
    """The articles that are asked about; Invalid when they are too many."""
    if len(given) > MOST_NAMES:
        raise Invalid(f"At most {MOST_NAMES} articles can be asked about at once.", "of")
    return given
