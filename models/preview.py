"""Pictures of an upload for people to look at: made once, small, and without what a camera wrote beside the pixels."""

from dataclasses import dataclass
from enum import StrEnum

from models.look import Look
from models.page import Transform


class PreviewKind(StrEnum):
    """Which picture of an upload."""

    WHOLE = "whole"
    """The upload as a viewer shows it."""
    UPRIGHT = "upright"
    """The page as it was read: found, flattened and turned upright."""
    SMALL = "small"
    """The upright page, in the size of a stamp."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One picture, and the way to it."""

    kind: PreviewKind
    width_px: int
    height_px: int
    transform: Transform
    """From pixels of the upload, as a viewer shows it, to those of the picture."""
    content: bytes
    """A JPEG that holds pixels and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """All that is kept of how an upload looks."""

    look: Look
    previews: tuple[Preview, ...]
