"""What an admin sends about a webhook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forum.errors import Invalid
from forum.webhooks.names import EVENTS, Format


@dataclass(frozen=True)
class WebhookForm:
    """A webhook as it is to be. Without an address it keeps the one that it has."""

    url: str
    format: Format
    events: tuple[str, ...]

    @classmethod
    def parse(cls, form: Mapping[str, str], events: Sequence[str]) -> "WebhookForm":
        chosen = form.get("format", "")
        if chosen not in set(Format):
            raise Invalid("Choose what is sent: JSON or a text for Slack.", "format")
        wanted = tuple(name for name in EVENTS if name in events)
        if not wanted or len(wanted) != len(set(events)):
            raise Invalid("Choose at least one of the events below.", "events")
        return cls(form.get("url", "").strip(), Format(chosen), wanted)
