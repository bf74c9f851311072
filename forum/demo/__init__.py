"""A demonstration: three articles about television and the discussions under them, all in our own words.

*Why so.* What is planted can be taken away again, by one who is done with trying the site, without a trace and
without touching anything else. So everything of the demonstration can be told from the rest: its articles by their
keys (`demo:<slug>`), its people by the domain of their addresses, which can belong to nobody.
"""
