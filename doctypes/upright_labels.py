"""Labels set wide in a column, 专　业 over 层　次 over 学　制, that were read downwards: set level again.

Their characters stand one under the other, so a reader takes 专层学 and 业次制 for two lines that run down the page, or
学学 for one before 历:中专 and 制:4年.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from doctypes.values.labels import LABELS, is_label
from models.page import Box, TextLine

_RUNS_DOWN = 1.5
"""From how many times its width on a line's height is that of characters one under the other: readers turn it then
(`pipeline.image.crops.TALL`)."""
_FEWEST_LABELS = 2
"""Labels that the characters of lines that run down must make."""
_REACH = 3.0
"""How far, in heights of a character, the next part of a label stands behind the one before."""
_LEVEL = 0.5
"""How far, in heights of a character, two parts stand off one line."""
_OVERLAP = 0.5
"""How far, in heights of a character, the next part may begin before the end of the one before."""
_OPENINGS = frozenset(label[:end] for label in LABELS for end in range(1, len(label) + 1))
"""How labels begin."""
_MOST_UPRIGHT = 80
"""Characters of lines that run down, beyond which a page is set so, and none of them are labels of a form."""
_HAN = re.compile("[\u4e00-\u9fff]+")
_HEAD = re.compile("([\u4e00-\u9fff]{1,4})[:\uff1a]")
"""The end of a label and its colon, at the head of a line that goes on with the value."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A character, or the end of a label at the head of a line."""

    text: str
    box: Box
    upright: int
    """Which line that runs down it is of, by place; -1 for a line that stands level."""
    is_the_end: bool = False
    """A colon stands behind it."""


def with_level_labels(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Return the lines with those that run down and are parts of labels cut into their characters."""
    cut = {place: tuple(_characters(line)) for place, line in enumerate(lines) if _runs_down(line)}
    if not cut or sum(map(len, cut.values())) > _MOST_UPRIGHT:
        return tuple(lines)
    parts = [_Part(char.text, char.box, place) for place, chars in cut.items() for char in chars]
    parts += [part for line in lines for part in _level_part(line)]
    made = [label for part in parts for label in _labels(part, parts)]
    counted = {place: sum(place in label for label in made) for place in cut}
    sure = {place for place, count in counted.items() if count >= _FEWEST_LABELS}
    beside = {place for label in made if sure & label for place in label}
    return tuple(_set_level(lines, cut, sure | beside))


def _set_level(
    lines: Sequence[TextLine], cut: Mapping[int, Sequence[TextLine]], chosen: set[int]
) -> Iterator[TextLine]:
    for place, line in enumerate(lines):
        yield from cut[place] if place in chosen else (line,)


def _level_part(line: TextLine) -> Iterator[_Part]:
    if len(line.text) == 1 and _HAN.fullmatch(line.text):
        yield _Part(line.text, line.box, -1)
    head = _HEAD.match(line.text)
    if head and not _runs_down(line):
        yield _Part(head[1], line.box, -1, is_the_end=True)


def _labels(first: _Part, parts: Sequence[_Part]) -> Iterator[frozenset[int]]:
    """Yield, for each label that begins with a part, which lines that run down have a part in it."""
    label, text = [first], first.text
    while text in _OPENINGS and not label[-1].is_the_end:
        beside = [part for part in parts if _is_beside(first.box, label[-1].box, part.box)]
        if not beside:
            return
        label.append(min(beside, key=lambda part: part.box.left))
        text += label[-1].text
        uprights = frozenset(part.upright for part in label) - {-1}
        if uprights and is_label(text):
            yield uprights


def _runs_down(line: TextLine) -> bool:
    runs_down = line.box.height > _RUNS_DOWN * line.box.width
    return runs_down and len(line.text) > 1 and bool(_HAN.fullmatch(line.text))


def _characters(line: TextLine) -> Iterator[TextLine]:
    box, step = line.box, line.box.height / len(line.text)
    centres = line.centres or tuple((place + 0.5) / len(line.text) for place in range(len(line.text)))
    for place, (char, centre) in enumerate(zip(line.text, centres, strict=True)):
        middle = box.top + centre * box.height
        yield replace(
            line,
            text=char,
            box=Box.upright(box.left, middle - step / 2, box.right, middle + step / 2),
            scores=line.scores[place : place + 1],
            centres=(0.5,),
            alternatives=line.alternatives[place : place + 1],
            unread=(),
        )


def _is_beside(first: Box, last: Box, following: Box) -> bool:
    apart = following.left - last.right
    off = abs(last.centre[1] - _centre_of_head(following))
    return (
        -_OVERLAP * first.height < apart < _REACH * first.height
        and following.left > last.left
        and off < _LEVEL * first.height
    )


def _centre_of_head(box: Box) -> float:
    """Half-way down the left end of a box."""
    return (box.corners[0][1] + box.corners[3][1]) / 2
