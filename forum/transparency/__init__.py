"""What the house lays open: its rules by their versions, what its moderators did, and the yearly report of that.

*Why from the rows.* The report counts decisions, statements, reports and appeals where they stand; the sealed log was
written beside them, in the same transactions. So each can be held against the other, and a test does.
"""
