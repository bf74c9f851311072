"""What a program may ask of a discussion, on behalf of a reader: `/api/v1`, as `/api/v1/openapi.json` describes it.

*Why one API.* The element on other people's pages (`forum.embed`) has no other door, so that whatever it can do any
program can, and nothing is described that nobody uses. Each address calls the verb that the page's own form calls; the
verb is the gate.

*Who asks* is said by a token alone, which lasts for fifteen minutes, is bound to one origin and may do what a reader
may. No address but the one that hands out tokens looks at a cookie: a page that a reader visits by chance can use
nothing of theirs.
"""
