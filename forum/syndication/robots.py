"""What crawlers are asked to leave out (RFC 9309): forms, which say nothing that a page does not say."""

from forum.web.site import absolute

KIND = "text/plain; charset=utf-8"
# By what each begins with. What a reader's page needs (its style, its script) is not among them, nor is any page whose
# address is a key: here everybody would read of it, and each says by itself that it is in no index (`web.headers`).
LEFT_OUT = (
    *(f"/c/*/{form}" for form in ("reply", "edit", "delete", "report", "notice", "follow", "history")),
    *("/sign-in", "/sign-out", "/register", "/me", "/notifications", "/notice"),
    *("/articles/*/live", "/articles/*/people"),
    "/*?*sort=",
)


def robots() -> str:
    rules = "".join(f"Disallow: {path}\n" for path in LEFT_OUT)
    return f"User-agent: *\n{rules}\nSitemap: {absolute('/sitemap.xml')}\n"
