"""The post room: what became of the site's mail, for its owners, and what they can still do about it.

*Why this is not in the log of moderation.* That log tells what staff did to people and their words. Sending a mail
again does nothing to anybody, and an address has no place in a log that is never changed.
"""
