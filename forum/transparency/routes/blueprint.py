"""The blueprint on which the modules beside this one hang their routes, and what its templates may ask."""

from typing import Any

from flask import Blueprint

from forum.statements.published import NAMES
from forum.transparency.versions import published_kinds

bp = Blueprint("transparency", __name__)


@bp.app_context_processor
def _template_words() -> dict[str, Any]:
    return {"published_texts": lambda: {kind: NAMES[kind] for kind in published_kinds()}}
