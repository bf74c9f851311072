"""Who may do what with a comment in which state: the tables that the site must agree with. `audiences` has the others.

`ok` is done (200, or 303 to what was done), `in` is sent to sign in first, a number is a refusal. A comment that
one may not know of is 404 (400 where it is named in a form), one that may be known of but not touched is 403.
`-answered` has a reply beneath it, so that its place is kept by a tombstone.
"""

from collections.abc import Mapping

Grid = dict[str, tuple[str, ...]]


def grid(text: str) -> Grid:
    """One row a line: its name, then a cell for nobody, reader, author, moderator, admin."""
    return {name: tuple(cells) for name, *cells in (line.split() for line in text.strip().splitlines())}


READ = grid("""
unconfirmed       404  404  ok   ok   ok
live              ok   ok   ok   ok   ok
approved          ok   ok   ok   ok   ok
held              404  404  ok   ok   ok
suspected         404  404  ok   ok   ok
rejected          404  404  ok   ok   ok
removed           404  404  404  ok   ok
removed-answered  ok   ok   ok   ok   ok
deleted           404  404  404  404  404
deleted-answered  ok   ok   ok   ok   ok
""")
# A tombstone has no history that is anybody's business.
HISTORY = READ | grid("""
removed-answered  404  404  404  ok   ok
deleted-answered  404  404  404  404  404
""")
# Nobody begins an answer to what only they can read, nor to a tombstone.
BEGIN_REPLY = READ | grid("""
unconfirmed       404  404  403  403  403
held              404  404  403  403  403
suspected         404  404  403  403  403
rejected          404  404  403  403  403
removed           404  404  404  403  403
removed-answered  403  403  403  403  403
deleted-answered  403  403  403  403  403
""")
EDIT = grid("""
unconfirmed       in   404  ok   403  403
live              in   403  ok   403  403
approved          in   403  ok   403  403
held              in   404  ok   403  403
suspected         in   404  ok   403  403
rejected          in   404  403  403  403
removed           in   404  404  403  403
removed-answered  in   403  403  403  403
deleted           in   404  404  404  404
deleted-answered  in   403  403  403  403
""")
# Words that are sent are kept for after the sign-in, if what they belong to may be known of.
SEND_EDIT = EDIT | grid("""
unconfirmed       404  404  ok   403  403
held              404  404  ok   403  403
suspected         404  404  ok   403  403
rejected          404  404  403  403  403
removed           404  404  404  403  403
deleted           404  404  404  404  404
""")
DELETE = EDIT | grid("""
rejected          in   404  ok   403  403
""")
# Nobody else learns what one deletes and brings back; a minute is longer than these tests look at one comment.
RESTORE = grid("""
unconfirmed       in   404  403  404  404
live              in   404  403  404  404
approved          in   404  403  404  404
held              in   404  403  404  404
suspected         in   404  403  404  404
rejected          in   404  403  404  404
removed           in   404  404  404  404
removed-answered  in   404  403  404  404
deleted           in   404  ok   404  404
deleted-answered  in   404  ok   404  404
""")
RECOMMEND = grid("""
unconfirmed       in   404  403  403  403
live              in   ok   403  ok   ok
approved          in   ok   403  ok   ok
held              in   404  403  403  403
suspected         in   404  403  403  403
rejected          in   404  403  403  403
removed           in   404  404  403  403
removed-answered  in   403  403  403  403
deleted           in   404  404  404  404
deleted-answered  in   403  403  403  403
""")
REPLY = grid("""
unconfirmed       400  400  403  403  403
live              ok   ok   ok   ok   ok
approved          ok   ok   ok   ok   ok
held              400  400  403  403  403
suspected         400  400  403  403  403
rejected          400  400  403  403  403
removed           400  400  400  403  403
removed-answered  403  403  403  403  403
deleted           400  400  400  400  400
deleted-answered  403  403  403  403  403
""")
# What everybody reads anybody may report, signed in or not; nobody their own.
REPORT = grid("""
unconfirmed       404  404  403  403  403
live              ok   ok   403  ok   ok
approved          ok   ok   403  ok   ok
held              404  404  403  403  403
suspected         404  404  403  403  403
rejected          404  404  403  403  403
removed           404  404  404  403  403
removed-answered  403  403  403  403  403
deleted           404  404  404  404  404
deleted-answered  403  403  403  403  403
""")
MODERATE = grid("""
unconfirmed       in   404  403  ok   ok
live              in   403  403  ok   ok
approved          in   403  403  ok   ok
held              in   404  403  ok   ok
suspected         in   404  403  ok   ok
rejected          in   404  403  ok   ok
removed           in   404  404  ok   ok
removed-answered  in   403  403  ok   ok
deleted           in   404  404  404  404
deleted-answered  in   403  403  ok   ok
""")
APPROVE = MODERATE | grid("""
unconfirmed       in   404  403  403  403
approved          in   403  403  403  403
deleted-answered  in   403  403  403  403
""")
REJECT = APPROVE | grid("""
live              in   403  403  403  403
rejected          in   404  403  403  403
removed           in   404  404  403  403
removed-answered  in   403  403  403  403
""")
REMOVE = REJECT | grid("""
live              in   403  403  ok   ok
approved          in   403  403  ok   ok
held              in   404  403  403  403
suspected         in   404  403  403  403
""")
# Who is signed in may follow what they may know of, and silence it.
FOLLOW: Grid = {state: ("in", *row[1:]) for state, row in READ.items()}
# In the queue nobody but its moderators learns even that a comment is not there.
BY_STAFF_ALONE: Grid = {state: (row[0], "403", "403", *row[3:]) for state, row in REMOVE.items()}
LOOK_AT: Grid = {state: (row[0], "403", "403", *row[3:]) for state, row in MODERATE.items()}

# Of what was stated nobody learns but whom it is for; what was never decided leads them to all of their own.
WHY: Grid = {state: ("in", "404", "404" if state == "deleted" else "ok", "404", "404") for state in READ}
RESUBMIT: Grid = {
    state: (*row[:2], "ok" if state == "rejected" else "403" if row[2] == "ok" else row[2], *row[3:])
    for state, row in EDIT.items()
}
# Words that are sent without a session come back on the page that says so.
SEND_AGAIN: Grid = {state: ("401", *row[1:]) for state, row in RESUBMIT.items()}

# By endpoint, or by endpoint and what is sent to it: every route that is about one comment.
ON_A_COMMENT: Mapping[str, Grid] = {
    "discussion.permalink": READ,
    "discussion.history": HISTORY,
    "discussion.reply_form": BEGIN_REPLY,
    "discussion.edit_form": EDIT,
    "discussion.edit": SEND_EDIT,
    "discussion.edit preview": SEND_EDIT,
    "discussion.delete_form": DELETE,
    "discussion.delete": DELETE,
    "discussion.restore": RESTORE,
    "discussion.add_recommendation": RECOMMEND,
    "discussion.remove_recommendation": RECOMMEND,
    "discussion.post reply": REPLY,
    "reporting.report_form": REPORT,
    "reporting.report": REPORT,
    "reporting.take_back": READ,  # nothing was reported, so nothing is taken back
    "reporting.notice_form": REPORT,
    "reporting.notice": REPORT,
    "moderation.decision_form": MODERATE,
    "moderation.decide_on_comment approve": APPROVE,
    "moderation.decide_on_comment reject": REJECT,
    "moderation.decide_on_comment remove": REMOVE,
    "notifications.thread": FOLLOW,
    "notifications.follow_thread": FOLLOW,
    "redress.why": WHY,
    "redress.resubmit_form": RESUBMIT,
    "redress.send_again": SEND_AGAIN,
    "queue.decide remove": BY_STAFF_ALONE,
    "queue.lease": LOOK_AT,
}

# What closing an article changes; everything else stays as above.
CLOSED: Mapping[str, Grid] = {
    "discussion.edit_form": EDIT | grid("live in 403 403 403 403\nheld in 404 403 403 403"),
    "discussion.edit": SEND_EDIT | grid("live in 403 403 403 403\nheld 404 404 403 403 403"),
    "discussion.edit preview": SEND_EDIT | grid("live in 403 403 403 403\nheld 404 404 403 403 403"),
    "discussion.post reply": REPLY | grid("live 403 403 403 403 403"),
}
