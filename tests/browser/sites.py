"""What admins are shown of the sites on whose pages discussions stand."""

from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import TestResponse

from forum.accounts.models import Role
from tests.factories import an_article, person
from tests.fetching.elsewhere import answers, elsewhere
from tests.visiting import ADDRESS, Visitor

LIST = "/moderation/origins"
# As long as a host can well be, and a title that is as bad.
HOST = "the-evening-news-of-a-town-with-a-name-that-never-ends.a-cloud-of-somebody-else.example.org:8443"
TITLE = '</textarea><b>"Season 2" & ' + "everything-that-happened-in-it-" * 5
REFUSED = {"origin-refused": 400, "origin-look-refused": 400}


def answers_of_sites(app: Flask) -> dict[str, TestResponse]:
    """By name of the stop."""
    admin = Visitor(app, person("edwina", Role.ADMIN))
    found = {"origins-empty": admin.get(LIST)}
    found["origin-refused"] = admin.post(LIST, origin=f"https://{HOST}/blog", stance="held")
    here = admin.post(LIST, origin=f"https://{HOST}", opens_articles="1").location
    asked = urlencode({"url": f"https://{HOST}/2026/season-2", "title": TITLE, "key": "season-2"})
    found["origin-html"] = admin.get(f"{here}?{asked}")
    found["unopened"] = Visitor(app).get(f"/embed/at?{asked}")
    found["origin-unclear"] = admin.get(f"{here}?url=season-2")
    found["origin-wordpress"] = admin.get(f"{here}?system=wordpress")
    found["origin-look-refused"] = admin.post(f"{here}/check", url=ADDRESS)
    an_article("season-2", key="season-2", url=f"https://{HOST}/2026/season-2", comment_count=12)
    with elsewhere() as there:
        origin = f"http://127.0.0.1:{there.port}"
        here = admin.post(LIST, origin=origin).location
        html = f"<script src={ADDRESS}/embed.js></script><forum-comments article=season-2></forum-comments>".encode()
        page = {"Content_Type": "text/html"}
        there.manners = [
            answers(200, html, **page),
            answers(200, html, Content_Security_Policy=f"default-src 'self' {'https://cdn.example/ ' * 9}", **page),
        ]
        found["origin-found"] = admin.post(f"{here}/check", url=f"{origin}/{'2026/' * 20}season-2")
        found["origin-not-yet"] = admin.post(f"{here}/check", url=f"{origin}/2026/season-2")
    found["origins"] = admin.get(LIST)
    refused = {name: answer.status_code for name, answer in found.items() if answer.status_code >= 400}
    assert refused == REFUSED
    return found
