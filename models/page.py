"""What we see: a page set upright, its lines of print, its codes, and the way back to the upload's pixels.

Two coordinate systems: *upload* pixels are those of the uploaded file as a viewer shows it (EXIF orientation applied);
*page* pixels are those of the upright, flattened page. x grows rightwards, y downwards, both from the top left.
"""

from collections.abc import Callable, Sequence
from dataclasses import InitVar, dataclass
from functools import lru_cache
from typing import Self

import numpy as np
import numpy.typing as npt

Point = tuple[float, float]
Nine = tuple[float, float, float, float, float, float, float, float, float]
"""A 3 × 3 matrix, row by row."""
BgrImage = npt.NDArray[np.uint8]
"""Height × width × 3, blue-green-red."""


class _Extent:
    """A side of a box, or how far it reaches: the first one asked for works out all of them, and they stay."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, box: "Box", owner: type | None = None) -> float:
        a, b, c, d = box.corners
        left, right = min(a[0], b[0], c[0], d[0]), max(a[0], b[0], c[0], d[0])
        top, bottom = min(a[1], b[1], c[1], d[1]), max(a[1], b[1], c[1], d[1])
        held: dict[str, float] = box.__dict__
        held.update(left=left, right=right, top=top, bottom=bottom, width=right - left, height=bottom - top)
        return held[self._name]


@dataclass(frozen=True)
class Box:
    """Four corners, clockwise from the text's top left."""

    corners: tuple[Point, Point, Point, Point]

    left = _Extent()
    """Smallest x."""
    right = _Extent()
    """Largest x."""
    top = _Extent()
    """Smallest y."""
    bottom = _Extent()
    """Largest y."""
    width = _Extent()
    """Extent in x."""
    height = _Extent()
    """Extent in y."""

    @classmethod
    def upright(cls, left: float, top: float, right: float, bottom: float) -> Self:
        """Return the axis-parallel box with these sides."""
        return cls(((left, top), (right, top), (right, bottom), (left, bottom)))

    @property
    def centre(self) -> Point:
        """Mean of the corners."""
        a, b, c, d = self.corners
        return (a[0] + b[0] + c[0] + d[0]) / 4, (a[1] + b[1] + c[1] + d[1]) / 4

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
class Patch:
    """An upright part of the page that came from the upload by a homography of its own."""

    matrix: Nine = (1, 0, 0, 0, 1, 0, 0, 0, 1)
    """From upload pixels to page pixels, row by row; invertible by construction."""
    region: tuple[float, float, float, float] = (0, 0, 0, 0)
    """Left, top, right and bottom on the page."""

    @classmethod
    def of(cls, matrix: npt.NDArray[np.float64], region: tuple[float, float, float, float] = (0, 0, 0, 0)) -> Self:
        """Return the patch of a 3 × 3 matrix.

        Raises:
            ValueError: the matrix has no inverse.
        """
        if abs(float(np.linalg.det(matrix))) < 1e-12:
            raise ValueError("expected an invertible 3 × 3 matrix, met a singular one")
        return cls(tuple(float(value) for value in (matrix / matrix[2, 2]).ravel()), region)  # type: ignore[arg-type]

    @property
    def array(self) -> npt.NDArray[np.float64]:
        """The 3 × 3 matrix."""
        return np.array(self.matrix, dtype=np.float64).reshape(3, 3)

    def outside_px(self, point: Point) -> float:
        """Return how far a point of the page lies outside the region; 0 within it."""
        (x, y), (left, top, right, bottom) = point, self.region
        return float(np.hypot(max(left - x, 0.0, x - right), max(top - y, 0.0, y - bottom)))

    def outside_upload_px(self, point: Point) -> float:
        """Return how far a point of the upload lies outside what became the region; 0 within it."""
        left, top, right, bottom = self.region
        corners = [self.to_upload(corner) for corner in ((left, top), (right, top), (right, bottom), (left, bottom))]
        return _outside(point, corners)

    def to_page(self, point: Point) -> Point:
        """Map a point of the upload onto the page."""
        return _moved(point, self.matrix)

    def to_upload(self, point: Point) -> Point:
        """Map a point of the page back onto the upload."""
        return _moved(point, _inverse(self.matrix))


@dataclass(frozen=True, slots=True)
class Transform:
    """The way from upload pixels to page pixels and back: one patch, or several that lie apart on the page.

    Several cards or booklet pages on one picture are parts of their own, each with its own way to the page. The centre
    of a box says whose way it goes.
    """

    patches: tuple[Patch, ...] = (Patch(),)
    """At least one; what lies in no region goes the way of the nearest."""
    matrix: InitVar[Nine | None] = None
    """The only patch's: so text was kept before a page could have several."""

    def __post_init__(self, matrix: Nine | None) -> None:
        """Take the one homography of text kept before."""
        if matrix is not None:
            object.__setattr__(self, "patches", (Patch(matrix),))

    @classmethod
    def of(cls, matrix: npt.NDArray[np.float64]) -> Self:
        """Return the transform of one patch, given as a 3 × 3 matrix.

        Raises:
            ValueError: the matrix has no inverse.
        """
        return cls((Patch.of(matrix),))

    def to_page(self, box: Box) -> Box:
        """Map a box of the upload onto the page."""
        landed = [(patch, _each_corner(box, patch.to_page)) for patch in self.patches]
        if len(landed) == 1:
            return landed[0][1]
        # A box of one part may, taken another part's way, come to lie on a third; no way leads back from there.
        home = [one for one in landed if self._nearest(one[1].centre) is one[0]] or landed
        # Far outside of a part, its perspective folds over: only on the upload can one tell whose a box is.
        return min(home, key=lambda one: (one[0].outside_upload_px(box.centre), one[0].outside_px(one[1].centre)))[1]

    def to_upload(self, box: Box) -> Box:
        """Map a box of the page back onto the upload."""
        return _each_corner(box, self._nearest(box.centre).to_upload)

    def _nearest(self, point: Point) -> Patch:
        return self.patches[0] if len(self.patches) == 1 else min(self.patches, key=lambda one: one.outside_px(point))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How well a page can be read, judged from its pixels; 0 is worst, 1 is best."""

    score: float
    causes: tuple[str, ...] = ()
    """Closed list: blurred, motion_blurred, low_resolution, glare, dark, low_contrast, not_colour, screen, incomplete,
    blank."""
    sharpness: float = 1.0
    colourfulness: float = 1.0
    glyph_height_px: float = 0.0
    """Median height of a line of print, in pixels of the upload; 0 where no line was found."""
    glare: tuple[Box, ...] = ()
    """Where print is washed out by a lamp's reflection, in page pixels."""
    cut_off: tuple[Box, ...] = ()
    """Lines that the border of the upload cuts, in page pixels."""


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
    unread: tuple[int, ...] = ()
    """Places in `text` before which ink stands that no character accounts for."""


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
    again: tuple[tuple[TextLine, ...], ...] = ()
    """What the first reading was not sure of, read again: one tuple a way of reading. A line stands for those lines of
    the first reading that it covers, and may say the same."""
    normalise_ms: float = 0.0
    recognise_ms: float = 0.0


@lru_cache(maxsize=1024)
def _inverse(matrix: Nine) -> Nine:
    inverse = np.linalg.inv(np.array(matrix, dtype=np.float64).reshape(3, 3))
    return tuple(float(value) for value in inverse.ravel())  # type: ignore[return-value]


def _outside(point: Point, corners: Sequence[Point]) -> float:
    """Return how far a point lies outside a convex shape; 0 within it."""
    shape, at = np.array(corners, dtype=np.float64), np.array(point, dtype=np.float64)
    sides = np.roll(shape, -1, axis=0) - shape
    to_point = at - shape
    turns = sides[:, 0] * to_point[:, 1] - sides[:, 1] * to_point[:, 0]
    if (turns >= 0).all() or (turns <= 0).all():
        return 0.0
    along = np.clip((to_point * sides).sum(axis=1) / np.maximum((sides**2).sum(axis=1), 1e-9), 0.0, 1.0)
    return float(np.hypot(*(to_point - along[:, np.newaxis] * sides).T).min())


def _along(start: Point, end: Point, fraction: float) -> Point:
    return start[0] + (end[0] - start[0]) * fraction, start[1] + (end[1] - start[1]) * fraction


def _moved(point: Point, matrix: Nine) -> Point:
    # Nine plain numbers: to make arrays of a point and a matrix takes ten times as long as to multiply them (2026-11).
    (x, y), (a, b, c, d, e, f, g, h, i) = point, matrix
    # On the horizon of a perspective there is nothing to divide by, and far away is as good as infinitely far.
    w = g * x + h * y + i or 1e-12
    return (a * x + b * y + c) / w, (d * x + e * y + f) / w


def _each_corner(box: Box, move: Callable[[Point], Point]) -> Box:
    a, b, c, d = (move(corner) for corner in box.corners)
    return Box((a, b, c, d))
