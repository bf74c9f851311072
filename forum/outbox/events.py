"""What an event is: a frozen dataclass in the past tense that carries ids and plain facts."""

from dataclasses import asdict, dataclass
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")
EVENTS: dict[str, type[Any]] = {}


@dataclass_transform(frozen_default=True)
def event(cls: type[T]) -> type[T]:
    """Make the class a frozen dataclass, known by its name: a renamed one would not be known in rows that wait."""
    frozen = dataclass(frozen=True)(cls)
    EVENTS[cls.__name__] = frozen
    return frozen


def payload_of(happened: Any) -> dict[str, Any]:
    return asdict(happened)


def revived(name: str, payload: dict[str, Any]) -> Any:
    """The event as it was recorded. LookupError for one that this version does not know."""
    try:
        return EVENTS[name](**payload)
    except (KeyError, TypeError):
        raise LookupError(f"this version knows no event {name} with {', '.join(sorted(payload))}") from None
