"""What each address takes and gives, as its route declares it: what is checked, and what the document says, are one."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from pydantic import BaseModel, RootModel, TypeAdapter, ValidationError
from pydantic_core import from_json

from forum.errors import Invalid
from forum.web.limits import require_text


class Asks(Enum):
    """Who may ask."""

    ANYBODY = "anybody"  # a token is looked at when there is one
    READER = "reader"  # signed in, by a token


@dataclass(frozen=True)
class Operation:
    """One method of one address; `gives` holds by status what is answered, the usual one first."""

    name: str
    method: str
    path: str
    words: str
    asks: Asks
    gives: Mapping[int, type[BaseModel] | None]
    takes: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    refuses: tuple[int, ...] = ()
    by_key: bool = False  # it may be sent twice under one Idempotency-Key

    @property
    def status(self) -> int:
        return next(iter(self.gives))

    @cached_property
    def body(self) -> TypeAdapter[BaseModel]:
        assert self.takes is not None, "it takes no body"  # noqa: S101
        return TypeAdapter(self.takes)

    @cached_property
    def is_of_shapes(self) -> bool:
        """Whether the body has one of several, which a word in it names: what is wrong is then said as of that one."""
        assert self.takes is not None, "it takes no body"  # noqa: S101
        return issubclass(self.takes, RootModel) and self.takes.model_fields["root"].discriminator is not None


def parse_json(operation: Operation, sent: bytes) -> BaseModel:
    """The body as its class. Invalid says what is wrong with it, Unreadable when it holds what is no text."""
    try:
        found = from_json(sent, allow_inf_nan=False)
    except ValueError:
        raise Invalid("That is not JSON. Send one object, in UTF-8.") from None
    _require_texts(found)
    return _parsed(operation.body, found, passed_over=1 if operation.is_of_shapes else 0)


def parse_query(wanted: type[BaseModel], given: Mapping[str, list[str]]) -> BaseModel:
    """The parameters that the operation knows; whatever else stands in the address is left out."""
    fields = wanted.model_fields
    lists = {name for name, field in fields.items() if field.annotation == list[str]}
    known = {name: values if name in lists else values[0] for name, values in given.items() if name in fields}
    return _parsed(TypeAdapter(wanted), known)


def _parsed(adapter: TypeAdapter[BaseModel], found: object, passed_over: int = 0) -> BaseModel:
    """Of the way to what is wrong so many steps are none that the sender took."""
    try:
        return adapter.validate_python(found)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"][passed_over:] if not isinstance(part, int))
        raise Invalid(f"{field or 'The request'}: {first['msg']}.", field or None) from None


def _require_texts(found: object) -> None:
    """What JSON writes as an escape is no more text than if it stood there itself."""
    waiting: list[Any] = [found]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            require_text(value.encode("utf-8", "surrogatepass"))
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += [*value.keys(), *value.values()]
