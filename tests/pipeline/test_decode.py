import io

import numpy as np
import pytest
from PIL import Image

from models.errors import ImageRejected
from pipeline.image.decode import decode_jpeg
from pipeline.image.jpeg_header import LARGEST_BYTES, read_jpeg_header
from tests.support.prints import bare_jpeg, draw_page, jpeg_of, stored_for

GOOD = jpeg_of(draw_page().image)


def saved(mode: str, kind: str, size: tuple[int, int] = (200, 200)) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "cause", "named"),
    [
        (b"", "image_not_jpeg", "empty"),
        (saved("RGB", "PNG"), "image_not_jpeg", "PNG"),
        (saved("RGB", "GIF"), "image_not_jpeg", "GIF"),
        (saved("RGB", "WEBP"), "image_not_jpeg", "WebP"),
        (b"%PDF-1.7\n", "image_not_jpeg", "PDF"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "image_not_jpeg", "HEIC"),
        (b"hello", "image_not_jpeg", "another kind"),
        (saved("CMYK", "JPEG"), "image_unreadable", "CMYK"),
        (bare_jpeg(500, 500, precision=12, frame=0xC1), "image_unreadable", "12"),
        (bare_jpeg(500, 500, frame=0xC3), "image_unreadable", "lossless"),
        (bare_jpeg(500, 500, frame=0xC9), "image_unreadable", "arithmetic"),
        (bare_jpeg(20_000, 20_000), "image_unreadable", "20000 × 20000"),
        (bare_jpeg(9_000, 9_000), "image_unreadable", "pixels"),
        (saved("RGB", "JPEG", (1, 1)), "image_unreadable", "1 × 1"),
        (bare_jpeg(0, 500), "image_unreadable", "0 × 500"),
        (bare_jpeg(500, 500), "image_unreadable", "truncated or corrupt"),
        (b"\xff\xd8", "image_unreadable", "frame header"),
        (b"\xff\xd8\xff\xc0\xff\xff\x00", "image_unreadable", "truncated"),
        (GOOD[: len(GOOD) // 2], "image_unreadable", "truncated"),
        (GOOD[:-30], "image_unreadable", "truncated"),
        (GOOD + b"\x00" * LARGEST_BYTES, "image_unreadable", "bytes"),
        (bare_jpeg(500, 500, frame=0xC2) + b"\xff\xda" * 300 + b"\xff\xd9", "image_unreadable", "scans"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_file_that_is_no_whole_jpeg_is_refused_and_says_why(content: bytes, cause: str, named: str) -> None:
    with pytest.raises(ImageRejected, match=named) as refusal:
        decode_jpeg(content)

    assert refusal.value.cause == cause


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_exif_orientation_is_applied_once(orientation: int) -> None:
    page = draw_page().image[:1000, :1496]

    decoded = decode_jpeg(jpeg_of(stored_for(page, orientation), orientation=orientation))

    assert (decoded.width_px, decoded.height_px) == (page.shape[1], page.shape[0])
    assert np.abs(decoded.image.astype(int) - page).mean() < 2, "JPEG alone changes a grey level or two"


@pytest.mark.parametrize("orientation", [0, 9, 255])
def test_an_orientation_that_means_nothing_is_ignored(orientation: int) -> None:
    page = draw_page().image

    decoded = decode_jpeg(jpeg_of(page, orientation=orientation))

    assert decoded.image.shape == page.shape


@pytest.mark.parametrize("cut", [6, 8, 12, 16, 24])
def test_broken_exif_does_not_stop_a_page(cut: int) -> None:
    payload = (b"Exif\x00\x00II*\x00\x08\x00\x00\x00\x05\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00")[:cut]
    segment = b"\xff\xe1" + (len(payload) + 2).to_bytes(2, "big") + payload

    header = read_jpeg_header(GOOD[:2] + segment + GOOD[2:])

    assert header.orientation == 1


def test_a_large_photo_is_decoded_smaller_and_says_by_how_much() -> None:
    photo = np.full((4000, 6000, 3), 200, dtype=np.uint8)

    decoded = decode_jpeg(jpeg_of(photo))

    assert (decoded.shrink, decoded.image.shape) == (2, (2000, 3000, 3))
    assert (decoded.width_px, decoded.height_px) == (6000, 4000)


def test_a_grey_file_says_that_it_holds_no_colour() -> None:
    grey = decode_jpeg(saved("L", "JPEG"))

    assert not grey.coloured
    assert grey.image.shape == (200, 200, 3)


def test_a_progressive_jpeg_is_read() -> None:
    page = draw_page().image

    assert decode_jpeg(jpeg_of(page, progressive=True)).image.shape == page.shape


def test_what_follows_a_photo_in_its_file_is_no_scan_of_it() -> None:
    assert decode_jpeg(GOOD + b"\xff\xda" * 300).width_px > 0
