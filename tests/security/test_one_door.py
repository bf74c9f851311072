"""S32: one function makes HTML of what readers wrote, and one filter lets it into a page (see also the house rules)."""

import re
from pathlib import Path

import forum
from forum.assets import TEMPLATES

PACKAGE = Path(next(iter(forum.__path__)))
# Who may call it: the one wording of comments, rendering all of them again, and the style guide's own words. Articles
# are the staff's, as are terms and house rules.
CALLERS = {
    "to_html": {
        "markup/render.py",
        "discussion/wording.py",
        "cli/markup.py",
        "styleguide/cast.py",
        "styleguide/boxes.py",
    },
    "article_html": {
        "markup/render.py",
        "articles/registry.py",
        "cli/markup.py",
        "transparency/publishing.py",
        "transparency/routes/terms.py",
    },
    "text_html": {"markup/render.py", "articles/registry.py", "cli/markup.py"},
}
# What markup has made and a row has kept, or a preview of it.
RENDERED = {
    "comment.body_html",
    "comment.parent.body_html",
    "again.comment.body_html",
    "again.comment.parent.body_html",
    "case.comment.body_html",
    "version.body_html",
    "item.words",
    "revision.body_html",
    "article.body_html",
    "preview",
}


def test_s32_only_its_callers_make_html() -> None:
    for name, callers in CALLERS.items():
        found = {
            str(path.relative_to(PACKAGE))
            for path in PACKAGE.rglob("*.py")
            if re.search(rf"\b{name}\(", path.read_text("utf-8"))
        }
        assert found <= callers, name


def test_s32_templates_let_in_only_what_was_rendered() -> None:
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text("utf-8")
        assert set(re.findall(r"([\w.]+)\s*\|\s*rendered", text)) <= RENDERED, path
        assert not re.search(r"\s[\w-]+=\{\{", text), f"{path}: an attribute without quotation marks"
