"""Terms and house rules: every version stays to be read, and a statement names the one that held."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.errors import Conflict, Refusal
from forum.ids import to_text
from forum.moderation.log import page_of_log
from forum.moderation.models import Kind, Verb
from forum.moderation.sanction_form import SanctionForm
from forum.moderation.sanctions import impose
from forum.statements.models import Statement
from forum.statements.published import Terms, TermsKind
from forum.transparency.forms import MOST, TermsForm
from forum.transparency.publishing import publish
from forum.transparency.versions import in_force
from forum.web.jinja import day
from tests.at_once import at_once, attempt
from tests.factories import decided, say
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
ADMIN = "/moderation/terms"


def rules(words: str, by: Account) -> Terms:
    former = in_force(TermsKind.RULES)
    return publish(TermsForm(TermsKind.RULES, words, former.id if former else None), by)


def test_an_admin_publishes_and_everybody_reads(eve: Account, sam: Account, visitor: Visit) -> None:
    admin = visitor(eve)
    assert "Not published yet" in admin.get(ADMIN).text
    assert [visitor(None).get(path).status_code for path in ("/rules", "/terms")] == [404, 404]
    assert admin.post(ADMIN, kind="rules", body="## Be *kind*\n\n<script>x</script>").status_code == 303
    page = visitor(None).get("/rules")
    assert "<h2>Be <em>kind</em></h2>" in page.text
    assert "<script>x" not in page.text
    assert "Terms of use" not in page.text
    assert "published another version" in visitor(sam).get("/moderation/log").text
    entry, text = page_of_log(kind="terms")[0][0]
    assert (entry.actor_id, text and text.words) == (eve.id, {"published": "House rules"})


def test_every_version_stays_with_its_days(eve: Account, visitor: Visit) -> None:
    then = clock.now() - timedelta(days=40)
    with clock.stopped_at(then):
        first = rules("Be kind.", eve)
    second = rules("Be kinder.", eve)
    old, new, now = (
        visitor(None).get(f"/{path}").text
        for path in (f"terms/{to_text(first.id)}", f"terms/{to_text(second.id)}", "rules")
    )
    assert f"It held from {day(then)} until {day(clock.now())}." in old
    assert "Be kind." in old
    for page in (new, now):
        assert "An older version" not in page
        assert "Be kinder." in page
        assert f'href="/terms/{to_text(first.id)}"' in page
    assert visitor(None).get("/terms/0000000000000").status_code == 404


def test_a_page_that_was_kept_leads_to_them_as_soon_as_they_are_published(
    app: Flask, eve: Account, article: Article, visitor: Visit
) -> None:
    reader, path = visitor(None), f"/articles/{article.slug}"
    for who in (reader, visitor(eve)):
        assert 'href="/rules"' not in who.get(path).text
    rules("Be kind.", eve)
    for who in (reader, visitor(eve)):
        assert 'href="/rules"' in who.get(path).text
    made = app.extensions["forum.pages"].made
    rules("Be kinder.", eve)
    assert 'href="/rules"' in reader.get(path).text
    assert app.extensions["forum.pages"].made == made


def test_words_are_not_lost_when_they_are_refused_or_only_looked_at(eve: Account, sam: Account, visitor: Visit) -> None:
    admin, long = visitor(eve), "Long. " * (MOST // 6 + 1)
    refused = admin.post(ADMIN, kind="rules", body=long)
    assert (refused.status_code, long.strip() in refused.text) == (400, True)
    seen = admin.post(ADMIN, kind="rules", body="Be **kind**.", preview="1")
    assert "<strong>kind</strong>" in seen.text
    assert "Be **kind**." in seen.text
    assert in_force(TermsKind.RULES) is None
    rules("Meanwhile.", eve)
    overtaken = admin.post(ADMIN, kind="rules", body="Be kind.")
    assert (overtaken.status_code, "Be kind." in overtaken.text) == (409, True)
    current = to_text(in_force(TermsKind.RULES).id)  # type: ignore[union-attr]
    same = admin.post(ADMIN, kind="rules", body="Meanwhile.", instead_of=current)
    assert (same.status_code, "word for word" in same.text) == (400, True)
    assert admin.post(ADMIN, kind="rules", body="Two", instead_of="x").status_code == 400
    for wrong in ({"kind": "laws", "body": "x"}, {"kind": "rules", "body": " "}):
        assert admin.post(ADMIN, **wrong).status_code == 400
    assert visitor(sam).post(ADMIN, kind="rules", body="Mine.").status_code == 403


def test_a_statement_refers_to_the_rules_of_its_day(
    ada: Account, sam: Account, eve: Account, article: Article, visitor: Visit
) -> None:
    before = say(ada, article, "Before.")
    decided(before, Verb.REMOVE, sam)
    first = rules("Be kind.", eve)
    decided(say(ada, article, "Between."), Verb.REMOVE, sam)
    impose(ada, SanctionForm(Kind.WARN, "Be kind."), sam)
    rules("Be kinder.", eve)
    statements = db.session.scalars(select(Statement).order_by(Statement.id)).all()
    assert [row.terms_id for row in statements] == [None, first.id, first.id]
    page = visitor(ada).get(f"/statements/{to_text(statements[1].id)}").text
    assert f'<a href="/terms/{to_text(first.id)}">House rules as of {day(first.published_at)}</a>' in page
    assert "House rules as of" not in visitor(ada).get(f"/statements/{to_text(statements[0].id)}").text


@pytest.mark.parametrize("handle", ["terms", "rules"])
def test_nobody_is_called_like_their_addresses(ada: Account, visitor: Visit, handle: str) -> None:
    mine = visitor(ada)
    assert mine.post("/me/profile", display_name="Ada", handle=handle, bio="").status_code == 400
    assert mine.post("/me/profile", display_name="Ada", handle=f"{handle}-ada", bio="").status_code == 303


@pytest.mark.parametrize("published", [False, True])
@pytest.mark.usefixtures("article")
def test_of_two_who_publish_at_once_the_second_reads_the_first(app: Flask, eve: Account, published: bool) -> None:
    former, number = rules("Be kind.", eve).id if published else None, eve.id

    def publishes(words: str) -> int | Refusal:
        form = TermsForm(TermsKind.RULES, words, former)
        return attempt(app, lambda: publish(form, db.session.get_one(Account, number)).id)

    came = at_once(app, [partial(publishes, "Be fair."), partial(publishes, "Be nice.")])
    assert [type(each) for each in came if isinstance(each, Refusal)] == [Conflict]
    db.session.rollback()
    assert len(db.session.scalars(select(Terms.id)).all()) == 1 + published
