"""Print that may be the value of a field, and how it was found."""

from dataclasses import dataclass
from enum import StrEnum

from doctypes.printed import Print
from models.page import Box


class Locator(StrEnum):
    """How a candidate was found, most telling first."""

    BARCODE = "barcode"
    ALONE = "alone"
    CLAUSE = "clause"
    SENTENCE = "sentence"
    LABEL = "label"
    BELOW = "below"
    ZONE = "zone"
    CONSTANT = "constant"
    FRAGMENT = "fragment"
    """A sentence of which little was met: its wording is another, or much of it was not read."""
    SPARE = "spare"
    """A clause of a paper whose wording was not met."""
    BEFORE = "before"
    HEADING = "heading"
    """A line of its own above everything else that the page says: who is named there need not be who signed."""
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Print that may be the value of a field."""

    field: str
    locator: Locator
    raw: str
    places: tuple[int, ...] = ()
    """Of the page's print; empty for codes."""
    code_box: Box | None = None
    """Of a code, in page pixels."""
    piece: bool = False
    """One piece of print that stands apart within a longer candidate: a seal's scrap may have joined the rest to it."""
    vouched: bool = False
    """A check digit beside it bears it out."""
    may_be_longer: bool = False
    """The character behind it may belong to it, too."""
    unsure: bool = False
    """It may be a value of something else: no list knows it, or what leads to it leads to another one, too."""
    rank: int = 0
    """Place of its label among those of the field: of two labels on one page the one named first counts."""


def candidate_at(page: Print, field: str, locator: Locator, places: tuple[int, ...], rank: int = 0) -> Candidate:
    """Return the print at these places as a candidate."""
    return Candidate(field=field, locator=locator, raw=page.raw(places), places=places, rank=rank)
