"""A picture of rectangles and words, written as SVG or as PNG: the same plate either way."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PIL import Image, ImageDraw, ImageFont

Colour = tuple[int, int, int]
"""Red, green, blue."""
PNG_SCALE = 2
"""Dots to a unit, so that a PNG stays sharp on dense screens."""
_SVG_ANCHORS = {"l": "start", "m": "middle", "r": "end"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectangle:
    """A filled area."""

    left: float
    top: float
    width: float
    height: float
    fill: Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One line of text, its baseline at y."""

    text: str
    x: float
    y: float
    size: float
    fill: Colour
    anchor: str = "l"
    """What x is: `l` left, `m` middle, `r` right of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """A picture, in units that a screen shows as pixels; what comes later lies on top."""

    width: float
    height: float
    shapes: Sequence[Rectangle | Words]


def as_svg(plate: Plate) -> bytes:
    """Write the plate as an SVG file."""
    width, height = f"{plate.width:g}", f"{plate.height:g}"
    drawn = "\n".join(_svg(shape) for shape in plate.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' font-family="Helvetica, Arial, &quot;Noto Sans CJK SC&quot;, sans-serif">\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n{drawn}\n</svg>\n'
    ).encode()


def as_png(plate: Plate) -> bytes:
    """Write the plate as a PNG file; Pillow's own type face has Latin letters only."""
    image = Image.new("RGB", (round(plate.width * PNG_SCALE), round(plate.height * PNG_SCALE)), (255, 255, 255))
    pen = ImageDraw.Draw(image)
    for shape in plate.shapes:
        _paint(pen, shape)
    written = io.BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def _svg(shape: Rectangle | Words) -> str:
    if isinstance(shape, Rectangle):
        place = f'x="{shape.left:g}" y="{shape.top:g}" width="{shape.width:g}" height="{shape.height:g}"'
        return f'<rect {place} fill="{_hex(shape.fill)}"/>'
    place = f'x="{shape.x:g}" y="{shape.y:g}" font-size="{shape.size:g}" text-anchor="{_SVG_ANCHORS[shape.anchor]}"'
    return f'<text {place} fill="{_hex(shape.fill)}">{escape(shape.text)}</text>'


def _paint(pen: ImageDraw.ImageDraw, shape: Rectangle | Words) -> None:
    if isinstance(shape, Rectangle):
        left, top = shape.left * PNG_SCALE, shape.top * PNG_SCALE
        right, bottom = left + shape.width * PNG_SCALE - 1, top + shape.height * PNG_SCALE - 1
        # A bar of no width is none; Pillow refuses corners that are crossed.
        if right >= left and bottom >= top:
            pen.rectangle((left, top, right, bottom), fill=shape.fill)
        return
    letters = ImageFont.load_default(shape.size * PNG_SCALE)
    pen.text(
        (shape.x * PNG_SCALE, shape.y * PNG_SCALE), shape.text, fill=shape.fill, font=letters, anchor=f"{shape.anchor}s"
    )


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)
