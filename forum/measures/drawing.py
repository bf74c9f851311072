"""Which decisions are looked at twice: one in fifty, by a keyed digest of its id.

Nobody can choose: who decides does not know whether it is drawn, and asking again draws the same. Nothing is kept of
the draw, and deciding knows nothing of it.
"""

from forum.web.seals import stamp

SHARE = 0.02
_BYTES = 8
_BELOW = int(SHARE * 2 ** (8 * _BYTES))


def is_drawn(decision_id: int) -> bool:
    return int.from_bytes(stamp("second look", str(decision_id))[:_BYTES]) < _BELOW
