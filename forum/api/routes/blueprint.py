"""The blueprint on which the modules beside this one hang their operations; each is declared once (`operation`)."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, current_app, request
from pydantic import BaseModel

from forum.api.operations import Asks, Operation, parse_json, parse_query
from forum.api.routes.asking import asker, reader
from forum.web.programs import JSON

bp = Blueprint("api", __name__, url_prefix="/api/v1")
# In the order in which they were declared, as the document lists them.
OPERATIONS: dict[str, Operation] = {}

# What an operation answers: the shape of its usual status, nothing, or another status with its own shape.
Answer = BaseModel | None | tuple[BaseModel | None, int]
Route = Callable[..., Answer]


def operation(
    method: str, path: str, gives: Mapping[int, type[BaseModel] | None], asks: Asks = Asks.ANYBODY, **facts: Any
) -> Callable[[Route], Route]:
    """Declare an operation; the route is called with what stands in its path, and with `body` and `query` if it has
    them.
    """

    def declare(route: Route) -> Route:
        declared = Operation(route.__name__, method, path, route.__doc__ or "", asks, gives, **facts)
        OPERATIONS[declared.name] = declared
        bp.add_url_rule(path, declared.name, lambda **names: _answered(declared, route, names), methods=[method])
        return route

    return declare


def _answered(asked: Operation, route: Route, words: dict[str, Any]) -> Response:
    # A token that does not count is refused wherever it comes along: whoever sends it takes themselves for somebody.
    reader() if asked.asks is Asks.READER else asker()
    if asked.query is not None:
        words["query"] = parse_query(asked.query, request.args.to_dict(flat=False))
    if asked.takes is not None:
        words["body"] = parse_json(asked, request.get_data())
    answer = route(**words)
    shape, status = answer if isinstance(answer, tuple) else (answer, asked.status)
    assert isinstance(shape, asked.gives[status] or type(None)), "it answers what its document does not say"  # noqa: S101
    if shape is None:
        return Response(status=status)
    return current_app.response_class(shape.model_dump_json(), status, content_type=JSON)
