"""Word reaches people: what was said to them, where they follow along, and what was decided about what they said.

*Why one record.* Whoever is told by mail and on the site of the same reply has been told twice. So there is one row for
one person and one thing, whatever reasons and channels there are: read on the site it sends no mail, mailed it says so.

*Why mail waits.* Most of what is mailed at once has been seen on the site by then. Ten minutes later every condition is
looked at again, and what is not sent keeps its reason: "why did I get no mail?" has an answer (`mailing`).

*Why who is told is a pure function.* It takes rows and gives people with their reasons (`recipients`), so that all of
its rules are tested in one table: never the actor, never the muted, once for each comment, nothing that is not public.
"""
