"""What people may ask for because it is about them: all of it in a file, and that it be gone.

*Why a day.* Whoever leaves in anger comes back in the morning. Until then everything is as before, and a mail tells
the owner, should it have been somebody else at their keyboard.

*Why others' words stay.* What somebody quoted of it, or called the person, is said by that somebody: it is theirs to
take back. The page that asks says so.

*Why their recommendations are taken back.* Each says what one person likes. Left where they are, they would say it of
an account whose words still stand; without an owner they would be numbers that nobody can check (`recount`).

*Why in steps.* Who they were goes at once, in one transaction. What they said may be a hundred thousand comments:
that follows from the fact that they left, some at a time, so that nobody who posts meanwhile waits for it. Whoever
dies in between is taken over from; what is done already is found done.
"""
