"""Reads QR codes with zxing-cpp. No paper we know bears another code, and looking for all takes three times as long."""

import cv2
import zxingcpp

from models.page import Barcode, BgrImage, Box, Point

SMALL_PX = 1400
"""A page whose long side is shorter may hold codes too small to read: it is tried again at twice its size."""


def find_barcodes(image: BgrImage) -> tuple[Barcode, ...]:
    """Read every QR code on a page; empty where there is none, or none that can be read."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    found = _read(grey, 1.0)
    if not found and max(grey.shape) < SMALL_PX:
        found = _read(cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), 2.0)
    return found


def _read(grey: cv2.typing.MatLike, scale: float) -> tuple[Barcode, ...]:
    results = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormat.QRCode)
    return tuple(Barcode(text=r.text, format=r.format.name, box=_box(r.position, scale)) for r in results if r.text)


def _box(position: zxingcpp.Position, scale: float) -> Box:
    def point(corner: zxingcpp.Point) -> Point:
        return corner.x / scale, corner.y / scale

    return Box(
        (
            point(position.top_left),
            point(position.top_right),
            point(position.bottom_right),
            point(position.bottom_left),
        )
    )
