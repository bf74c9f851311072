"""A discussion on other people's pages: one fragment made here, and three ways to carry it there.

*The fragment* is the discussion as everybody is shown it, in a declarative shadow root. A site that puts its pages
together on its own side includes it as it is, and it reads without script. Elsewhere `<forum-comments>` fetches it.
And whatever in it is a link leads to our own page, which can do everything without script.

*Why a shadow root, and no frame.* A frame has a height of its own, which jumps; a font and colours of its own; no
search engine counts its words to the page; and a cookie in it is a third party's, which browsers take away. In a
shadow root nothing of the page's style gets in but what is inherited, and nothing of ours gets out.

*Why it is open.* The page can read it anyhow, and change it: it is the page that its reader trusts, as they would
trust it with words typed there. What the page must never get is the reader's account. So nobody signs in, deletes or
moderates within it: that is done in a window of our own (`handing_over`), which no page can frame, and what comes back
is a token with a reader's rights, for a quarter of an hour.

*Why the element is told nothing in HTML.* Pages may forbid script to make HTML of text (Trusted Types). It has the
browser read the fragment as a document, takes nodes out of it, and writes text into nodes: that needs no permission.
"""
