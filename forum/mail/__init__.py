"""Mail: written in the transaction that gives the reason for it, rendered and handed over by the worker.

*What is promised.* At least once, under one Message-ID that is made when the mail is written and never changes. Exactly
once does not exist: between the end of the text and the server's answer nobody knows whether it has the mail. So
that moment is written down before it begins (`in_doubt`), whoever dies in it included, such a mail is repeated once at
most, and what is still unknown then stays visible as `doubtful`.

*Why a row holds facts and no text.* A link's token is kept hashed, so no mail that waits may hold one either. The words
are asked for at delivery, from a function of the purpose (`purposes`), which may also say that the reason is gone.

*Why no lock during a conversation.* A server may take a minute for each step. The worker commits before it speaks and
reads anew what it changes afterwards.
"""
