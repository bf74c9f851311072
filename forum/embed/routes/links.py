"""Addresses as they stand on pages of other sites: whole, or they would lead into that site."""

from typing import Any

from flask import url_for

from forum.web.site import own_origin


def whole(endpoint: str, **values: Any) -> str:
    """What `url_for` gives, with this site before it. For a page that is shared: kept for each host by itself."""
    return own_origin() + url_for(endpoint, **values)
