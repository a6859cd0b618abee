"""Where an error came by: kinds and places, without a word of what it said, for that may hold print."""

import traceback
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = "site-packages"
MOST_FRAMES = 30
"""Of one error, its innermost: deeper calls are a recursion, whose places repeat."""
MOST_CHARACTERS = 8000


def trace_of(error: BaseException) -> str:
    """Return the kinds of an error and of those behind it, each with its calls, outermost first, a line each.

    A call is `file:line:function`, its file relative to the house or to the package it belongs to.
    """
    lines: list[str] = []
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        lines.append(f"{type(one).__module__}.{type(one).__qualname__}".removeprefix("builtins."))
        frames = [(frame.f_code, number) for frame, number in traceback.walk_tb(one.__traceback__)]
        lines += [f"  {_short(code.co_filename)}:{number}:{code.co_name}" for code, number in frames[-MOST_FRAMES:]]
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return "\n".join(lines)[:MOST_CHARACTERS]


def place_of(error: BaseException) -> str:
    """Return the place that raised an error, as `file:line`."""
    places = list(traceback.walk_tb(error.__traceback__))
    if not places:
        return "an unknown place"
    frame, number = places[-1]
    return f"{_short(frame.f_code.co_filename)}:{number}"


def _short(file: str) -> str:
    path = Path(file)
    if PACKAGES in path.parts:
        return "/".join(path.parts[len(path.parts) - path.parts[::-1].index(PACKAGES) :])
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else "/".join(path.parts[-2:])
