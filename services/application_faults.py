"""The faults of an application in words: the key's path, what was expected, and what kind of thing was met.

Values are never repeated, because they are names and ID numbers. Names of unknown keys are, because without them
nobody finds the typing error.
"""

import difflib
import unicodedata
from collections.abc import Mapping, Sequence, Set

from pydantic_core import ErrorDetails

MAX_FAULTS_SHOWN = 30
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Controls, formats (zero-width, text direction), surrogates, line and paragraph separators: no one types these."""

_WORDS: Mapping[str, str] = {
    "fault": "{text}",
    "missing": "expected a value, met none",
    "string_type": "expected text, met {met}",
    "string_unicode": "expected text in Unicode, met a lone surrogate",
    "int_type": "expected a whole number, met {met}",
    "bool_type": "expected true or false, met {met}",
    "list_type": "expected a list, met {met}",
    "model_type": "expected an object, met {met}",
    "string_pattern_mismatch": "expected {shape}, met {met}",
    "string_too_long": "expected at most {max_length} characters, met {met}",
    "too_long": "expected at most {max_length} entries, met {met}",
    "greater_than_equal": "expected at least {ge}, met a smaller number",
    "less_than_equal": "expected at most {le}, met a greater number",
    "invalid_key": "expected text as a key, met something else",
}
"""By pydantic's type of fault."""
DIGEST = "^[0-9a-f]{64}$"
_SHAPES: Mapping[str, str] = {DIGEST: "64 hex digits (0-9 a-f)"}
"""What a pattern asks for, in words."""


def all_faults(faults: Sequence[ErrorDetails], *, known_keys: Set[str]) -> str:
    """Return every fault, up to thirty, in one line; an unknown key is held against the known ones."""
    lines = [f"{_path(fault['loc'])}: {_in_words(fault, known_keys)}" for fault in faults]
    rest = len(lines) - MAX_FAULTS_SHOWN
    return "; ".join(lines[:MAX_FAULTS_SHOWN]) + (f"; and {rest} more" if rest > 0 else "")


def near_to(name: str, known: Set[str]) -> str:
    """Return what to say behind a fault of an unknown name: the known one that it is most like, if it is like any.

    >>> near_to("id_numbr", {"id_number", "name"}), near_to("colour", {"id_number", "name"})
    (' (near: id_number)', '')
    """
    near = difflib.get_close_matches(name[:60], sorted(known), n=1)
    return f" (near: {near[0]})" if near else ""


def shown(key: str) -> str:
    """Return an unknown name as it may stand in a message: bounded, and without what is invisible."""
    plain = "".join(c if unicodedata.category(c) not in INVISIBLE else "\N{REPLACEMENT CHARACTER}" for c in key)
    return plain if len(plain) <= 60 else f"{plain[:60]}…"


def kind_of(value: object) -> str:
    """Say what kind of thing a JSON value is, without saying what it is."""
    if isinstance(value, str):
        return f"text of {len(value)} characters"
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, Sequence):
        return f"a list of {len(value)}"
    if isinstance(value, bool):
        return "true or false"
    return "null" if value is None else "a number"


def _path(location: Sequence[int | str]) -> str:
    text = ""
    for step in location:
        text += f"[{step}]" if isinstance(step, int) else f".{shown(step)}"
    return text.removeprefix(".")


def _in_words(fault: ErrorDetails, known_keys: Set[str]) -> str:
    if fault["type"] == "extra_forbidden":
        return f"expected a key of the contract, met an unknown one{near_to(str(fault['loc'][-1]), known_keys)}"
    words = _WORDS.get(fault["type"], "expected another value, met {met}")
    stated = fault.get("ctx", {})
    shape = _SHAPES.get(stated.get("pattern", ""), "another value")
    return words.format_map({**stated, "shape": shape, "met": kind_of(fault["input"])})
