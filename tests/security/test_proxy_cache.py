"""S57: with a cache in front, by the configuration that owners are given, nobody gets what is not for them."""

import time
from collections.abc import Iterator

import pytest
from werkzeug.http import parse_cache_control_header

from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.discussion.models import Comment
from forum.discussion.queries import comment_to_change
from forum.ids import to_text
from forum.moderation.models import Verb
from tests.browser.newsroom import Newsroom, newsroom, page_of, path_of
from tests.factories import an_article, decided, person, say
from tests.security.proxy import Answer, asked, nginx_before

WAYS = ("br", "gzip", "identity")
CANARY = "The canary sang of everything"


class Town:
    """The site, nginx in front of it, two who are signed in, and somebody's comment."""

    def __init__(self, site: Newsroom, address: str) -> None:
        self.site, self.address = site, address
        with site.behind():
            self.zelda, self.yann = person("zelda"), person("yann")
            self.mona = person("mona", Role.MODERATOR)
            self.article: Article = an_article("the-bridge")
            self.comment: Comment = say(person("otto"), self.article, CANARY)
            self.reply: Comment = say(person("nils"), self.article, "Did it?", self.comment)
        self.name = to_text(self.comment.id)

    def public(self) -> list[str]:
        """Every address at which the comment is."""
        page = page_of(self.comment.id)
        article = path_of(self.article)
        return [
            *("/", article, f"{article}?sort=newest", f"{article}?show={self.name}", page, f"{page}/history"),
            *("/people/otto", f"{article}/live", "/counts?of=the-bridge"),
        ]

    def ask(self, path: str, by: Account | None = None, **headers: str) -> Answer:
        cookie = {"Cookie": f"ads=7; forum={self.site.cookie_of(by)}"} if by else {}
        return asked(self.address, path, **{"Accept_Encoding": "br", **cookie, **headers})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Newsroom, str]]:
    folder = tmp_path_factory.mktemp("behind")
    with newsroom(folder, FORUM_PROXIES="127.0.0.1,::1") as running, nginx_before(running.address) as address:
        yield running, address


@pytest.fixture
def town(site: tuple[Newsroom, str]) -> Iterator[Town]:
    running, address = site
    # What the test before has left in the cache is good until the end of its second.
    to_the_next_second()
    yield Town(running, address)
    running.empty()


def to_the_next_second() -> None:
    time.sleep(1 - time.time() % 1)


def early_in_a_second() -> None:
    """What is asked for twice now is asked for within one."""
    if time.time() % 1 > 0.5:
        to_the_next_second()


def test_s57_nobody_gets_the_page_of_another(town: Town) -> None:
    path = path_of(town.article)
    viewers = (town.zelda, None, town.yann, None, town.mona, town.zelda, None)
    everybodys = set()
    for viewer in viewers * 3:
        answer = town.ask(path, by=viewer)
        assert answer.status == 200
        present = [one.display_name for one in (town.zelda, town.yann, town.mona) if one.display_name in answer.text]
        assert present == ([viewer.display_name] if viewer else [])
        if viewer is None:
            everybodys.add(answer.body)
    assert len(everybodys) == 1


def test_s57_what_is_answered_in_a_session_is_never_kept(town: Town) -> None:
    for path in [*town.public(), "/sign-in", f"{page_of(town.comment.id)}/reply", "/articles/no-such-article"]:
        for _ in range(2):
            answer = town.ask(path, by=town.zelda)
            assert answer.headers["X-Cache"] == "BYPASS"
            control = parse_cache_control_header(answer.headers["Cache-Control"])
            assert control.no_store or path.split("?")[0].endswith(("/live", "/counts"))
        # Nothing of it lies there for whoever comes next.
        assert town.ask(path).headers["X-Cache"] != "HIT"


def test_s57_what_is_not_shared_is_not_kept_for_who_is_signed_out_either(town: Town) -> None:
    for path in ("/sign-in", "/register", "/articles/no-such-article", "/healthz", f"{path_of(town.article)}?draft=x"):
        assert {town.ask(path).headers["X-Cache"] for _ in range(2)} == {"MISS"}


def test_s57_everybody_who_is_signed_out_gets_the_shared_page_from_the_cache_within_the_second(town: Town) -> None:
    for path in town.public():
        early_in_a_second()
        first = town.ask(path, Cookie="ads=1", Accept_Language="de", User_Agent="first")
        again = town.ask(path, Cookie="ads=2", Accept_Language="fr", User_Agent="again")
        assert (first.status, again.status) == (200, 200)
        assert first.headers["X-Cache"] != "HIT"
        assert again.headers["X-Cache"] == "HIT"
        assert again.body == first.body
        assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("way", WAYS)
def test_s57_each_gets_it_packed_as_they_take_it(town: Town, way: str) -> None:
    path = path_of(town.article)
    for other in (*WAYS, way, way):
        answer = town.ask(path, Accept_Encoding=other)
        assert answer.headers.get("Content-Encoding", "identity") == other
        assert CANARY in answer.text
    choosy = town.ask(path, Accept_Encoding="br;q=0, gzip")
    assert choosy.headers["Content-Encoding"] == "gzip"
    assert town.ask(path, Accept_Encoding="gzip;q=1.0, br;q=0.5").headers["Content-Encoding"] == "br"


def test_s57_who_has_the_page_is_told_so_by_the_cache_and_by_us(town: Town) -> None:
    tags = {}
    for path in town.public():
        early_in_a_second()
        tags[path] = tag = town.ask(path).headers["ETag"]
        assert not tag.startswith("W/")
        kept = town.ask(path, If_None_Match=tag)
        assert (kept.status, kept.body, kept.headers["X-Cache"]) == (304, b"", "HIT")
    to_the_next_second()
    for path, tag in tags.items():
        later = town.ask(path, If_None_Match=tag)
        assert (later.status, later.body, later.headers["X-Cache"]) == (304, b"", "REVALIDATED")
        assert town.ask(path, If_None_Match='"another"').status == 200
        head = asked(town.address, path, "HEAD", Accept_Encoding="br")
        assert (head.status, head.body, head.headers["ETag"]) == (200, b"", tag)


def test_s57_what_a_moderator_removes_is_nowhere_a_second_later(town: Town) -> None:
    for way in WAYS:
        for path in town.public():
            assert town.ask(path, Accept_Encoding=way).status == 200
    assert CANARY in town.ask(path_of(town.article)).text
    assert CANARY in town.ask("/people/otto").text
    with town.site.behind(town.mona):
        for comment_id in (town.reply.id, town.comment.id):
            decided(comment_to_change(comment_id, town.mona), Verb.REMOVE, town.mona)
    time.sleep(1)
    for way in WAYS:
        for path in town.public():
            answer = town.ask(path, Accept_Encoding=way)
            assert CANARY not in answer.text, path
            assert answer.status == (404 if path.startswith("/c/") else 200)
        assert town.name not in town.ask(f"{path_of(town.article)}/live", Accept_Encoding=way).text
        assert town.ask("/counts?of=the-bridge", Accept_Encoding=way).text == '{"the-bridge":0}'
