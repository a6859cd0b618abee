"""Charts as plain geometry: what stands where in a drawing, in its own units. Pages draw it as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 620, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 8, 12, 24
_GAP = 0.28
"""Share of a column's room that stays empty."""
_STEPS = (1, 2, 5)
_LINES = 4
"""Lines of the grid at most, besides the ground."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What one column shows, from the ground up."""

    label: str
    """Under it; empty for none."""
    title: str
    """What it says to whoever points at it."""
    parts: tuple[tuple[str, int], ...]
    """Kind and count of each part."""
    is_marked: bool = False
    """Something went wrong in it: it bears a mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One part of a column."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One column in its place."""

    title: str
    label: str
    middle: float
    bars: tuple[Bar, ...]
    mark: str
    """Corners of its mark; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One line of the grid."""

    y: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """A chart of columns."""

    columns: tuple[Drawn, ...]
    grid: tuple[Grid, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    ground: int = HEIGHT - _BOTTOM


def columns_chart(columns: Sequence[Column]) -> Columns:
    """Place columns side by side over a grid of round numbers."""
    most = max((sum(count for _, count in one.parts) for one in columns), default=0)
    step = round_step(most)
    top = max(step, -(-most // step) * step)
    room = (WIDTH - _LEFT - _RIGHT) / max(1, len(columns))
    per_unit = (HEIGHT - _TOP - _BOTTOM) / top
    return Columns(
        columns=tuple(_drawn(one, _LEFT + room * place, room, per_unit) for place, one in enumerate(columns)),
        grid=tuple(
            Grid(y=round(HEIGHT - _BOTTOM - value * per_unit, 2), label=f"{value:,}")
            for value in range(0, top + 1, step)
        ),
    )


def round_step(most: int) -> int:
    """Return the round number by which a grid goes up to a count.

    >>> round_step(0), round_step(7), round_step(93), round_step(4321)
    (1, 2, 50, 2000)
    """
    power = 1
    while True:
        for step in _STEPS:
            if most <= step * power * _LINES:
                return step * power
        power *= 10


def share(count: int, whole: int) -> float:
    """Return a part of a whole as a percentage; 0 of nothing.

    >>> share(1, 3), share(0, 0)
    (33.3, 0.0)
    """
    return round(100 * count / whole, 1) if whole else 0.0


def _drawn(column: Column, left: float, room: float, per_unit: float) -> Drawn:
    x, width = left + room * _GAP / 2, room * (1 - _GAP)
    bars, y = [], float(HEIGHT - _BOTTOM)
    for kind, count in column.parts:
        if not count:
            continue
        # A single job among thousands must still be seen.
        height = max(1.0, count * per_unit)
        y -= height
        bars.append(Bar(kind=kind, x=round(x, 2), y=round(y, 2), width=round(width, 2), height=round(height, 2)))
    middle = x + width / 2
    mark = f"{middle:.1f},{y - 10:.1f} {middle + 5:.1f},{y - 2:.1f} {middle - 5:.1f},{y - 2:.1f}"
    return Drawn(
        title=column.title,
        label=column.label,
        middle=round(middle, 2),
        bars=tuple(bars),
        mark=mark if column.is_marked else "",
    )
