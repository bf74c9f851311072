"""How moderating goes, on a site that does not exist."""

from collections.abc import Mapping
from typing import Any

from forum.accounts.models import Account, Role
from forum.measures.charts import bars, line, nothing
from forum.measures.loads import Load
from forum.measures.looking import Again
from forum.measures.page import Measures
from forum.measures.scales import COUNT, TIME
from forum.measures.shapes import Series
from forum.measures.weeks import weeks
from forum.styleguide.cast import ADA, JO, MARISOL, NOW, SAM, number, said

_BEGAN = weeks(NOW)
_HALF = [2_400, 2_100, 2_900, 3_300, 2_800, 1_900, None, 1_500, 1_700, 1_400, 1_200, 1_300]
_MOST = [14_000, 15_500, 19_000, 21_000, 18_200, 12_800, None, 11_000, 9_800, 10_400, 8_600, 7_900]
_UPHELD = [4, 6, 3, 9, 12, 8, 7, 11, 6, 5, 9, 3]
_DECLINED = [9, 7, 11, 8, 14, 6, 5, 9, 12, 8, 4, 2]
_ASKS = said("measured-asked", MARISOL, "Does anybody know who owns the harbour?")

FULL: Mapping[str, Any] = {
    "charts": [
        line(
            "guide-times",
            "Time to decision",
            "Half were decided within the lower line, nine in ten within the upper.",
            [Series("half", _HALF), Series("9 in 10", _MOST)],
            _BEGAN,
            TIME,
        ),
        bars(
            "guide-reports",
            "Reports answered",
            "83 upheld: something was done. 95 declined: the comment stays.",
            [Series("upheld", _UPHELD), Series("declined", _DECLINED)],
            _BEGAN,
            COUNT,
        ),
        nothing("guide-load", "What you decided", "For you and the admins.", _BEGAN, COUNT, "Fewer than 5 decisions."),
    ],
    "found": Measures(
        None,
        [],
        [Load(SAM.id, SAM.display_name, {8: 40, 10: 31, 11: 12}), Load(JO.id, JO.display_name, {9: 22, 11: 7})],
        _BEGAN,
    ),
    "again": Again(
        number("measured-decision"),
        said("measured", ADA, "The casino does, and everybody knows it.", parent_id=_ASKS.id, parent=_ASKS, depth=1),
    ),
    "viewer": Account(
        id=number("blurred"), handle="sam-too", display_name=SAM.display_name, role=Role.MODERATOR, blurs_words=True
    ),
}
