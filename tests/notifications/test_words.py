"""What a mail says: their words in full, no spoiler, what you had said, and how it stops."""

import re
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest

from forum import clock, ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.mail.letter import LARGEST_HTML, packed
from forum.mail.models import Mail
from forum.mail.purposes import NotNeeded
from forum.moderation.models import Verb
from forum.notifications.choosing import choose
from forum.notifications.following import follow, key_of
from forum.notifications.keys import Stop, read_token
from forum.notifications.kinds import Manner
from forum.notifications.models import Frequency, Kind, Place
from forum.notifications.timing import WAIT
from forum.web.site import settings
from tests.factories import decided, say
from tests.notifications.conftest import Word

NOW = datetime.fromisoformat("2026-11-25T12:00:00+00:00")


def mailed(word: Word, to: Account) -> Mail:
    """The one mail that Ada gets about what was said so far."""
    with clock.stopped_at(NOW):
        word.spread()
    word.mail(NOW + WAIT)
    [mail] = word.mails(to)
    return mail


def as_it_arrives(word: Word, mail: Mail) -> EmailMessage:
    words = word.words(mail)
    assert not isinstance(words, NotNeeded)
    sent = packed(word.letter(mail), mail, settings(), words["to_name"], words["headers"]).as_bytes()
    assert max(len(line) for line in sent.split(b"\r\n")) <= 998
    return message_from_bytes(sent, policy=policy.default)


@pytest.fixture
def answered(word: Word, article: Article, ada: Account, ben: Account) -> tuple[Comment, Comment]:
    with clock.stopped_at(NOW):
        said = say(ada, article, "Was anybody else there?")
        return said, say(ben, article, "I was.\n\n> by the **river**\n\nAnd then ||she left||.\n\n- one\n- two", said)


def test_a_reply_carries_their_words_in_full_and_yours_in_short(
    word: Word, ada: Account, answered: tuple[Comment, Comment]
) -> None:
    letter = word.letter(mailed(word, ada))
    name = ids.to_text(answered[1].id)
    assert letter.subject == "On “The bridge”"
    assert letter.text.startswith(
        "Ben answered you:\n\n> I was.\n>\n> > by the river\n>\n> And then [spoiler: it is on the site].\n>\n"
        "> - one\n> - two\n\n"
        "You had said:\n\n> Was anybody else there?\n\n"
    )
    assert f"Read in context:\n  http://localhost:8000/c/{name}#c{name}\n" in letter.text
    assert f"Reply:\n  http://localhost:8000/c/{name}/reply#compose\n" in letter.text
    assert "You get this because somebody answered your comment" in letter.text
    for part in (letter.text, letter.html):
        assert "she left" not in part
        for words in ("I was.", "by the river", "Was anybody else there?", "somebody answered your comment"):
            assert words in part


def test_every_address_in_it_is_ours(word: Word, article: Article, ada: Account, ben: Account) -> None:
    with clock.stopped_at(NOW):
        body = "[a](https://evil.example/a) <img src=https://evil.example/b> ![c](https://evil.example/c) @ben"
        say(ben, article, body, say(ada, article))
    html = word.letter(mailed(word, ada)).html
    reader = _Addresses()
    reader.feed(html)
    assert {address.split("/")[2] for address in reader.found} == {"localhost:8000"}
    assert "url(" not in html and "@import" not in html


class _Addresses(HTMLParser):
    """Whatever of a mail would be fetched or led to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("img", "link", "script", "iframe", "video", "object", "embed", "form")
        self.found += [
            value or "" for name, value in attrs if name in ("href", "src", "srcset", "background", "action")
        ]


def test_what_was_typed_as_markup_is_words(word: Word, article: Article, ada: Account, ben: Account) -> None:
    with clock.stopped_at(NOW):
        say(ben, article, "`<script>alert(1)</script>` {{ 7*7 }} &lt;b&gt;", say(ada, article))
    letter = word.letter(mailed(word, ada))
    assert "<script>alert(1)</script> {{ 7*7 }} <b>" in letter.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} &lt;b&gt;" in letter.html


@pytest.mark.parametrize("body", ["&" * 5_000, "ä" * 5_000, "\U0001f600" * 5_000, "a\n" * 2_500, '"' * 5_000])
def test_the_longest_comment_is_no_longer_than_mail_programs_show(
    word: Word, article: Article, ada: Account, ben: Account, body: str
) -> None:
    with clock.stopped_at(NOW):
        say(ben, article, body, say(ada, article, "<&\"'>" * 200))
    letter = word.letter(mailed(word, ada))
    assert len(letter.html.encode()) <= LARGEST_HTML


def test_headers_make_a_thread_of_it(word: Word, article: Article, ada: Account, ben: Account) -> None:
    with clock.stopped_at(NOW):
        root = say(ben, article, "It begins.")
        said = say(ada, article, "It goes on.", root)
        reply = say(ben, article, "And on.", said)
    arrived = as_it_arrives(word, mailed(word, ada))
    above, answered, this = (f"<{ids.to_text(one.id)}.comment@localhost>" for one in (root, said, reply))
    assert (arrived["Message-ID"], arrived["In-Reply-To"]) == (this, answered)
    assert arrived["References"].split() == [above, answered]
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["To"] == "Ada <ada@example.org>"
    assert arrived["Subject"] == "On “The bridge”"
    assert [part.get_content_type() for part in arrived.iter_parts()] == ["text/plain", "text/html"]
    assert [len(arrived.get_all(name, [])) for name in ("To", "Subject", "List-Id")] == [1, 1, 1]


def test_everybody_who_is_told_of_a_comment_gets_it_under_one_name(
    word: Word, article: Article, ada: Account, ben: Account, cleo: Account
) -> None:
    with clock.stopped_at(NOW):
        said = say(ada, article)
        word.spread()
        follow(Place.ARTICLE, key_of(article), cleo)
        choose(cleo, Kind.ARTICLE, Manner(inbox=True, mail=Frequency.AT_ONCE))
        say(ben, article, "Indeed.", said)
    mails = [mailed(word, ada), word.mails(cleo)[-1]]
    assert len({mail.message_id for mail in mails}) == 1
    assert len({word.letter(mail).subject for mail in mails}) == 1


def followed(person: Account, place: Place, number: int) -> Stop:
    return Stop(person.id, place=place, key=ids.to_text(number), followed=True)


STOPS = {
    Kind.REPLY: lambda person, said: Stop(person.id, kind=Kind.REPLY),
    Kind.MENTION: lambda person, said: Stop(person.id, kind=Kind.MENTION),
    Kind.THREAD: lambda person, said: followed(person, Place.THREAD, said.root_id),
    Kind.PERSON: lambda person, said: Stop(person.id, kind=Kind.PERSON),
    Kind.ARTICLE: lambda person, said: Stop(
        person.id, place=Place.ARTICLE, key=ids.to_text(said.article_id), followed=True
    ),
}


@pytest.mark.parametrize("kind", STOPS)
def test_one_click_stops_the_kind_or_the_place(
    word: Word, article: Article, ada: Account, ben: Account, cleo: Account, kind: Kind
) -> None:
    with clock.stopped_at(NOW):
        root = say(cleo, article, "It begins.") if kind != Kind.REPLY else say(ada, article, "It begins.")
        place = {Kind.THREAD: key_of(root), Kind.ARTICLE: key_of(article), Kind.PERSON: key_of(ben)}
        if kind in place:
            follow(Place(kind), place[kind], ada)
            choose(ada, kind, Manner(inbox=True, mail=Frequency.AT_ONCE))
        said = say(ben, article, "Says @ada." if kind == Kind.MENTION else "Indeed.", root)
    arrived = as_it_arrives(word, mailed(word, ada))
    address = re.fullmatch(r"<http://localhost:8000/mail/stop/([\w-]+)>", arrived["List-Unsubscribe"])
    assert address is not None
    assert read_token(address[1]) == STOPS[kind](ada, said)
    assert arrived["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(r"<[a-z0-9.-]+\.localhost>", arrived["List-Id"])


def test_a_decision_is_told_with_your_own_words(word: Word, ben: Account, sam: Account, article: Article) -> None:
    with clock.stopped_at(NOW):
        said = say(ben, article, "The best thing that I ever said.")
        decided(said, Verb.PICK, sam)
    letter = word.letter(mailed(word, ben))
    assert letter.subject == "An editor picked your comment, on “The bridge”"
    assert "The best thing that I ever said." in letter.text
    assert "Reply:" not in letter.text


def test_names_cannot_break_out_of_a_header(word: Word, article: Article, ada: Account, ben: Account) -> None:
    ada.display_name, article.title = "Ada\r\nBcc: x@evil.example", "A\nSubject: other =?utf-8?q?x?="
    db.session.flush()
    with clock.stopped_at(NOW):
        say(ben, article, "Indeed.", say(ada, article))
    arrived = as_it_arrives(word, mailed(word, ada))
    assert arrived["Bcc"] is None
    assert [len(arrived.get_all(name, [])) for name in ("To", "Subject")] == [1, 1]
    assert [address.addr_spec for address in arrived["To"].addresses] == ["ada@example.org"]
