"""Labels set wide in a column, 专　业 over 层　次 over 学　制, that were read downwards: set level again.

Their halves stand one under the other, so a reader takes 专层学 and 业次制 for two lines that run down the page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from doctypes.values.labels import is_label
from models.page import Box, TextLine

_RUNS_DOWN = 1.7
"""From how many times its width on a line's height is that of characters one under the other."""
_FEWEST_LABELS = 2
"""Labels that the halves must make."""
_REACH = 3.0
"""How far, in heights of a character, the second half of a label stands behind the first."""
_LEVEL = 0.5
"""How far, in heights of a character, the halves stand off one line."""
_HAN = re.compile("[\u4e00-\u9fff]+")


def with_level_labels(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Return the lines with those that run down and are halves of labels cut into their characters."""
    upright = [line for line in lines if _runs_down(line)]
    if not upright:
        return tuple(lines)
    halves = {id(line): tuple(_characters(line)) for line in upright}
    single = {id(line): (line,) for line in lines if len(line.text) == 1 and _HAN.fullmatch(line.text)}
    cut: set[int] = set()
    for first in upright:
        made = [second for second in {**halves, **single} if second != id(first)]
        seconds = {second: _labels(halves[id(first)], {**halves, **single}[second]) for second in made}
        if sum(seconds.values()) >= _FEWEST_LABELS:
            cut.add(id(first))
            cut.update(second for second, count in seconds.items() if count and second in halves)
    return tuple(part for line in lines for part in (halves[id(line)] if id(line) in cut else (line,)))


def _runs_down(line: TextLine) -> bool:
    runs_down = line.box.height > _RUNS_DOWN * line.box.width
    return runs_down and len(line.text) > 1 and bool(_HAN.fullmatch(line.text))


def _characters(line: TextLine) -> Iterator[TextLine]:
    box, step = line.box, line.box.height / len(line.text)
    for place, char in enumerate(line.text):
        yield replace(
            line,
            text=char,
            box=Box.upright(box.left, box.top + place * step, box.right, box.top + (place + 1) * step),
            scores=line.scores[place : place + 1],
            centres=(0.5,),
            alternatives=line.alternatives[place : place + 1],
            unread=(),
        )


def _labels(firsts: Sequence[TextLine], seconds: Sequence[TextLine]) -> int:
    """Count the labels whose halves stand side by side."""
    return sum(
        any(is_label(first.text + second.text) and _is_beside(first.box, second.box) for second in seconds)
        for first in firsts
    )


def _is_beside(first: Box, second: Box) -> bool:
    apart = second.left - first.right
    off = abs(first.centre[1] - second.centre[1])
    return -0.5 * first.height < apart < _REACH * first.height and off < _LEVEL * first.height
