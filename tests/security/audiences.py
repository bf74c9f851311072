"""Who may use every route that is not about one comment, and whose eyes a comment's words are for; see `grids`."""

from tests.security.grids import grid

# Every other route; the person whose page it is, is the author.
ELSEWHERE = grid("""
static                      ok  ok  ok   ok  ok
bundle                      ok  ok  ok   ok  ok
healthz                     ok  ok  ok   ok  ok
readyz                      ok  ok  ok   ok  ok
metrics                     404 404 404  404 404
articles.counts             ok  ok  ok   ok  ok
articles.front              ok  ok  ok   ok  ok
accounts.register_form      ok  ok  ok   ok  ok
accounts.register_account   ok  ok  ok   ok  ok
accounts.sign_in_form       ok  ok  ok   ok  ok
accounts.sign_in_account    ok  ok  ok   ok  ok
accounts.sign_in_link       ok  ok  ok   ok  ok
accounts.sign_in_by_link    ok  ok  ok   ok  ok
accounts.sign_out_form      ok  ok  ok   ok  ok
accounts.sign_out_account   ok  ok  ok   ok  ok
discussion.article          ok  ok  ok   ok  ok
discussion.post             in  ok  ok   ok  ok
discussion.visit            in  ok  ok   ok  ok
discussion.live             ok  ok  ok   ok  ok
discussion.people           ok  ok  ok   ok  ok
discussion.person           ok  ok  ok   ok  ok
discussion.mute_person      in  ok  403  ok  ok
discussion.unmute_person    in  ok  ok   ok  ok
styleguide.styleguide       ok  ok  ok   ok  ok
""")

# Whose eyes the words of a comment are for, wherever it is shown.
WORDS = grid("""
unconfirmed       no   no   yes  yes  yes
live              yes  yes  yes  yes  yes
approved          yes  yes  yes  yes  yes
held              no   no   yes  yes  yes
suspected         no   no   yes  yes  yes
rejected          no   no   yes  yes  yes
removed           no   no   no   yes  yes
removed-answered  no   no   no   yes  yes
deleted           no   no   no   no   no
deleted-answered  no   no   no   no   no
""")
