"""Whether anybody could read a page: judged from what was read of it, not from the page's average brightness.

An unreadable page asks for a new upload; nothing on it is guessed.
"""

from models.doctype import DocumentType
from models.extraction import GIVEN, Extraction, Reading
from models.page import PageText
from pipeline.faces import expected_fields

_SURE = 0.8
_FEWEST_SURE = 12
"""Characters read with certainty below which a page says nothing. The barest face of a card has 25."""
_MOST_CHARACTERS = 20_000
"""Characters beyond which a page is none of ours; the fullest form has 900."""
_MOST_LINES = 600
"""Lines beyond which a page is none of ours; the fullest form has 90. Time to judge grows with their square."""
_SURE_SHARE = 0.45
"""Share of a page's characters read with certainty below which the rest is noise."""
_HALF_SURE = 0.6
"""Certainty from which a doubtful value still shows that its print can be read."""


def legible(text: PageText) -> bool:
    """Return whether enough was read with certainty for a page to be judged at all."""
    scores = [score for line in text.lines for score in line.scores]
    if len(scores) > _MOST_CHARACTERS or len(text.lines) > _MOST_LINES:
        return False
    sure = sum(score >= _SURE for score in scores)
    return sure >= _FEWEST_SURE and sure >= _SURE_SHARE * len(scores)


def enough_read(extraction: Extraction, doctype: DocumentType) -> bool:
    """Return whether at least a third of the fields that a page must carry were read."""
    required = [spec.name for spec in expected_fields(extraction, doctype) if spec.required]
    held = sum(_shows_print(extraction.reading(name)) for name in required)
    return held * 3 >= len(required)


def _shows_print(reading: Reading) -> bool:
    return reading.status in GIVEN or (reading.value is not None and reading.confidence >= _HALF_SURE)
