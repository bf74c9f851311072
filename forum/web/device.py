"""What a browser says of itself, in the few words by which its owner knows it: Firefox on Windows."""

from flask import request

# The first that is found counts: every browser also names those that it wishes to be taken for.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def device() -> str:
    """Never more than these words: the rest of a User-Agent would tell people apart."""
    given = request.headers.get("User-Agent", "")
    browser = next((name for sign, name in _BROWSERS if sign in given), "A browser")
    system = next((name for sign, name in _SYSTEMS if sign in given), "")
    return f"{browser} on {system}" if system else browser
