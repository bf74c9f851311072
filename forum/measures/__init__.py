"""How moderating goes: what waits, how long decisions take, which were overturned, and who carries how much.

*Why ids.* An id says when it was made, so a week is a range of ids: each figure is one grouped statement over the last
twelve such ranges, on the primary key, the same on both databases. Nothing is counted when something is decided.

*Why blind.* Who knows what a colleague decided tends to agree. So one decision in fifty is shown to somebody else
without what came of it, and their answers are counted, never held against anybody: nothing follows from them.
"""
