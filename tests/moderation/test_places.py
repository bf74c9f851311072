"""Staff say whose comments wait on an article and in a section, and how slowly a discussion goes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article, Openness, Section
from forum.db import db
from forum.discussion.models import State
from forum.errors import Forbidden, Invalid, NotFound
from forum.moderation.places import ArticleForm, set_up_article, set_up_section
from forum.moderation.records import LogEntry, LogText
from tests.factories import an_article, say
from tests.visiting import Visitor


def test_an_article_is_set_up_and_the_log_tells_how_it_was(ada: Account, sam: Account, article: Article) -> None:
    set_up_article(article, ArticleForm.parse({"state": "held", "slow": "60"}), by=sam)
    assert (article.state, article.slow_seconds) == (Openness.HELD, 60)
    assert say(ada, article).state == State.HELD
    set_up_article(article, ArticleForm.parse({"state": "held", "slow": "60"}), by=sam)  # nothing new
    (entry,) = db.session.scalars(select(LogEntry))
    words = db.session.get_one(LogText, entry.id).words
    assert (entry.kind, entry.article_id) == ("article", article.id)
    assert words["before"] == {"state": "open", "slow_seconds": None}
    assert words["after"] == {"state": "held", "slow_seconds": 60}


def test_in_a_slow_discussion_one_waits_and_others_need_not(
    ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    set_up_article(article, ArticleForm.parse({"state": "open", "slow": "300"}), by=sam)
    say(ada, article, "First of all.")
    with pytest.raises(Invalid, match="slow mode: you can post again in"):
        say(ada, article, "And another thing.")
    say(ben, article, "Well.")
    say(sam, article, "Staff need not wait."), say(sam, article, "They keep the peace.")
    with clock.stopped_at(clock.now() + timedelta(minutes=5)):
        assert say(ada, article, "And another thing.").state == State.LIVE
    set_up_article(article, ArticleForm.parse({"state": "open", "slow": "0"}), by=sam)
    assert article.slow_seconds is None
    assert say(ada, article, "At once.").state == State.LIVE


def test_a_section_asks_for_all_its_articles(ada: Account, eve: Account, sam: Account) -> None:
    garden = an_article("the-roses", section=Section(name="Gardens"))
    set_up_section("Gardens", "held", by=eve)
    assert say(ada, garden).state == State.HELD
    set_up_section("Gardens", "", by=eve)
    assert say(ada, garden, "By now?").state == State.LIVE
    assert [entry.kind for entry in db.session.scalars(select(LogEntry))] == ["section", "section"]
    with pytest.raises(Forbidden):
        set_up_section("Gardens", "held", by=sam)
    with pytest.raises(NotFound):
        set_up_section("Harbour", "held", by=eve)
    with pytest.raises(Invalid):
        set_up_section("Gardens", "closed", by=eve)


@pytest.mark.parametrize(
    ("form", "field"), [({"state": "shut"}, "state"), ({"state": "open", "slow": "7"}, "slow"), ({}, "state")]
)
def test_what_is_not_offered_is_not_taken(form: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        ArticleForm.parse(form)
    assert refusal.value.field == field


def test_the_forms_lead_back_to_where_it_shows(
    visitor: Callable[[Account], Visitor], sam: Account, eve: Account, article: Article
) -> None:
    db.session.add(Section(name="Gardens"))
    moderator = visitor(sam)
    assert "/articles/the-bridge/moderation" in moderator.get("/articles/the-bridge").text
    answer = moderator.post("/articles/the-bridge/moderation", state="first", slow="30")
    assert (answer.status_code, answer.location) == (303, "/articles/the-bridge")
    page = moderator.get("/articles/the-bridge/moderation").text
    assert 'value="first" checked' in page and 'value="30" selected' in page
    assert moderator.post("/articles/the-bridge/moderation", state="", slow="30").status_code == 400
    assert visitor(eve).post("/moderation/sections", section="Gardens", stance="first").status_code == 303
    assert 'value="first" selected' in visitor(eve).get("/moderation/rules?section=Gardens").text
