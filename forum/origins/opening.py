"""Which article's discussion a page of another site means; and giving it one, when somebody first says something.

*Why by what the page says.* The page is never fetched for it: it may need a subscription, and a reader's visit shall
not make this site call anybody. So a title can be made up, by whoever could also write a comment; it stands in no list
before a comment can be read under it (`articles.models.is_listed`), and the address cannot be on any site but a listed
one. And a reader never gives a key to an article that is there already, nor one that is another site's: with a false
one they could part the true page from what is said under it.
"""

from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from forum import clock
from forum.articles.canonical import LONGEST_SLUG, canonical_url, slug_of
from forum.articles.models import Article, Openness
from forum.db import db
from forum.errors import YES, Conflict, require
from forum.ids import new_id, to_text
from forum.markup.render import RENDER_VERSION
from forum.origins.addresses import origin_of
from forum.origins.listing import listed, listed_origins
from forum.origins.models import Origin
from forum.origins.naming import parse_key, title_of
from forum.origins.permissions import may_open_on
from forum.web.site import origin_is_ours

# What tells apart articles of one title in our addresses.
TAIL = 6


def find_article(key: str | None, url: str | None) -> Article | None:
    """By the site's own key, else by the page's address; Invalid when one of them cannot be read.

    Of two articles with different keys neither is the other, so several can be discussed on one page.
    """
    key, url = parse_key(key), canonical_url(url) if url else None
    if key is not None and (by_key := _found(Article.key == key)):
        return by_key
    by_url = _found(Article.url == url) if url is not None else None
    return by_url if by_url and (key is None or by_url.key is None) else None


def open_article(origin: str, url: str, key: str | None, title: str | None) -> Article:
    """The article that a page on `origin` means, made when there is none. Nothing is fetched.

    Forbidden when `origin` is not listed (our own needs no listing); and for an article that is not there yet, when
    the address is on no listed site or one of the two sites opens none. Invalid for an unreadable address or key.
    """
    asking, is_ours = listed(origin), origin_is_ours(origin)
    require(YES if is_ours or asking else may_open_on(None))
    found = find_article(key, url)
    if found is not None:
        return found
    require(YES if is_ours else may_open_on(asking))
    home = listed(origin_of(url))
    require(may_open_on(home))
    stance = home.stance if home else None
    return _open(_own_key(parse_key(key), asking, home), canonical_url(url), title, stance or Openness.OPEN)


def _own_key(key: str | None, asking: Origin | None, home: Origin | None) -> str | None:
    """The key, where a page of the article's own site gives it and it is not another site's.

    Keys can be guessed: `www.example.org:18` is that site's next post. Whoever opened it elsewhere in advance would
    give that post their own title, and the stance of the other site.
    """
    if key is None or asking is None or asking is not home:
        return None
    others = (urlsplit(origin).netloc for origin in listed_origins() if origin != home.origin)
    return None if key.startswith(tuple(f"{other}:" for other in others)) else key


def _open(key: str | None, url: str, given: str | None, state: Openness) -> Article:
    title = title_of(given, url)
    number = new_id()
    article = Article(
        id=number,
        slug=_free_slug(title, number),
        key=key,
        # The address may belong to another article on the same page already.
        url=None if _found(Article.url == url) else url,
        title=title,
        listed_on=clock.now().date(),
        state=state,
        created_at=clock.now(),
        render_version=RENDER_VERSION,
        opened_by_page=True,
    )
    article.section = None
    try:
        with db.session.begin_nested():
            db.session.add(article)
    except IntegrityError:
        # Another reader was the first, at the same moment.
        found = find_article(key, url)
        if found is None:
            raise Conflict("Another discussion was opened at the same moment. Send it again.") from None
        return found
    return article


def _free_slug(title: str, number: int) -> str:
    slug = slug_of(title)
    if db.session.scalar(select(Article.id).where(Article.slug == slug)) is None:
        return slug
    return f"{slug[: LONGEST_SLUG - TAIL - 1].rstrip('-')}-{to_text(number)[-TAIL:]}"


def _found(condition: ColumnElement[bool]) -> Article | None:
    return db.session.scalar(select(Article).options(joinedload(Article.section)).where(condition))
