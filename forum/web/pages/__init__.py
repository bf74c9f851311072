"""The page that everyone shares: finished, compressed answers kept in front of the application.

*Why in front.* To a signed-out reader a page is the same bytes as to every other. Making it takes twenty milliseconds,
handing out what was made takes some millionths: so a story that a million people open costs the site one rendering
for each change of its discussion, however long that is.

*How it stays true.* An answer says on which article it depends and at which version that stood (`depends_on`); every
visible change moves the version in its own transaction. Whenever anything may have been written (`changes`), the first
who asks for a page compares its version with the article's, by one small statement, and only when they differ the page
is made anew. Meanwhile everybody else gets the last one: nobody queues behind a rendering. A change of one article
costs no other article more than that look. On one machine with SQLite it is exact to five milliseconds, whichever
process wrote; with PostgreSQL a process sees its own changes at once and those of others within a quarter of a second.
There are no messages between processes that could be lost.

*What is never kept.* Whatever carries our session cookie, whatever is not a plain 200, whatever a route has not
declared as shared (`shared`): an address that nobody thought of goes through to the application.

*When the database does not answer,* readers get the last page, for five minutes at most; who wants to write is told.
"""
