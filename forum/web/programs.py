"""What programs ask, at addresses of their own: whatever happens there is answered in JSON, never with a page.

A problem is told as RFC 9457 has it: `title` names the kind, `detail` is the sentence that the person at the other end
is to read, `field` what of the request it is about, `reference` what ties a fault of ours to the log.
"""

import json

from flask import Response, request

from forum.web.titles import title_of

PREFIX = "/api/"
PROBLEM = "application/problem+json"
JSON = "application/json"


def asks_program() -> bool:
    """Whether the request under way is a program's."""
    return request.path.startswith(PREFIX)


def problem(status: int, detail: str, field: str | None = None, reference: str = "", title: str = "") -> Response:
    members = {
        "title": title or title_of(status),
        "status": status,
        "detail": detail,
        "field": field,
        "reference": reference,
    }
    told = {name: value for name, value in members.items() if value}
    return Response(json.dumps(told), status, content_type=PROBLEM)
