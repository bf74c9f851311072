"""Ours, Isso and Waline with the same comments, asked the same questions: what stands in results.md and docs/bench.svg.

*Each as its own documentation has it installed,* from its registry, with SQLite; only the limits on how often one may
write are off, and Waline asks neither a spam service nor its makers' server, which it asks at every request with whose
accounts one can sign in (a small one beside it answers that). Ours is `forum serve`, its log and its metrics on.
Nothing stands in front of any of them.

*One site, four articles* with 100 to 100,000 comments, written by `forum seed` and copied into the others' tables as
their own forms would have left them (they nest once: a deeper reply stands beside the one above it). Neither of them
has an index by article, so that each comment of the site slows every article down; therefore a small site with 100
comments in all is measured as well.

*One core for the server,* the others for whoever asks: wrk with 16 connections for reading, processes of our own for
writing. A page that takes longer than 0.15 s is asked for one request at a time, since 16 at once would only wait for
one another; one that takes longer than three seconds once in all, and nothing is waited for longer than half a minute.

*In turns.* A machine is never equally fast for ten minutes: every round measures everything of everybody, cell by cell,
and what is told is the median of the rounds with the least and the most.

*What a first page is* differs. Ours is the article with its first fifty comments as HTML. Isso's is the JSON that its
script asks for: all comments at the top and five replies to each. Waline's is the JSON of its first ten with all
replies. None of them is the browser's work; for that see `first_comment`.
"""
