"""Frozen values to JSON and back, the same way for every keeper."""

from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")

_adapters: dict[type, TypeAdapter[Any]] = {}
"""Built once a kind: building one takes longer than a thousand uses."""


def to_json(value: object) -> bytes:
    """Write a frozen value as JSON in UTF-8."""
    return _adapter(type(value)).dump_json(value)


def from_json(kind: type[T], content: bytes | str) -> T:
    """Read back what `to_json` wrote.

    Raises:
        pydantic.ValidationError: it was written by a build whose words were different.
    """
    value: T = _adapter(kind).validate_json(content)
    return value


def _adapter(kind: type) -> TypeAdapter[Any]:
    adapter = _adapters.get(kind)
    if adapter is None:
        adapter = _adapters[kind] = TypeAdapter(kind)
    return adapter
