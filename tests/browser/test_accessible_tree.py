"""What a screen reader is given of one small thread: the transcript stands beside this file, to be read as it is heard.

Made anew, after somebody has read it, by TRANSCRIBE=1.
"""

import os
import re
from pathlib import Path

from playwright.sync_api import expect

from forum.articles.models import Article
from forum.config import Hold
from forum.discussion.deleting import delete_comment
from forum.discussion.recommending import recommend
from tests.browser.newsroom import Newsroom
from tests.browser.reader import Readers
from tests.browser.town import Town
from tests.factories import an_article, say

TRANSCRIPT = Path(__file__).with_name("thread.aria.yml")
ID = re.compile(r"\bc?0[0-9a-hjkmnp-tv-z]{12}\b")


def thread(town: Town) -> Article:
    """Two opinions; answers three deep, a place that is empty, one's own that waits, and a spoiler."""
    ada, ben, cleo = (town.people[handle] for handle in ("ada", "ben", "cleo"))
    article = an_article("the-small-thread")
    opinion = say(ben, article, "The bridge should stay.")
    view = say(cleo, article, "Because of the view.", opinion)
    what = say(ada, article, "What view? It ends with ||a wedding||.", view)
    say(ben, article, "The one from the tram.", what)
    say(ada, article, "I do not mind either way.", opinion)
    regret = say(cleo, article, "I regret this.")
    say(ben, article, "Too late.", regret)
    delete_comment(regret, by=cleo)
    say(ada, article, "I wait.", opinion, holds=Hold.ALL)
    for who in (ada, cleo):
        recommend(opinion, by=who)
    return article


def test_the_thread_is_told_as_the_transcript_has_it(running: Newsroom, readers: Readers, town: Town) -> None:
    with running.behind(*town.people.values()):
        article = thread(town)
    reader = readers(town.people["ada"])
    reader.open(f"/articles/{article.slug}?sort=oldest")
    expect(reader.page.locator("time").last).to_have_text("just now")
    told = ID.sub("ID", reader.page.locator("main").aria_snapshot()) + "\n"
    if os.environ.get("TRANSCRIBE"):
        TRANSCRIPT.write_text(told, encoding="utf-8")
    assert told == TRANSCRIPT.read_text(encoding="utf-8")
    assert "wedding" not in told
