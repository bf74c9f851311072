"""The site that this request is for: its settings and its own address."""

from urllib.parse import urlsplit

from flask import current_app, request

from forum.config import Settings
from forum.hosts import is_loopback


def settings() -> Settings:
    """The settings that the application was made with."""
    found = current_app.extensions["forum.settings"]
    assert isinstance(found, Settings)  # noqa: S101
    return found


def host_is_ours() -> bool:
    """Whether the Host header names this site; for a site on loopback any loopback name and port will do."""
    if settings().on_loopback:
        return is_loopback(hostname(f"//{request.host}"))
    return request.host == urlsplit(settings().base_url).netloc


def origin_is_ours(origin: str) -> bool:
    """Whether `origin`, as a browser sends it, is this site itself."""
    return origin == own_origin()


def own_origin() -> str:
    """The origin of our pages, as the reader's browser has it."""
    return f"http://{request.host}" if settings().on_loopback else settings().base_url


def absolute(path: str) -> str:
    """The full address of `path`, by the configured base: a Host header never writes an address."""
    return settings().base_url + path


def hostname(address: str) -> str | None:
    """The host in `address`; None when it is no address."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def words_of_addresses() -> set[str]:
    """With what the addresses of this site begin: nobody shall be called so."""
    return {rule.rule.split("/")[1] for rule in current_app.url_map.iter_rules()} - {""}
