"""Other programs are told what happens here.

*Why not from the request.* Nobody who comments waits for a stranger's server. What happened stands in the outbox; from
there one row is made for each webhook that wants it (`announcing`), and each is sent, and sent again, by itself
(`sending`). The unique occasion of a row makes it one however often that is begun anew, and its number goes along in
`Forum-Delivery`: at least once, and whoever gets it twice can tell.

*Why the words are read when they go.* Between what happened and the delivery, or the tenth try of it, words may have
been deleted or removed. A row holds ids alone; what they lead to is read anew each time, so that nothing goes out that
no reader sees any more. Words of what waits, was reported or was turned down never go: those are for moderators, here.
"""
