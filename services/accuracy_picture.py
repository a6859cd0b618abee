"""An evaluation at a glance: field accuracy of each type under each condition, and bars of values that are not true.

Drawn from the evaluation's JSON, so that a kept result can be drawn again.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from services.plate import Colour, Plate, Rectangle, Words

INK: Colour = (27, 32, 38)
SOFT: Colour = (89, 99, 110)
EMPTY: Colour = (240, 242, 244)
WHITE: Colour = (255, 255, 255)
WRONG: Colour = (179, 36, 28)
EXTRA: Colour = (120, 132, 145)
RAMP: tuple[tuple[float, Colour], ...] = (
    (0.70, (140, 28, 22)),
    (0.85, (214, 96, 50)),
    (0.95, (247, 194, 120)),
    (0.99, (252, 236, 205)),
    (1.00, (228, 239, 232)),
)
"""Share of fields read right → colour; shares between are mixed, those below the first have its colour."""
BARS: tuple[tuple[str, str, Colour], ...] = (
    ("wrong_values", "wrong values, share of printed fields", WRONG),
    ("extra_values", "invented values, share of values given", EXTRA),
)
CELL_WIDTH, CELL_HEIGHT = 54.0, 22.0
LABEL_WIDTH, TOP, BAR_WIDTH = 216.0, 118.0, 210.0
MARGIN = 20.0
GAP = 26.0
LONGEST_NAME = 32
LONGEST_WORD = 10
LEAST_BAR_SHARE = 0.01
"""The bars' axis ends at one in a hundred, or further where a type needs it."""

Figures = Mapping[str, Any]
Shape = Rectangle | Words


def accuracy_plate(figures: Figures) -> Plate:
    """Lay out the picture of an evaluation, given as `Evaluation.as_json` gives it."""
    rows = [name for name, row in figures["by_type"].items() if row["field_accuracy"]["of"]]
    columns = [name for name, row in figures["by_condition"].items() if row["field_accuracy"]["of"]]
    bars_left = MARGIN + LABEL_WIDTH + (len(columns) + 1) * CELL_WIDTH + 2 * GAP
    bottom = TOP + (len(rows) + 1) * CELL_HEIGHT + 6
    shapes: list[Shape] = [*_head(figures), *_column_names(columns)]
    for place, name in enumerate(rows):
        cells = [figures["by_type_and_condition"][name].get(column) for column in columns]
        shapes += _row(name, [*cells, figures["by_type"][name]], TOP + place * CELL_HEIGHT)
    everything = [figures["by_condition"][column] for column in columns]
    shapes += _row("all types", [*everything, figures["totals"]], TOP + len(rows) * CELL_HEIGHT + 6)
    shapes += _bars(figures, rows, bars_left)
    shapes += _legend(MARGIN + LABEL_WIDTH, bottom + CELL_HEIGHT + 18)
    return Plate(width=bars_left + BAR_WIDTH + 110 + MARGIN, height=bottom + CELL_HEIGHT + 56, shapes=shapes)


def _head(figures: Figures) -> Iterator[Shape]:
    totals = figures["totals"]
    yield Words(text="Field accuracy by type and condition", x=MARGIN, y=34, size=18, fill=INK)
    parts = [
        f"{figures['pages']} pages",
        f"fields right {_percent(totals['field_accuracy'])}",
        f"wrong {_percent(totals['wrong_values'])}",
        f"invented {_percent(totals['extra_values'])}",
        f"pages all right {_percent(totals['page_accuracy'])}",
        f"type right {_percent(totals['type_accuracy'])}",
    ]
    if figures["auroc"] is not None:
        parts.append(f"AUROC {figures['auroc']:.3f}")
    yield Words(text="   ·   ".join(parts), x=MARGIN, y=56, size=12, fill=SOFT)


def _column_names(columns: Sequence[str]) -> Iterator[Shape]:
    for place, name in enumerate([*columns, "all conditions"]):
        x = MARGIN + LABEL_WIDTH + (place + 0.5) * CELL_WIDTH + (GAP / 2 if place == len(columns) else 0)
        words = name.replace("_", " ").split()[:3]
        for line, word in enumerate(reversed(words)):
            yield Words(text=_short(word, LONGEST_WORD), x=x, y=TOP - 8 - line * 12, size=10, fill=SOFT, anchor="m")


def _row(name: str, cells: Sequence[Figures | None], top: float) -> Iterator[Shape]:
    base = top + CELL_HEIGHT * 0.68
    yield Words(text=_short(name, LONGEST_NAME), x=MARGIN + LABEL_WIDTH - 10, y=base, size=11.5, fill=INK, anchor="r")
    for place, cell in enumerate(cells):
        left = MARGIN + LABEL_WIDTH + place * CELL_WIDTH + (GAP / 2 if place == len(cells) - 1 else 0)
        share = cell["field_accuracy"] if cell else {"of": 0, "share": 1.0}
        fill = _colour(share["share"]) if share["of"] else EMPTY
        yield Rectangle(left=left, top=top, width=CELL_WIDTH - 1.5, height=CELL_HEIGHT - 1.5, fill=fill)
        if share["of"]:
            ink = WHITE if sum(fill) < 400 else INK
            middle = left + CELL_WIDTH / 2
            yield Words(text=_percent(share, unit=""), x=middle, y=base, size=11, fill=ink, anchor="m")


def _bars(figures: Figures, rows: Sequence[str], left: float) -> Iterator[Shape]:
    held = [(figures["by_type"][name], TOP + place * CELL_HEIGHT) for place, name in enumerate(rows)]
    held.append((figures["totals"], TOP + len(rows) * CELL_HEIGHT + 6))
    most = max(LEAST_BAR_SHARE, *(_counted(row[figure]) for row, _ in held for figure, _, _ in BARS))
    for place, (_, words, colour) in enumerate(BARS):
        top = TOP - 30 + 14 * place
        yield Rectangle(left=left, top=top, width=10, height=8, fill=colour)
        yield Words(text=words, x=left + 16, y=top + 8, size=10, fill=SOFT)
    for row, top in held:
        yield Rectangle(left=left, top=top, width=BAR_WIDTH, height=CELL_HEIGHT - 1.5, fill=EMPTY)
        for place, (figure, _, colour) in enumerate(BARS):
            width = BAR_WIDTH * _counted(row[figure]) / most
            yield Rectangle(left=left, top=top + 2.5 + 8.5 * place, width=width, height=7.0, fill=colour)
        yield Words(text=_bar_words(row), x=left + BAR_WIDTH + 8, y=top + CELL_HEIGHT * 0.68, size=10.5, fill=INK)
    foot = held[-1][1] + CELL_HEIGHT + 14
    yield Words(text=f"full width: {most:.1%}", x=left + BAR_WIDTH, y=foot, size=10, fill=SOFT, anchor="r")


def _counted(share: Mapping[str, float]) -> float:
    return share["share"] if share["of"] else 0.0


def _bar_words(row: Figures) -> str:
    wrong, extra = row["wrong_values"], row["extra_values"]
    return f"{wrong['count']} + {extra['count']} of {wrong['of']}"


def _legend(left: float, top: float) -> Iterator[Shape]:
    steps = (0.70, 0.80, 0.85, 0.90, 0.95, 0.97, 0.99, 1.0)
    for place, share in enumerate(steps):
        x = left + place * CELL_WIDTH
        yield Rectangle(left=x, top=top, width=CELL_WIDTH - 1.5, height=10, fill=_colour(share))
        text = f"to {share:.0%}" if place == 0 else f"{share:.0%}"
        yield Words(text=text, x=x + CELL_WIDTH / 2, y=top + 23, size=10, fill=SOFT, anchor="m")
    x = left + len(steps) * CELL_WIDTH + 12
    yield Words(text="per cent of printed fields of readable pages read right", x=x, y=top + 10, size=10, fill=SOFT)


def _colour(share: float) -> Colour:
    """Mix the colour of a share out of its two neighbours on the ramp."""
    if share <= RAMP[0][0]:
        return RAMP[0][1]
    (low, dark), (high, bright) = next((first, second) for first, second in pairwise(RAMP) if share <= second[0])
    part = (share - low) / (high - low)
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(dark, bright, strict=True))
    return red, green, blue


def _percent(share: Mapping[str, float], *, unit: str = " %") -> str:
    """Say a share to a tenth; only what is whole is called 100."""
    if not share["of"]:
        return "—"
    value = share["share"] * 100
    text = "100" if share["count"] == share["of"] else f"{min(value, 99.9):.1f}" if value >= 1 else f"{value:.2f}"
    return text + unit


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
