"""The document of the API (OpenAPI 3.1), made of what the operations declare and of nothing else."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from forum.api.asked import ID
from forum.api.explaining import explained
from forum.api.operations import Asks, Operation
from forum.api.shapes import Problem
from forum.api.tokens import NONCE
from forum.transactions import SAFE_METHODS
from forum.web.programs import JSON, PROBLEM

_ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")
_ABOUT = """
What a page of another site, or any program, may ask of the discussions here on behalf of a reader.

Who asks says who they are by a token (`Authorization: Bearer …`), and from where by `Origin`, which browsers send by
themselves: a token is good at the origin that it was made for, and what changes something is taken from the origins on
the owner's list alone. Whatever is refused comes as `application/problem+json`, whose `detail` is for people to read.
"""
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Made by the page, one for each comment: sent again under it, a comment is not said twice.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
}
_PROBLEMS: Mapping[int, str] = {
    400: "It could not be understood, or a field of it not be taken.",
    401: "A token is needed, or the one that came does not count (any more, or at this origin).",
    403: "Not allowed; or sent from a page of no site on the list.",
    404: "There is no such thing, or not for who asks.",
    409: "Changed meanwhile.",
    413: "More than is ever read.",
    415: "Only JSON is taken.",
    422: "Something else was sent under this key already.",
    429: "Too often; `Retry-After` says when there is room again.",
    503: "Busy; `Retry-After` says when to try again.",
    507: "No room left to keep it.",
}
_ALWAYS, _CHANGING = (400, 401, 503), (403, 413, 415, 507)


def describe(operations: Iterable[Operation], base_url: str, limited: Iterable[str]) -> dict[str, Any]:
    """The whole document; `limited` are the names of the operations that may be asked for too often."""
    operations, often = list(operations), frozenset(limited)
    schemas = _schemas(operations)
    queries = {model.__name__ for each in operations if (model := each.query) is not None}
    paths: dict[str, Any] = {}
    for each in operations:
        path = _ARGUMENT.sub(r"{\2}", each.path)
        paths.setdefault(path, {})[each.method.lower()] = _described(each, schemas, each.name in often)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Discussions", "version": "1", "description": _ABOUT.strip()},
        "servers": [{"url": f"{base_url}/api/v1"}],
        "paths": paths,
        "components": {
            "schemas": {name: schema for name, schema in sorted(schemas.items()) if name not in queries},
            "responses": {_spelled(status): _refused(status) for status in _PROBLEMS},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _schemas(operations: Iterable[Operation]) -> dict[str, Any]:
    """By name, of every class: those of what is taken as it is checked, those of what is given as it is written."""
    modes: dict[type[BaseModel], JsonSchemaMode] = {Problem: "validation"}
    for each in operations:
        modes |= {model: "serialization" for model in each.gives.values() if model is not None}
        modes |= {model: "validation" for model in (each.takes, each.query) if model is not None}
    models = sorted(modes.items(), key=lambda found: found[0].__name__)
    _, found = models_json_schema(models, ref_template="#/components/schemas/{model}")
    schemas: dict[str, Any] = found["$defs"]
    for name, said in explained(modes).items():
        for field, words in said.items():
            if field in schemas.get(name, {}).get("properties", {}):
                schemas[name]["properties"][field].setdefault("description", words)
    return schemas


def _described(asked: Operation, schemas: Mapping[str, Any], is_limited: bool) -> dict[str, Any]:
    summary = " ".join(asked.words.split())
    token: dict[str, list[str]] = {"token": []}
    described: dict[str, Any] = {
        "operationId": asked.name,
        "summary": summary,
        "security": [token] if asked.asks is Asks.READER else [{}, token],
        "parameters": [*_arguments(asked), *_parameters(asked, schemas), *([_KEY] if asked.by_key else [])],
        "responses": {
            **{str(status): _given(model) for status, model in asked.gives.items()},
            **{
                str(status): {"$ref": f"#/components/responses/{_spelled(status)}"}
                for status in _refusals(asked, is_limited)
            },
        },
    }
    if asked.takes is not None:
        described["requestBody"] = {"required": True, "content": {JSON: {"schema": _named(asked.takes)}}}
    return described


def _refusals(asked: Operation, is_limited: bool) -> list[int]:
    changing = () if asked.method in SAFE_METHODS else _CHANGING
    return sorted({*_ALWAYS, *changing, *asked.refuses, *([429] if is_limited else [])})


def _arguments(asked: Operation) -> list[dict[str, Any]]:
    patterns = {"nonce": f"^{NONCE.pattern}$", "handle": "^[^/]+$"}
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "pattern": ID if kind == "id" else patterns[name]},
        }
        for kind, name in _ARGUMENT.findall(asked.path)
    ]


def _parameters(asked: Operation, schemas: Mapping[str, Any]) -> list[dict[str, Any]]:
    if asked.query is None:
        return []
    wanted = schemas[asked.query.__name__]
    return [
        {
            "name": name,
            "in": "query",
            "required": name in wanted.get("required", ()),
            "description": schema.get("description", ""),
            "schema": _without_null(schema),
        }
        for name, schema in wanted["properties"].items()
    ]


def _without_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    """An address says nothing by leaving a parameter out, never by a null."""
    kept = {name: value for name, value in schema.items() if name not in ("anyOf", "default", "title", "description")}
    some: Mapping[str, Any] = next((each for each in schema.get("anyOf", ()) if each.get("type") != "null"), {})
    return {**kept, **some} | ({"default": schema["default"]} if schema.get("default") is not None else {})


def _given(model: type[BaseModel] | None) -> dict[str, Any]:
    if model is None:
        return {"description": "Done."}
    return {
        "description": " ".join((model.__doc__ or "").split()),
        "content": {JSON: {"schema": _named(model)}},
    }


def _refused(status: int) -> dict[str, Any]:
    return {"description": _PROBLEMS[status], "content": {PROBLEM: {"schema": _named(Problem)}}}


def _spelled(status: int) -> str:
    return f"Problem{status}"


def _named(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}
