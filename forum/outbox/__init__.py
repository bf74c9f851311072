"""Facts that still have consequences: recorded in the transaction that made them true, followed up by a worker.

*Why a table.* What must follow a fact must follow it whatever dies in between. A row in the same transaction cannot be
lost and cannot be there for something that never happened; a task handed to a queue beside the database can be both.
So every consequence happens at least once, and what follows is written so that twice does no harm.

*Why no task queue.* The table is the truth anyway, so a queue would only carry the news that there is a row. Claiming a
row, running what follows and sleeping until the next is due is less than the configuration of one; huey, tried
first, lost a task to `kill -9` in spite of its retries. A commit wakes the worker of its own process at once, those of
others look every second: one statement on an index.

*Why the lease is a due time.* A claimed row is due again when its lease has run out, and its token says whose it is. So
"waits", "waits longer because it failed" and "is being worked on" are one column and one index, and a worker that died
needs no clearing up after. Whoever finishes deletes the row by its token: of two, only one can.
"""
