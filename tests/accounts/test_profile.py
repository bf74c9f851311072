"""How one is called: a name, a handle, a few sentences; and where it shows."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account, FormerHandle
from forum.accounts.passwords import hash_password
from forum.accounts.profiles import WITHIN
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.bylines import give_badge
from forum.errors import Invalid
from tests.factories import an_article, person, say
from tests.visiting import Visitor

A_DAY = timedelta(days=1)


def save(visitor: Visitor, **fields: str) -> int:
    """The status of the form, sent as its page has it, save for `fields`."""
    now = {"display_name": "Ada", "handle": "ada", "bio": ""}
    return visitor.post("/me/profile", **now | fields).status_code


def version_of(article: Article) -> int:
    db.session.commit()
    db.session.refresh(article)
    return article.version


def handle_of(account: Account) -> str:
    db.session.commit()
    db.session.refresh(account)
    return account.handle


@pytest.fixture
def as_ada(ada: Account, client: Visitor) -> Visitor:
    client.sign_in(ada)
    return client


def test_a_name_and_a_few_sentences_stand_on_ones_page(as_ada: Visitor, client: Visitor) -> None:
    assert save(as_ada, display_name="Ada  Lovelace", bio=" I count.\r\n\r\n<b>Daily</b> ") == 303
    page = as_ada.get("/people/ada").text
    assert "<bdi>Ada Lovelace</bdi>" in page
    assert ">I count.\n\n&lt;b&gt;Daily&lt;/b&gt;</p>" in page
    form = as_ada.get("/me/profile").text
    assert 'value="Ada Lovelace"' in form and "I count.\n\n&lt;b&gt;Daily" in form


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"bio": "x" * 501}, "501 characters; 500 are the most"),
        ({"display_name": "The Admin"}, "site&#39;s own"),
        ({"display_name": "Sam"}, "looks like a staff member&#39;s"),
        ({"display_name": "\u200b"}, "can be seen"),
        ({"handle": "a"}, "3 to 30 letters"),
        ({"handle": "mod"}, "kept for the site itself"),
        ({"handle": "Styleguide"}, "given to nobody"),
        ({"handle": "articles"}, "given to nobody"),
        ({"handle": "BEN"}, "is taken"),
    ],
)
def test_what_cannot_be_taken_is_said_and_given_back(
    as_ada: Visitor, ada: Account, ben: Account, sam: Account, fields: dict[str, str], sentence: str
) -> None:
    answer = as_ada.post("/me/profile", **{"display_name": "Ada", "handle": "ada", "bio": "Kept."} | fields)
    assert answer.status_code == 400
    assert sentence in answer.text
    for name, text in ({"display_name": "Ada", "handle": "ada"} | fields).items():
        if name != "bio":
            assert f'value="{text}"' in answer.text
    assert fields.get("bio", "Kept.") in answer.text
    assert handle_of(ada) == "ada"


def test_staff_keep_a_name_that_looks_like_their_own(sam: Account, client: Visitor) -> None:
    client.sign_in(sam)
    assert client.post("/me/profile", display_name="SAM", handle="sam", bio="").status_code == 303
    assert handle_of(sam) == "sam" and sam.display_name == "SAM"


def test_what_stays_as_it_is_is_not_judged_again(client: Visitor) -> None:
    owner = person("editor", display_name="Moderator")
    client.sign_in(owner)
    assert client.post("/me/profile", display_name="Moderator", handle="editor", bio="Hello.").status_code == 303
    db.session.refresh(owner)
    assert owner.bio == "Hello."


def test_a_handle_given_up_leads_to_its_owner_and_to_nobody_else(
    as_ada: Visitor, ada: Account, ben: Account, article: Article
) -> None:
    assert save(as_ada, handle="countess") == 303
    assert handle_of(ada) == "countess"
    assert as_ada.get("/people/ADA").location == "/people/countess"
    signed_out = Visitor(as_ada.app)
    assert signed_out.get("/people/ada").status_code == 303
    comment = say(ben, article, "As @ada said, and @Countess too.")
    assert comment.body_html.count('href="/people/countess"') == 2
    signed_out.app.extensions["forum.pages"].changes.written()
    for taken in ("ada", "Ada"):
        bens = Visitor(as_ada.app, ben)
        assert bens.post("/me/profile", display_name="Ben", handle=taken, bio="").status_code == 400
    assert bens.post("/me/profile", display_name="Ben", handle="benedict", bio="").status_code == 303


def test_a_page_that_is_kept_under_the_old_handle_leads_on_as_well(as_ada: Visitor, ada: Account) -> None:
    reader = Visitor(as_ada.app)
    assert reader.get("/people/ada").status_code == 200
    assert save(as_ada, handle="countess") == 303
    assert reader.get("/people/ada").location == "/people/countess"


def test_two_changes_within_thirty_days_and_back_to_ones_own(as_ada: Visitor, ada: Account) -> None:
    start = clock.now()
    assert save(as_ada, handle="countess") == 303
    with clock.stopped_at(start + A_DAY):
        assert save(as_ada, handle="ada") == 303
        assert "2 times in 30 days" in as_ada.post("/me/profile", display_name="Ada", handle="countess", bio="").text
        # In another case it is the same handle, and the name has nothing to do with it.
        assert save(as_ada, handle="ADA", display_name="Ada L") == 303
    assert handle_of(ada) == "ADA"
    with clock.stopped_at(start + WITHIN + timedelta(minutes=1)):
        assert save(as_ada, handle="countess") == 303
        assert save(as_ada, handle="baroness") == 400
    assert set(db.session.scalars(select(FormerHandle.handle_key))) == {"ada", "countess"}


def test_a_capital_that_makes_it_look_like_anothers_is_refused(client: Visitor) -> None:
    bill, other = person("bill"), person("blll")
    client.sign_in(bill)
    assert client.post("/me/profile", display_name="Bill", handle="BIll", bio="").status_code == 400
    db.session.delete(other)
    assert client.post("/me/profile", display_name="Bill", handle="BIll", bio="").status_code == 303


def test_whoever_reads_is_shown_the_new_name_wherever_it_stands(
    as_ada: Visitor, ada: Account, article: Article
) -> None:
    elsewhere, silent, waiting = an_article("the-mill"), an_article("the-well"), an_article("the-hall")
    say(ada, article)
    say(ada, elsewhere)
    say(ada, elsewhere, "Again.")
    say(ada, waiting, holds=Hold.ALL)
    articles = (article, elsewhere, silent, waiting)
    before = [version_of(one) for one in articles]
    readers = [Visitor(as_ada.app), Visitor(as_ada.app, person("cleo"))]
    for reader in readers:
        assert "<bdi>Ada</bdi>" in reader.get(f"/articles/{article.slug}").text
    assert save(as_ada, display_name="Countess Ada") == 303
    assert [version_of(one) - was for one, was in zip(articles, before, strict=True)] == [1, 1, 0, 0]
    for reader in readers:
        page = reader.get(f"/articles/{article.slug}").text
        assert "<bdi>Countess Ada</bdi>" in page and "<bdi>Ada</bdi>" not in page


def test_a_few_sentences_move_no_page(as_ada: Visitor, ada: Account, article: Article) -> None:
    say(ada, article)
    before = version_of(article)
    assert save(as_ada, bio="I count.") == 303
    assert version_of(article) == before


def test_a_badge_stands_beside_the_name_at_once(ada: Account, article: Article, client: Visitor) -> None:
    say(ada, article)
    address = f"/articles/{article.slug}"
    assert "badge" not in client.get(address).text
    give_badge(ada, " Our  critic ")
    db.session.commit()
    assert '<span class="badge">Our critic</span>' in client.get(address).text
    give_badge(ada, None)
    db.session.commit()
    assert "badge" not in client.get(address).text
    with pytest.raises(Invalid, match="at most 40"):
        give_badge(ada, "x" * 41)


def test_the_account_page_leads_to_everything_and_is_its_owners_alone(as_ada: Visitor, ada: Account) -> None:
    ada.password_hash = hash_password("correct horse")
    page = as_ada.get("/me").text
    for there in ("/me/profile", "/me/password", "/me/address", "/me/sessions", "/people/ada"):
        assert f'href="{there}"' in page
    assert "ada@example.org" in page and "Change your password" in page
    for path in ("/me", "/me/profile", "/me/password", "/me/address", "/me/sessions"):
        assert Visitor(as_ada.app).get(path).location.startswith("/sign-in?next=")
