"""What we see: a page set upright, its lines of print, its codes, and the way back to the upload's pixels.

Two coordinate systems: *upload* pixels are those of the uploaded file as a viewer shows it (EXIF orientation applied);
*page* pixels are those of the upright, flattened page. x grows rightwards, y downwards, both from the top left.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np
import numpy.typing as npt

Point = tuple[float, float]
BgrImage = npt.NDArray[np.uint8]
"""Height × width × 3, blue-green-red."""


@dataclass(frozen=True, slots=True)
class Box:
    """Four corners, clockwise from the text's top left."""

    corners: tuple[Point, Point, Point, Point]

    @classmethod
    def upright(cls, left: float, top: float, right: float, bottom: float) -> Self:
        """Return the axis-parallel box with these sides."""
        return cls(((left, top), (right, top), (right, bottom), (left, bottom)))

    @property
    def left(self) -> float:
        """Smallest x."""
        return min(x for x, _ in self.corners)

    @property
    def right(self) -> float:
        """Largest x."""
        return max(x for x, _ in self.corners)

    @property
    def top(self) -> float:
        """Smallest y."""
        return min(y for _, y in self.corners)

    @property
    def bottom(self) -> float:
        """Largest y."""
        return max(y for _, y in self.corners)

    @property
    def width(self) -> float:
        """Extent in x."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Extent in y."""
        return self.bottom - self.top

    @property
    def centre(self) -> Point:
        """Mean of the corners."""
        return sum(x for x, _ in self.corners) / 4, sum(y for _, y in self.corners) / 4

    def between(self, start: float, end: float) -> "Box":
        """Return the part between two fractions (0..1) of the way along the line of print."""
        top_left, top_right, bottom_right, bottom_left = self.corners
        return Box(
            (
                _along(top_left, top_right, start),
                _along(top_left, top_right, end),
                _along(bottom_left, bottom_right, end),
                _along(bottom_left, bottom_right, start),
            )
        )


@dataclass(frozen=True, slots=True)
class Transform:
    """A homography from upload pixels to page pixels, row by row; invertible by construction."""

    matrix: tuple[float, float, float, float, float, float, float, float, float] = (1, 0, 0, 0, 1, 0, 0, 0, 1)

    @classmethod
    def of(cls, matrix: npt.NDArray[np.float64]) -> Self:
        """Return the transform of a 3 × 3 matrix.

        Raises:
            ValueError: the matrix has no inverse.
        """
        if abs(float(np.linalg.det(matrix))) < 1e-12:
            raise ValueError("expected an invertible 3 × 3 matrix, met a singular one")
        return cls(tuple(float(value) for value in (matrix / matrix[2, 2]).ravel()))  # type: ignore[arg-type]

    @property
    def array(self) -> npt.NDArray[np.float64]:
        """The 3 × 3 matrix."""
        return np.array(self.matrix, dtype=np.float64).reshape(3, 3)

    def then(self, following: npt.NDArray[np.float64]) -> "Transform":
        """Return this transform followed by another one, given as a 3 × 3 matrix."""
        return Transform.of(following @ self.array)

    def to_page(self, box: Box) -> Box:
        """Map a box of the upload onto the page."""
        return _mapped(box, self.array)

    def to_upload(self, box: Box) -> Box:
        """Map a box of the page back onto the upload."""
        return _mapped(box, _inverse(self.matrix))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How well a page can be read, judged from its pixels; 0 is worst, 1 is best."""

    score: float
    causes: tuple[str, ...] = ()
    """Closed list: blurred, low_resolution, glare, dark, low_contrast, not_colour, screen, incomplete, blank."""
    sharpness: float = 1.0
    colourfulness: float = 1.0
    glyph_height_px: float = 0.0
    """Median height of a line of print, in pixels of the upload; 0 where no line was found."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Page:
    """A page set upright, with the way back to the upload."""

    image: BgrImage
    transform: Transform
    upload_width_px: int
    upload_height_px: int
    line_boxes: tuple[Box, ...] = ()
    """Where lines of print are, in page pixels; found while the page was turned upright, so nobody searches twice."""
    quality: Quality = Quality(score=1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One line of print as the engine read it. Lines with a low score are kept."""

    text: str
    score: float
    """Mean certainty of the characters, 0..1."""
    box: Box
    """In page pixels."""
    scores: tuple[float, ...]
    """Certainty of each character of `text`."""
    centres: tuple[float, ...]
    """Where each character stands, as a fraction (0..1) of the way along the box."""
    alternatives: tuple[tuple[str, float], ...] = ()
    """For each character, the engine's second choice and its certainty; empty where not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Barcode:
    """A QR or bar code."""

    text: str
    format: str
    """The name zxing-cpp gives the symbology, such as `QRCode`."""
    box: Box
    """In page pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """All that is read off one page. Depends on the pixels and the engine alone, so it is kept and never read twice."""

    engine: str
    """Name and version of engine and weights."""
    width_px: int
    height_px: int
    upload_width_px: int
    upload_height_px: int
    transform: Transform
    lines: tuple[TextLine, ...]
    barcodes: tuple[Barcode, ...] = ()
    quality: Quality = Quality(score=1.0)
    normalise_ms: float = 0.0
    recognise_ms: float = 0.0


@lru_cache(maxsize=1024)
def _inverse(matrix: tuple[float, ...]) -> npt.NDArray[np.float64]:
    return np.linalg.inv(np.array(matrix, dtype=np.float64).reshape(3, 3)).astype(np.float64)


def _along(start: Point, end: Point, fraction: float) -> Point:
    return start[0] + (end[0] - start[0]) * fraction, start[1] + (end[1] - start[1]) * fraction


def _mapped(box: Box, matrix: npt.NDArray[np.float64]) -> Box:
    points = np.hstack([np.array(box.corners, dtype=np.float64), np.ones((4, 1))]) @ matrix.T
    flat = points[:, :2] / points[:, 2:]
    a, b, c, d = ((float(x), float(y)) for x, y in flat)
    return Box((a, b, c, d))
