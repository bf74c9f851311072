"""forum markup rerender."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.articles.queries import article_or_404
from forum.articles.registry import add_article
from forum.cli import markup
from forum.config import Hold
from forum.db import db
from forum.discussion.deleting import delete_comment, erase_deleted
from forum.discussion.editing import edit_comment
from forum.discussion.models import Comment, Revision
from forum.discussion.permissions import UNDO
from forum.markup.render import RENDER_VERSION
from forum.statements.published import Terms, TermsKind
from forum.transparency.forms import TermsForm
from forum.transparency.publishing import publish
from tests.cli.conftest import Forum
from tests.factories import an_article, say

STALE = "<p>as an older renderer had it</p>"


def age(row: Article | Comment | Revision | Terms) -> None:
    row.body_html, row.render_version = STALE, RENDER_VERSION - 1


def test_what_an_older_renderer_made_is_made_again(
    forum_here: Forum, ada: Account, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markup, "BATCH", 2)
    comments = [say(ada, article, f"**{number}**") for number in range(5)]
    for comment in comments[:4]:
        age(comment)
    before = article.version
    rendered = forum_here("markup", "rerender")
    assert rendered.exit_code == 0, rendered.output
    assert "4 texts rendered." in rendered.stderr
    assert [comment.body_html for comment in comments] == [f"<p><strong>{n}</strong></p>\n" for n in range(5)]
    assert article.version > before
    assert "0 texts rendered." in forum_here("markup", "rerender").stderr


def test_articles_are_rendered_as_what_they_are(forum_here: Forum) -> None:
    add_article("# Markdown\n\nIt was *said*:\n\n## Later\n", "markdown.md")
    add_article("Printed\n\nIt was *said*:\n\n“I was there.”\n", "printed.txt")
    articles = [article_or_404("markdown"), article_or_404("printed")]
    fresh = [article.body_html for article in articles]
    for article in articles:
        age(article)
    forum_here("markup", "rerender")
    assert [article.body_html for article in articles] == fresh
    assert "<em>" in fresh[0]
    assert "<blockquote>" in fresh[1]


def test_a_deleted_comment_stays_empty(forum_here: Forum, ada: Account, article: Article) -> None:
    comment = say(ada, article)
    with clock.stopped_at(clock.now() - 2 * UNDO):
        delete_comment(comment, by=ada)
    erase_deleted()
    forum_here("markup", "rerender", "--all")
    assert comment.body_html == ""


def test_all_renders_also_what_is_up_to_date_and_leaves_other_articles_alone(
    forum_here: Forum, ada: Account, article: Article
) -> None:
    quiet = an_article("the-tunnel")
    comment = say(ada, article, "*Yes.*")
    comment.body_html = STALE
    before = quiet.version
    assert "0 texts" in forum_here("markup", "rerender").stderr
    assert "1 texts" in forum_here("markup", "rerender", "--all").stderr
    assert comment.body_html == "<p><em>Yes.</em></p>\n"
    assert quiet.version == before


def test_a_run_that_was_stopped_is_gone_on_with(
    forum_here: Forum, ada: Account, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markup, "BATCH", 2)
    comments = [say(ada, article, f"**{number}**") for number in range(5)]
    db.session.commit()
    markup.forget()
    for _ in zip(range(1), markup.batches(), strict=False):
        db.session.commit()
    db.session.rollback()
    assert "3 texts rendered." in forum_here("markup", "rerender").stderr
    assert all(comment.render_version == RENDER_VERSION for comment in comments)


def test_the_history_of_a_comment_is_rendered_with_it(forum_here: Forum, ada: Account, article: Article) -> None:
    comment = say(ada, article, "*Yes.*")
    with clock.stopped_at(clock.now() + timedelta(hours=1)):
        edit_comment(comment, "*No.*", by=ada, site_holds=Hold.OPEN)
    revision = db.session.scalars(select(Revision)).one()
    age(revision)
    age(comment)
    forum_here("markup", "rerender")
    assert revision.body_html == "<p><em>Yes.</em></p>\n"


def test_terms_and_house_rules_are_rendered_as_they_were_published(forum_here: Forum, eve: Account) -> None:
    rules = publish(TermsForm(TermsKind.RULES, "## Be kind\n\nTo *everybody*.", None), eve)
    fresh = rules.body_html
    age(rules)
    assert "1 texts rendered." in forum_here("markup", "rerender").stderr
    assert (rules.body_html, rules.render_version) == (fresh, RENDER_VERSION)
