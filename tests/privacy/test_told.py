"""What somebody was told, chose and followed: theirs to have, and gone when they are."""

import json

from sqlalchemy import select

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.notifications.choosing import choose, set_time_zone
from forum.notifications.following import follow, follow_person, key_of, silence
from forum.notifications.kinds import Manner
from forum.notifications.models import Choice, Following, Frequency, Kind, Notification, Place, Post
from forum.privacy.exporting import export_of
from tests.factories import say
from tests.notifications.telling import tell
from tests.privacy.leaving import leave


def all_of_it(ada: Account, ben: Account, article: Article) -> Comment:
    answer = say(ben, article, "Ten came.", say(ada, article, "Nine came."))
    tell(ada, Kind.REPLY, answer, post=Post.SKIPPED, mail_reason="you had seen it")
    choose(ada, Kind.MENTION, Manner(False, Frequency.WEEKLY))
    set_time_zone(ada, "Europe/Berlin")
    follow(Place.ARTICLE, key_of(article), by=ada)
    silence(Place.THREAD, key_of(answer), by=ada)
    db.session.flush()
    return answer


def test_an_export_has_it_and_nobody_else_s(ada: Account, ben: Account, article: Article) -> None:
    all_of_it(ada, ben, article)
    db.session.commit()
    hers, his = (json.loads("".join(export_of(person.id))) for person in (ada, ben))
    assert hers["account"]["time_zone"] == "Europe/Berlin"
    (told,) = hers["notifications"]
    assert (told["what"], told["because"], told["why_no_mail"]) == ("reply", ["reply"], "you had seen it")
    assert hers["how_to_be_told"] == [{"what": "mention", "on_the_site": False, "by_mail": "weekly"}]
    assert [(each["what"], each["silenced"]) for each in hers["following"]] == [("article", False), ("thread", True)]
    assert his["notifications"] == his["how_to_be_told"] == his["following"] == []


def test_with_the_person_all_of_it_goes_and_others_keep_theirs(ada: Account, ben: Account, article: Article) -> None:
    all_of_it(ada, ben, article)
    follow_person(ada, by=ben)
    follow(Place.ARTICLE, key_of(article), by=ben)
    leave(ada)
    for table in (Notification, Choice, Following):
        assert set(db.session.scalars(select(table.person_id))) <= {ben.id}
    # Of whom Ben followed nobody is left; the article he follows still.
    assert [row.place for row in db.session.scalars(select(Following))] == [Place.ARTICLE]
    assert ada.time_zone is None
