"""People: who they are, how they sign in, what their role lets them do.

*Why sessions are rows.* Signing out, a ban or a deletion must end a session on the server at once, even when
its cookie was copied. So the cookie holds a random token, the row holds the token's digest, and no row means
nobody. What Flask-Login keeps in the cookie is that token and nothing else.
"""
