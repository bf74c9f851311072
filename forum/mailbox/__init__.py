"""The demonstration's mailbox: who tries the site out on their own machine reads here what it would have sent.

It shows the links that sign people in, so there is none elsewhere, not even for staff.
"""
