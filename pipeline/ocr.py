"""The promise of a text engine. One engine belongs to one thread; none is safe to share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from models.page import BgrImage, Box


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCrop:
    """What the recogniser made of one upright crop that holds one line of print."""

    text: str
    """NFKC is not applied; empty where nothing was read."""
    scores: tuple[float, ...]
    """Certainty of each character, 0..1."""
    centres: tuple[float, ...]
    """Where each character stands, as a fraction (0..1) of the crop's width."""
    alternatives: tuple[tuple[str, float], ...] = ()
    """The second choice for each character."""


class OcrEngine(Protocol):
    """Finds lines of print and reads them."""

    @property
    def name(self) -> str:
        """Engine, weights and version; text is kept under this name."""
        ...

    @property
    def alphabet(self) -> frozenset[str]:
        """Every character the recogniser can print."""
        ...

    def find_lines(self, image: BgrImage, *, long_side_px: int) -> tuple[Box, ...]:
        """Find lines of print on a page scaled so that its long side has about this many pixels.

        Boxes are in pixels of `image`, in no particular order.

        Raises:
            EngineUnavailable: the model cannot be run.
        """
        ...

    def read_lines(self, crops: Sequence[BgrImage]) -> tuple[ReadCrop, ...]:
        """Read crops, each one line of upright print; one result a crop, in the order given.

        Raises:
            EngineUnavailable: the model cannot be run.
        """
        ...
