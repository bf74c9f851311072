"""The document that describes all of it."""

import json
from functools import cache

from flask import Response

from forum.api.describing import describe
from forum.api.routes.blueprint import OPERATIONS, bp
from forum.web.actions import BY_ENDPOINT
from forum.web.programs import JSON
from forum.web.site import settings


@bp.get("/openapi.json")
def document() -> Response:
    """As every program reads it, whoever asks."""
    response = Response(_written(settings().base_url), content_type=JSON)
    response.headers["Cache-Control"] = "no-cache"
    return response


@cache
def _written(base_url: str) -> str:
    """Of one site it never changes while it runs."""
    limited = [name for name in OPERATIONS if f"{bp.name}.{name}" in BY_ENDPOINT]
    return json.dumps(describe(OPERATIONS.values(), base_url, limited))
