"""What somebody was told stands in their inbox until they have read it, and the number beside its link is right."""

import re
from datetime import timedelta

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.models import Comment
from forum.ids import to_text
from forum.moderation.models import Verb
from forum.notifications.inbox import MOST_COUNTED
from forum.notifications.models import Kind, Notification
from tests.factories import decided, say
from tests.notifications.telling import tell
from tests.visiting import Visitor

INBOX = "/notifications"


def beside_the_link(page: str) -> str:
    (found,) = re.findall(r'class="masthead__unread">([^<]*)</b>', page)
    return str(found)


def answered(ada: Account, ben: Account, article: Article, words: str = "Ten came.") -> tuple[Comment, Notification]:
    answer = say(ben, article, words, say(ada, article, "Nine came."))
    return answer, tell(ada, Kind.REPLY, answer)


def test_an_answer_is_told_with_who_where_and_what_and_leads_to_it(
    ada: Account, ben: Account, article: Article, client: Visitor
) -> None:
    answer, _ = answered(ada, ben, article, "Ten came. ||They danced.||")
    client.sign_in(ada)
    page = client.get(INBOX).text
    name = to_text(answer.id)
    assert f'href="/articles/{article.slug}?show={name}#c{name}"' in page
    assert "<bdi>Ben</bdi> answered you" in page and article.title in page
    assert "Ten came." in page and "They danced" not in page
    assert "Today" in page and ">New</b>" in page
    assert f'id="c{name}"' in client.get(f"/articles/{article.slug}?show={name}").text


def test_looking_marks_nothing_and_a_button_does(ada: Account, ben: Account, article: Article, client: Visitor) -> None:
    _, told = answered(ada, ben, article)
    client.sign_in(ada)
    for _ in range(2):
        assert beside_the_link(client.get(INBOX).text) == " (1)"
    answer = client.post(f"/notifications/{to_text(told.id)}/read")
    assert (answer.status_code, answer.location) == (303, f"/notifications#n{to_text(told.id)}")
    page = client.get(INBOX).text
    assert beside_the_link(page) == "" and "Mark as unread" in page
    client.post(f"/notifications/{to_text(told.id)}/unread")
    assert beside_the_link(client.get(INBOX).text) == " (1)"


def test_all_that_was_on_the_page_is_read_and_nothing_that_came_after(
    ada: Account, ben: Account, article: Article, client: Visitor
) -> None:
    answered(ada, ben, article)
    _, newest = answered(ada, ben, article)
    client.sign_in(ada)
    (up_to,) = re.findall(r'name="up_to" value="(\w+)"', client.get(INBOX).text)
    assert up_to == to_text(newest.id)
    answered(ada, ben, article, "Eleven came.")
    client.post("/notifications/read", up_to=up_to)
    page = client.get(f"{INBOX}?unread=1").text
    assert beside_the_link(page) == " (1)"
    assert "Eleven came." in page and "Ten came." not in page


def test_what_was_seen_at_the_article_is_read_in_the_inbox(
    ada: Account, ben: Account, article: Article, client: Visitor
) -> None:
    answer, _ = answered(ada, ben, article)
    _, other = answered(ada, ben, article)
    theirs = tell(ben, Kind.THREAD, answer)
    client.sign_in(ada)
    client.post(f"/articles/{article.slug}/visit", seen=to_text(answer.id), newest=to_text(answer.id))
    assert beside_the_link(client.get(INBOX).text) == " (1)"
    db.session.expire_all()
    assert other.read_at is None and theirs.read_at is None


def test_on_the_page_of_an_article_the_number_stands_too(
    ada: Account, ben: Account, article: Article, client: Visitor
) -> None:
    answered(ada, ben, article)
    ben_s = Visitor(client.app, ben)
    client.sign_in(ada)
    address = f"/articles/{article.slug}"
    assert beside_the_link(client.get(address).text) == " (1)"
    assert beside_the_link(ben_s.get(address).text) == ""
    assert "masthead__unread" not in Visitor(client.app).get(address).text


def test_nobody_counts_further_than_ninety_nine(ada: Account, article: Article, client: Visitor) -> None:
    comment = say(ada, article)
    rows = [
        Notification(person_id=ada.id, kind=Kind.WARNING, occasion=f"{n}", reasons=[], created_at=clock.now())
        for n in range(MOST_COUNTED)
    ]
    db.session.add_all(rows)
    client.sign_in(ada)
    assert beside_the_link(client.get(f"/c/{to_text(comment.id)}").text) == " (99+)"
    for row in rows[:2]:
        row.read_at = clock.now()
    assert beside_the_link(client.get(f"/c/{to_text(comment.id)}").text) == " (98)"


def test_older_ones_stand_on_the_next_page_each_once(
    ada: Account, ben: Account, article: Article, client: Visitor
) -> None:
    parent = say(ada, article, "Nine came.")
    told = [tell(ada, Kind.REPLY, say(ben, article, f"Answer {number}.", parent)) for number in range(35)]
    client.sign_in(ada)
    first = client.get(INBOX).text
    (following,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = client.get(following.replace("&amp;", "&")).text
    found = [re.findall(r'<li class="line[^"]*" id="n(\w+)"', page) for page in (first, second)]
    assert [len(those) for those in found] == [30, 5]
    assert found[0] + found[1] == [to_text(row.id) for row in reversed(told)]
    assert 'rel="next"' not in second


def test_words_that_were_taken_away_are_not_told_any_more(
    ada: Account, ben: Account, sam: Account, article: Article, client: Visitor
) -> None:
    answer, _ = answered(ada, ben, article)
    decided(answer, Verb.REMOVE, sam)
    client.sign_in(ada)
    page = client.get(INBOX).text
    assert "Ten came." not in page and "Nothing yet. When somebody answers you, you read it here." in page
    assert beside_the_link(page) == ""


def test_what_was_decided_leads_to_what_was_stated(
    ada: Account, sam: Account, article: Article, client: Visitor
) -> None:
    held = say(ada, article, "I wait.", holds=Hold.ALL)
    decided(held, Verb.REJECT, sam)
    tell(ada, Kind.NOT_PUBLISHED, held)
    client.sign_in(ada)
    page = client.get(INBOX).text
    assert "A moderator decided about your comment" in page
    assert f'href="/c/{to_text(held.id)}/why"' in page


def test_days_begin_where_somebody_lives(ada: Account, ben: Account, article: Article, client: Visitor) -> None:
    noon = clock.now().replace(hour=12, minute=0)
    answer = say(ben, article, "Ten.", say(ada, article))
    tell(ada, Kind.REPLY, answer, created_at=noon - timedelta(hours=3))
    client.sign_in(ada)
    with clock.stopped_at(noon + timedelta(hours=11)):
        assert "Today" in client.get(INBOX).text
        ada.time_zone = "Pacific/Auckland"
        page = client.get(INBOX).text
    assert "Yesterday" in page and "Today" not in page


def test_nobody_reads_or_marks_what_another_was_told(
    ada: Account, ben: Account, article: Article, client: Visitor
) -> None:
    _, told = answered(ada, ben, article)
    client.sign_in(ben)
    assert "answered you" not in client.get(INBOX).text
    for answer in (
        client.post(f"/notifications/{to_text(told.id)}/read"),
        client.get(f"/notifications/{to_text(told.id)}/why"),
    ):
        assert answer.status_code == 404
    client.post("/notifications/read", up_to=to_text(told.id))
    db.session.expire_all()
    assert told.read_at is None
