"""Whether what the border of an upload cuts is of a paper beside the one that was read. Pure."""

from collections.abc import Sequence

from models.extraction import Extraction, PageFacts
from models.page import Box

Sides = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels of the upload."""


def cuts_a_neighbour(page: PageFacts, extraction: Extraction) -> bool:
    """Tell whether every line that the border cuts lies beyond all that was read of the paper, on one side of it.

    True of a page of which the border cuts no line.
    """
    read = _sides([reading.box for reading in extraction.readings if reading.box is not None])
    cut = [_sides([page.transform.to_upload(box)]) for box in page.quality.cut_off]
    return read is not None and all(one is not None and _beyond(one, read) for one in cut)


def _beyond(one: Sides, other: Sides) -> bool:
    left, top, right, bottom = one
    return left > other[2] or right < other[0] or top > other[3] or bottom < other[1]


def _sides(boxes: Sequence[Box]) -> Sides | None:
    points = [point for box in boxes for point in box.corners]
    if not points:
        return None
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)
