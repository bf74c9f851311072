"""Articles: what is discussed, and how the same article is known again.

*Why*: an article is known by what its site calls it, never by its words. A site may give a key of its own;
without one the canonical address is the identity, because readers arrive by many spellings of it (shared with
a campaign's parameters, with and without a slash) and must still meet in one thread. The rules lean to one
side: two threads for one article are a nuisance that a moderator can mend; one thread for two articles shows
people answering what they never read. So whatever might tell two pages apart is kept: the case of the path,
`www.`, http or https, parameters nobody has listed. A slug is a name for people to read in our own addresses.
"""
