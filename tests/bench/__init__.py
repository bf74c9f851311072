"""Whether a page of a long discussion costs more than one of a short discussion: python -m tests.bench.

*Why a copy.* Two articles with different comments would be compared by their texts. So for each page a short article
is copied from the long one: the comments of the page, and after them as many more as make a hundred. Its first page
then shows the same words in the same places, and only what lies behind and before them differs.

*Why in turns.* A machine is never equally fast for a minute. Long and short are measured one after the other, again
and again, in one process; what is judged is the ratio of their medians.
"""
