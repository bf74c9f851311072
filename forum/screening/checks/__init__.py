"""The checks, each a small pure function: a finding, or None when it has nothing to say.

They are listed with their rules in `forum.screening.rulebook`.
"""
