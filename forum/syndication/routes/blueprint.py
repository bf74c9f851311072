"""The blueprint on which the modules beside this one hang their routes, and what templates may ask."""

from typing import Any

from flask import Blueprint

from forum.syndication.feeds import title_of_article, title_of_person, title_of_section, title_of_site
from forum.syndication.keys import replies_address
from forum.syndication.linked_data import posting

bp = Blueprint("syndication", __name__)


@bp.app_context_processor
def _template_words() -> dict[str, Any]:
    return {
        "linked_data": posting,
        "replies_address": replies_address,
        "feed_titles": {
            "article": title_of_article,
            "section": title_of_section,
            "site": title_of_site,
            "person": title_of_person,
        },
    }
