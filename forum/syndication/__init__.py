"""A discussion for programs that read: feeds, structured data, the map of the site, counts for lists of articles.

*Why all of it asks as nobody.* What a program has fetched is kept, indexed and shown where nothing can be taken back.
So every list here is of what everybody can read, whoever asks (`picking`), and what is hidden as a spoiler stands in
none of it: of a comment goes out what `forum.markup` leaves of it without those words. Feeds, data and counts are
shared pages (`forum.web.pages`): they cost one rendering for each change, however many programs poll them.
"""
