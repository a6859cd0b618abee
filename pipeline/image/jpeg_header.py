"""Reads the markers of a JPEG without decoding a pixel, and refuses what we do not accept (ITU-T T.81, Annex B).

Total over any bytes: it gives a header or raises `ImageRejected`, and never looks further than the first scan.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from models.errors import ImageRejected

LARGEST_BYTES = 20_000_000
LARGEST_PIXELS = 60_000_000
LONGEST_SIDE_PX = 12_000
SHORTEST_SIDE_PX = 64
MOST_SCANS = 200
"""A progressive file may ask for its pixels to be gone over once a scan; cameras and editors write about ten."""

NOT_JPEG = "image_not_jpeg"
UNREADABLE = "image_unreadable"

_SOI = b"\xff\xd8"
_SOS, _EOI, _APP1 = 0xDA, 0xD9, 0xE1
_PROGRESSIVE = 0xC2
_HUFFMAN_FRAMES = {0xC0, 0xC1, 0xC2}
_OTHER_FRAMES = {
    0xC3: "lossless", 0xC5: "hierarchical", 0xC6: "hierarchical", 0xC7: "lossless", 0xF7: "JPEG-LS",
    0xC9: "arithmetic", 0xCA: "arithmetic", 0xCB: "arithmetic", 0xCD: "arithmetic", 0xCE: "arithmetic",
    0xCF: "arithmetic",
}  # fmt: skip
_STANDALONE = {0x01, *range(0xD0, 0xD8)}
_SIGNATURES = (
    (b"\x89PNG", "PNG"), (b"GIF8", "GIF"), (b"%PDF", "PDF"), (b"BM", "BMP"), (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"), (b"PK\x03\x04", "ZIP or Office"), (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class JpegHeader:
    """What the markers say."""

    width_px: int
    """Before the EXIF orientation is applied, as is the height."""
    height_px: int
    components: int
    orientation: int
    """EXIF orientation, 1..8; 1 where none, or none that means anything, is given."""


def read_jpeg_header(content: bytes) -> JpegHeader:
    """Read and judge the header.

    Raises:
        ImageRejected: no JPEG, a JPEG of a kind we do not read, or one beyond our limits.
    """
    _require_jpeg(content)
    frame: tuple[int, int, int] | None = None
    orientation = 1
    for marker, segment in _segments(content):
        if marker in _OTHER_FRAMES:
            met = f"expected a Huffman-coded JPEG, met a {_OTHER_FRAMES[marker]} one"
            raise ImageRejected(UNREADABLE, met, reason="rare_coding")
        if marker in _HUFFMAN_FRAMES:
            frame = _frame(segment)
            _require_few_scans(content, marker)
        elif marker == _APP1 and orientation == 1:
            orientation = _orientation(segment)
    if frame is None:
        met = "expected a JPEG frame header, met none before the end of the markers"
        raise ImageRejected(UNREADABLE, met, reason="damaged")
    width, height, components = frame
    _require_limits(content, width, height)
    return JpegHeader(width_px=width, height_px=height, components=components, orientation=orientation)


def _require_jpeg(content: bytes) -> None:
    if not content.startswith(_SOI):
        reason = "other_format" if content else "empty"
        raise ImageRejected(NOT_JPEG, f"expected a JPEG file, met {_kind_of(content)}", reason=reason)
    if len(content) > LARGEST_BYTES:
        raise ImageRejected(
            UNREADABLE, f"expected at most {LARGEST_BYTES} bytes, met {len(content)}", reason="too_large"
        )


def _kind_of(content: bytes) -> str:
    if not content:
        return "an empty file"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "a WebP file"
    if content[4:8] == b"ftyp":
        brand = content[8:12].decode("ascii", "replace")
        return "a HEIC file" if brand in ("heic", "heix", "mif1", "msf1", "hevc") else f"an ISO media file ({brand!r})"
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            return f"a {name} file"
    return "bytes of another kind"


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (marker, payload) up to the first scan; stop at the end of the bytes."""
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise ImageRejected(UNREADABLE, f"expected a JPEG marker at byte {at}, met other bytes", reason="damaged")
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _STANDALONE:
            at += 2
        elif marker in (_SOS, _EOI):
            return
        else:
            length = int.from_bytes(content[at + 2 : at + 4], "big")
            if length < 2 or at + 2 + length > len(content):
                met = f"expected a whole JPEG segment at byte {at}, met a truncated one"
                raise ImageRejected(UNREADABLE, met, reason="damaged")
            yield marker, content[at + 4 : at + 2 + length]
            at += 2 + length


def _frame(segment: bytes) -> tuple[int, int, int]:
    if len(segment) < 6:
        met = "expected a JPEG frame header of six bytes or more, met a shorter one"
        raise ImageRejected(UNREADABLE, met, reason="damaged")
    precision, height, width, components = struct.unpack(">BHHB", segment[:6])
    if precision != 8:
        raise ImageRejected(UNREADABLE, f"expected 8 bits a sample, met {precision}", reason="rare_coding")
    if components not in (1, 3):
        met = f"expected a grey or colour JPEG (1 or 3 components), met {components} (CMYK?)"
        raise ImageRejected(UNREADABLE, met, reason="printing_colours")
    return width, height, components


def _require_limits(content: bytes, width: int, height: int) -> None:
    if min(width, height) < SHORTEST_SIDE_PX:
        met = f"expected sides of {SHORTEST_SIDE_PX} px or more, met {width} × {height}"
        raise ImageRejected(UNREADABLE, met, reason="too_small")
    if max(width, height) > LONGEST_SIDE_PX:
        met = f"expected sides of at most {LONGEST_SIDE_PX} px, met {width} × {height}"
        raise ImageRejected(UNREADABLE, met, reason="too_large")
    if width * height > LARGEST_PIXELS:
        met = f"expected at most {LARGEST_PIXELS} pixels, met {width} × {height}"
        raise ImageRejected(UNREADABLE, met, reason="too_large")


def _require_few_scans(content: bytes, marker: int) -> None:
    """Only a progressive file is gone over once a scan; in any other the bytes of a scan's marker mean nothing."""
    scans = content.count(b"\xff\xda") if marker == _PROGRESSIVE else 0
    if scans > MOST_SCANS:
        raise ImageRejected(UNREADABLE, f"expected at most {MOST_SCANS} scans, met {scans}", reason="rare_coding")


def _orientation(segment: bytes) -> int:
    """Return the EXIF orientation (TIFF tag 0x0112 of the first directory); 1 for anything broken."""
    if not segment.startswith(b"Exif\x00\x00"):
        return 1
    tiff = segment[6:]
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 10:
        return 1
    (directory,) = struct.unpack(order + "I", tiff[4:8])
    entries = tiff[directory : directory + 2]
    count = struct.unpack(order + "H", entries)[0] if len(entries) == 2 else 0
    for place in range(count):
        entry = tiff[directory + 2 + 12 * place : directory + 14 + 12 * place]
        if len(entry) < 12:
            return 1
        tag, kind, _, value = struct.unpack(order + "HHIH", entry[:10])
        if tag == 0x0112:
            return value if kind == 3 and 1 <= value <= 8 else 1
    return 1
