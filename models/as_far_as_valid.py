"""Definitions with faults, understood as far as they can be, so that every fault is named at once. Pure."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)
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
    """Name every fault with its place."""
    return [f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors()]


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
