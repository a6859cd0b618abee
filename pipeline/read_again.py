"""Reads a second time, in other ways, what the first reading was not sure of.

A detector's box cuts outermost strokes or breaks a line where a seal crosses it; ink of a seal or a stain hides a
stroke. Which way of reading is right, no way can tell by itself: all are kept, and judging weighs them.
"""

from collections.abc import Sequence
from dataclasses import replace

from models.page import BgrImage, Box, TextLine
from pipeline.image.boxes import shared
from pipeline.image.crops import runs_downwards, sides_px
from pipeline.image.seals import without_red
from pipeline.lines import read_boxes
from pipeline.ocr import OcrEngine

CERTAIN = 0.9
"""Certainty of a character below which its line is read again; judging doubts what is below."""
_MOST = 40
"""Lines of one page that are read again, the least certain first."""
_MARGIN, _BEYOND = 0.08, 0.5
"""Share of a line's height kept all round it, and beyond its two ends. As the only way this reads worse than none, but
it reads what a box cut off."""
_TOUCHING, _NEAR = 0.25, 1.6
"""Distance between two boxes in a row, in heights of their print, up to which they may be one line cut in two; the
greater one where either was not read with certainty."""
_SAME_HEIGHT, _LEVEL = 1.6, 0.5
"""Heights of two such boxes, and the share of the lower one that they have in common: 二〇 is lower than 五年."""
_SCRAP, _SCRAP_LENGTH = 0.45, 3
"""Certainty below which a line of so few characters is no print."""
_LONGEST = 40.0
"""Length of a joined line in its heights; the recogniser squeezes longer ones."""


def read_again(
    image: BgrImage, lines: Sequence[TextLine], seals: Sequence[Box], *, engine: OcrEngine
) -> tuple[tuple[TextLine, ...], ...]:
    """Return what the uncertain lines of an upright page say when they are cut wider, and without the colour of seals.

    Lines under a seal are never certain.

    Raises:
        EngineUnavailable: the engine cannot be run.
    """
    boxes = _worth_it(lines, seals)
    if not boxes:
        return ()
    wider = read_boxes(image, [_longer(box) for box in boxes], engine=engine, margin=_MARGIN)
    wider = tuple(replace(line, box=box) for line, box in zip(wider, boxes, strict=True))
    colourless = read_boxes(image, boxes, engine=engine, cleaned=without_red)
    return tuple(tuple(line for line in way if line.text) for way in (wider, colourless))


def _longer(box: Box) -> Box:
    length, height = sides_px(box)
    return box.between(-_BEYOND * height / length, 1 + _BEYOND * height / length)


def is_certain(line: TextLine) -> bool:
    """Tell whether every letter, digit and sign between digits is certain, and none was passed over."""
    told = (
        score
        for place, (char, score) in enumerate(zip(line.text, line.scores, strict=True))
        if char.isalnum() or line.text[place - 1 : place].isdigit()
    )
    return not line.unread and all(score >= CERTAIN for score in told)


def _worth_it(lines: Sequence[TextLine], seals: Sequence[Box]) -> list[Box]:
    chains = _chains([line for line in lines if not runs_downwards(line.box)])
    chains = [chain for chain in chains if _is_print(chain) and _is_doubted(chain, seals)]
    chains.sort(key=lambda chain: min(line.score for line in chain))
    return [_around(chain) for chain in chains[:_MOST]]


def _is_print(chain: Sequence[TextLine]) -> bool:
    """Whether there is more to it than a scrap of a seal's ring or of a pattern."""
    return any(line.score >= _SCRAP or len(line.text) > _SCRAP_LENGTH for line in chain)


def _is_doubted(chain: Sequence[TextLine], seals: Sequence[Box]) -> bool:
    one = chain[0]
    return len(chain) > 1 or not is_certain(one) or any(shared(one.box, seal) > 0 for seal in seals)


def _chains(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Gather lines that may be one line cut in pieces; most stand alone."""
    chains: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: line.box.left):
        chain = next((chain for chain in chains if _goes_on(chain, line)), None)
        if chain is None:
            chains.append([line])
        else:
            chain.append(line)
    return chains


def _goes_on(chain: Sequence[TextLine], line: TextLine) -> bool:
    """Whether a line may be the next piece of a chain."""
    last, box = chain[-1].box, line.box
    lower, higher = sorted((last.height, box.height))
    level = min(last.bottom, box.bottom) - max(last.top, box.top)
    gap = box.left - last.right
    reach = _TOUCHING if is_certain(chain[-1]) and is_certain(line) else _NEAR
    return (
        higher <= _SAME_HEIGHT * lower
        and level >= _LEVEL * lower
        and -lower < gap <= reach * lower
        and box.right - chain[0].box.left <= _LONGEST * lower
    )


def _around(chain: Sequence[TextLine]) -> Box:
    """The box from the first piece's beginning to the last one's end."""
    first, last = chain[0].box.corners, chain[-1].box.corners
    return Box((first[0], last[1], last[2], first[3]))
