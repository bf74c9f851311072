"""What import-linter cannot hold. Each test names the places that break its rule."""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest

from forum.assets import STATIC, TEMPLATES
from forum.config import Settings
from forum.handlers import HANDLERS

ROOT = Path(__file__).parent.parent
CODE = sorted((ROOT / "forum").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
WRITTEN_ONCE = ROOT / "forum" / "migrations" / "versions"  # a step is never touched again, however long
PAGES = sorted(TEMPLATES.rglob("*.html"))
MAIL = TEMPLATES / "mail" / "layout.html"  # no policy and no file of ours reaches a reader of mail
SCRIPTS = sorted(STATIC.rglob("*.js"))
# Over 200 lines is a question, under 190 the aim.
LONGEST_FILE, LONGEST_FUNCTION = 300, 40

DATA = r' type="application/ld\+json">\{\{ [\w(), ]+\|tojson \}\}</script>'

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def found(paths: list[Path], breaks: Callable[[ast.AST], bool]) -> list[str]:
    """The places, as file:line, whose syntax breaks a rule."""
    nodes = ((path, node) for path in paths for node in ast.walk(tree_of(path)) if breaks(node))
    return [f"{name_of(path)}:{getattr(node, 'lineno', 0)}" for path, node in nodes]


def said(paths: list[Path], pattern: str) -> list[str]:
    """The places, as file:line, whose text has the pattern; a tag may go on for lines."""
    texts = ((path, path.read_text(encoding="utf-8")) for path in paths)
    return [
        f"{name_of(path)}:{text.count(chr(10), 0, match.start()) + 1}"
        for path, text in texts
        for match in re.finditer(pattern, text, re.IGNORECASE)
    ]


def short_calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the last word of what is called: `execute` of `db.session.execute(…)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            yield called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", ""), node


def test_no_file_is_longer_than_a_reader_holds_in_mind() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in CODE + TESTS + PAGES}
    written_once = name_of(WRITTEN_ONCE)
    assert [name for name, n in lengths.items() if n > LONGEST_FILE and not name.startswith(written_once)] == []


def test_no_function_is_longer_than_a_screen() -> None:
    paths = [path for path in CODE + TESTS if path.parent != WRITTEN_ONCE]
    assert found(paths, _too_long) == []


def _too_long(node: ast.AST) -> bool:
    return isinstance(node, Function) and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION


def test_only_the_edges_commit() -> None:
    """One request, one transaction: a verb that commits could not be part of another."""
    committing = {name_of(path) for path in CODE for name, _ in short_calls(tree_of(path)) if name == "commit"}
    edges = re.compile(r"forum/(\w+/routes(\.py|/\w+\.py)|cli/\w+\.py|outbox/dispatch\.py)")  # dispatch: the worker's
    assert sorted(name for name in committing if not edges.fullmatch(name)) == []


def test_html_enters_a_page_unescaped_through_one_door() -> None:
    marking = [place for place in found(CODE, _marks_as_safe) if not place.startswith("forum/web/jinja.py:")]
    assert marking == []
    assert len([place for place in found(CODE, _calls_markup) if place.startswith("forum/web/jinja.py:")]) == 1
    assert said(PAGES, r"\|\s*safe\b|autoescape|Markup\(") == []
    assert said(SCRIPTS, r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc|setHTMLUnsafe") == []


def _calls_markup(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Markup"


def _marks_as_safe(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom) and node.module in ("markupsafe", "flask", "jinja2"):
        return any(alias.name == "Markup" for alias in node.names)
    imports = isinstance(node, ast.Import) and any(name.name == "markupsafe" for name in node.names)
    return imports or _calls_markup(node)


# What a statement is sent with; `text` makes one of a string.
SENDING = {"text", "execute", "executemany", "executescript", "exec_driver_sql", "scalar", "scalars", "literal_column"}
# Where a string is built into SQL nonetheless, and why no reader's word can be in it.
BUILT: Mapping[str, str] = {
    "forum/transactions.py": "a PRAGMA takes no parameters; numbers and constants of ours",
}


def test_sql_is_never_built_of_strings() -> None:
    """S53. Values are bound; the rest is SQLAlchemy's expressions or one constant string."""
    building = [
        f"{name_of(path)}:{call.lineno}"
        for path in CODE
        for name, call in short_calls(tree_of(path))
        if name in SENDING and call.args and _is_built(call.args[0])
    ]
    assert [place for place in building if place.partition(":")[0] not in BUILT] == []
    assert {place.partition(":")[0] for place in building} == BUILT.keys(), "an exception that nothing needs any more"


def _is_built(argument: ast.expr) -> bool:
    if isinstance(argument, ast.Call):
        return isinstance(argument.func, ast.Attribute) and argument.func.attr in ("format", "join", "replace")
    if isinstance(argument, ast.BinOp):
        return isinstance(argument.op, ast.Add | ast.Mod)
    return isinstance(argument, ast.JoinedStr) and any(isinstance(n, ast.FormattedValue) for n in argument.values)


@pytest.mark.parametrize("argument", ['f"{x}"', '"a" + x', '"a %s" % x', '"{}".format(x)', '", ".join(x)'])
def test_the_rule_about_sql_sees_every_way_to_build_a_string(argument: str) -> None:
    assert next(_is_built(call.args[0]) for _, call in short_calls(ast.parse(f"execute({argument})")))


def test_every_setting_is_described_and_nowhere_otherwise() -> None:
    readme, settings = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/settings.md"))
    assert [field.name for field in fields(Settings) if f"`FORUM_{field.name.upper()}" not in settings] == []
    assert [row for row in readme.splitlines() if row.startswith("| `FORUM_") and row not in settings] == []


def test_every_module_is_named_for_what_it_does() -> None:
    nameless = re.compile(r"(utils?|helpers?|services?|managers?|misc|common)\.py")
    assert [name_of(path) for path in CODE + TESTS if nameless.fullmatch(path.name)] == []


def test_nothing_is_imported_inside_a_function() -> None:
    assert found(CODE, _imports_inside) == []


def _imports_inside(node: ast.AST) -> bool:
    if not isinstance(node, Function):
        return False
    return any(isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(node))


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("an inline style", r"\sstyle\s*="),
        ("a style element", r"<style\b"),
        # Data is none: no browser runs it, and `tojson` lets no word in it end it.
        ("an inline script", rf"<script\b(?!{DATA})(?![^>]*\ssrc=)"),
        ("an inline handler", r"<[^>]*\son[a-z]+\s*="),
        ("an address of script", r"javascript:"),
        ("anything of another site", r"(src|href|action)=[\"']?(https?:)?//"),
    ],
)
def test_no_page_holds_what_its_policy_forbids(what: str, pattern: str) -> None:
    pages = [page for page in PAGES if page != MAIL or what != "a style element"]
    assert said(pages, pattern) == [], what


def test_every_event_is_a_key_of_the_table_of_handlers() -> None:
    """What nobody follows up would be set aside, an hour later and on a real site."""
    decorated = re.compile(r"^@event\nclass (\w+)", re.MULTILINE)
    events = {name for path in CODE for name in decorated.findall(path.read_text(encoding="utf-8"))}
    assert {kind.__name__ for kind in HANDLERS} == events
