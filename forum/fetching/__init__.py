"""The one door through which this site calls others: public addresses only, no redirects, little of anything (S42).

*Why a door.* Whoever can name an address that the server then calls can have it knock on what only the server reaches:
its own database, the metadata of its cloud, a printer. So the name is resolved here, every address that it stands for
has to be public, and the connection is made to the very address that was looked at: nothing is resolved a second time,
so no name can change its mind in between. The certificate is still asked for by the name.

*What does not pass.* Redirects are an answer and never followed, no cookie is kept, no proxy of the environment is
asked, nothing that came packed is unpacked. Three seconds for all of it, name and certificate included, however slowly
the other side drips; a megabyte at most. In clear only on the machine itself, where a site that is itself on loopback
may call loopback, at any port: to try it out.

*Who else may be called.* What the owner wrote into the settings, a provider of sign-ins say, may well stand inside: it
is let through by its very address (scheme, host and port), with the same measure and the same deadline. What it names
in its turn, at another host, is called like everybody's.
"""
