"""Definitions with faults, understood as far as they can be, so that every fault is named at once. Pure."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)
_MOST_SHOWN = 60
_EXPECTED = {
    **{"string_type": "text", "float_type": "a number", "float_parsing": "a number", "int_type": "a whole number"},
    **{"int_parsing": "a whole number", "bool_type": "true or false", "bool_parsing": "true or false"},
    **{"list_type": "a list", "tuple_type": "a list", "dict_type": "a table", "model_type": "a table"},
    **{"string_too_short": "text that is not empty", "too_short": "at least one entry"},
}
"""By kind of fault (pydantic's names) what belongs there."""
_ROUNDS = 8
"""What is left out may leave its table without what it needs, and that one its list."""


def as_far_as_valid(model: type[Model], written: Mapping[str, Any]) -> tuple[Model | None, tuple[str, ...]]:
    """Return the model of what is valid of a definition, None where too little is, and every fault with its place.

    What is faulty is left out: an entry of a list, a key, or the table that lacks one.
    """
    rest: Any = deepcopy(dict(written))
    faults: list[str] = []
    for _ in range(_ROUNDS):
        try:
            return model.model_validate(rest), tuple(faults)
        except ValidationError as error:
            met = error.errors()
            faults = faults or faults_in(error)
        for item in met:
            place = item["loc"][:-1] if item["type"] == "missing" else item["loc"]
            if not place:
                return None, tuple(faults)
            _leave_out(rest, place)
        rest = _without_holes(rest)
    return None, tuple(faults)


def faults_in(error: ValidationError) -> list[str]:
    """Name every fault with its place: what was expected there, and what was met."""
    return [f"{'.'.join(map(str, item['loc']))}: {_in_our_words(item)}" for item in error.errors()]


def _in_our_words(item: ErrorDetails) -> str:
    """Say a fault as all of ours are said; the framework's own sentence where we have none."""
    kind, met = item["type"], repr(item["input"])[:_MOST_SHOWN]
    if kind == "missing":
        return "expected a value, met none"
    if kind == "extra_forbidden":
        return "expected no such key, met it"
    expected = item.get("ctx", {}).get("expected") or _EXPECTED.get(kind)
    return f"expected {expected}, met {met}" if expected else f"{item['msg']}, met {met}"


_HOLE = object()


def _leave_out(held: Any, place: tuple[int | str, ...]) -> None:
    for step in place[:-1]:
        if held[step] is _HOLE:
            return
        held = held[step]
    held[place[-1]] = _HOLE


def _without_holes(held: Any) -> Any:
    if isinstance(held, dict):
        return {key: _without_holes(value) for key, value in held.items() if value is not _HOLE}
    return [_without_holes(value) for value in held if value is not _HOLE] if isinstance(held, list) else held
