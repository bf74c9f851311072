"""Following and silencing by button: an article, a thread, a section, a person."""

import re

import pytest
from sqlalchemy import func, select

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.ids import to_text
from forum.notifications.following import key_of, stance
from forum.notifications.models import Following, Place
from tests.factories import say
from tests.visiting import Visitor


def stands(person: Account, place: Place, key: str) -> bool | None:
    db.session.expire_all()
    return stance(person, (place, key)).get((place, key))


def buttons(page: str) -> dict[str, str]:
    """By what they say, what the buttons of the article's head ask for."""
    _, _, head = page.partition('<div id="following">')
    found = re.findall(r'name="wish" value="([\w-]+)"[^>]*>(\w+)<', head.partition("</form>")[0])
    return {says: wish for wish, says in found}


def test_an_article_is_followed_silenced_and_let_go_where_it_stands(
    ada: Account, article: Article, client: Visitor
) -> None:
    address, key = f"/articles/{article.slug}", key_of(article)
    client.sign_in(ada)
    assert buttons(client.get(address).text) == {"Follow": "follow", "Silence": "silence"}
    client.post(f"{address}/follow", wish="follow")
    assert stands(ada, Place.ARTICLE, key) is False
    assert buttons(client.get(address).text) == {"Following": "let-go", "Silence": "silence"}
    client.post(f"{address}/follow", wish="silence")
    assert stands(ada, Place.ARTICLE, key) is True
    assert buttons(client.get(address).text) == {"Follow": "follow", "Silenced": "let-go"}
    client.post(f"{address}/follow", wish="let-go")
    assert stands(ada, Place.ARTICLE, key) is None


def test_on_a_page_that_members_share_each_sees_their_own(
    ada: Account, ben: Account, article: Article, client: Visitor
) -> None:
    address, hers, his = f"/articles/{article.slug}", Visitor(client.app, ada), Visitor(client.app, ben)
    hers.post(f"{address}/follow", wish="follow")
    for _ in range(2):
        assert "Following" in buttons(hers.get(address).text)
        assert "Follow" in buttons(his.get(address).text)


def test_pressed_twice_it_is_one_row(ada: Account, article: Article, client: Visitor) -> None:
    client.sign_in(ada)
    for _ in range(2):
        assert client.post(f"/articles/{article.slug}/follow", wish="follow").status_code == 303
    assert db.session.scalar(select(func.count()).select_from(Following)) == 1


def test_who_is_signed_out_sees_no_button_and_is_asked_to_sign_in(article: Article, client: Visitor) -> None:
    assert buttons(client.get(f"/articles/{article.slug}").text) == {}
    answer = client.post(f"/articles/{article.slug}/follow", wish="follow")
    assert answer.status_code == 303 and answer.location.startswith("/sign-in")


@pytest.mark.parametrize("wish", ["", "everything", "FOLLOW"])
def test_what_is_no_wish_is_refused(ada: Account, article: Article, client: Visitor, wish: str) -> None:
    client.sign_in(ada)
    assert client.post(f"/articles/{article.slug}/follow", wish=wish).status_code == 400
    assert stands(ada, Place.ARTICLE, key_of(article)) is None


def test_the_menu_of_a_thread_leads_to_following_or_muting_it(
    ada: Account, ben: Account, article: Article, client: Visitor
) -> None:
    root = say(ben, article, "Nine came. ||They danced.||")
    reply = say(ada, article, "Ten.", root)
    client.sign_in(ada)
    page = client.get(f"/articles/{article.slug}").text
    address = f"/c/{to_text(root.id)}/follow"
    assert f'href="{address}"' in page and f"/c/{to_text(reply.id)}/follow" not in page
    shown = client.get(address).text
    assert "Nine came." in shown and "They danced" not in shown
    client.post(address, wish="silence")
    assert stands(ada, Place.THREAD, key_of(root)) is True
    assert "You muted it:" in client.get(address).text
    # From any comment of it, it is the same thread.
    client.post(f"/c/{to_text(reply.id)}/follow", wish="follow")
    assert stands(ada, Place.THREAD, key_of(root)) is False
    assert "You follow it:" in client.get(address).text


def test_of_a_thread_whose_words_are_gone_none_are_shown(
    ada: Account, ben: Account, article: Article, client: Visitor
) -> None:
    root = say(ben, article, "I regret this.")
    say(ada, article, "Too late.", root)
    delete_comment(root, by=ben)
    client.sign_in(ada)
    page = client.get(f"/c/{to_text(root.id)}/follow").text
    assert "I regret this." not in page and "Ben" not in page and "Mute this thread" in page


def test_a_person_is_followed_on_their_page_and_nobody_follows_themselves(
    ada: Account, ben: Account, client: Visitor
) -> None:
    client.sign_in(ada)
    assert ">Follow<" in client.get("/people/ben").text
    client.post("/people/ben/follow", wish="follow")
    assert stands(ada, Place.PERSON, key_of(ben)) is False
    assert ">Unfollow<" in client.get("/people/ben").text
    client.post("/people/ben/follow", wish="let-go")
    assert stands(ada, Place.PERSON, key_of(ben)) is None
    assert client.post("/people/ada/follow", wish="follow").status_code == 403
    assert ">Follow<" not in client.get("/people/ada").text
    assert ">Follow<" not in Visitor(client.app).get("/people/ben").text


def test_one_comes_back_to_where_one_was(ada: Account, article: Article, client: Visitor) -> None:
    client.sign_in(ada)
    form = {"csrf": client.csrf_token(), "wish": "follow"}
    headers = {
        "Origin": "http://localhost:8000",
        "Referer": f"http://localhost:8000/articles/{article.slug}?sort=newest",
    }
    answer = client.open(f"/articles/{article.slug}/follow", method="POST", data=form, headers=headers)
    assert answer.location == f"/articles/{article.slug}?sort=newest"
