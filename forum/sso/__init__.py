"""Sign-in by accounts that readers have elsewhere: their newspaper's (a signed token) or a provider's (OpenID Connect).

*Why an identity of its own.* Who somebody is there is their issuer and the id that it gives them, never an address: an
address is proved by whoever answers mail at it, and an issuer that says "this is ada@example.org" has proved nothing to
us. So an account found by address alone is never taken over; a new one is made beside it.
"""
