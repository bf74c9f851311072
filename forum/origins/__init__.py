"""The sites on whose pages a discussion of ours may stand, by their origins.

*Why a list.* A browser says truly which site a page is from, and that is all that tells a newspaper's page from a
forger's. So what another site may do here (open an article's discussion, sign a reader in, frame a page) is asked of
this list, and of nothing that the page itself claims. Exact origins, no patterns: one for `blog.example` would let
`evil-blog.example` in.
"""
