"""Previews: what a browser opens at once, with nothing of the camera's in it, and the way to its pixels."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from models.errors import ImageRejected
from models.page import Box, PageText, Patch, Transform
from models.preview import Portrait, Preview, PreviewKind
from pipeline.portray import LONG_SIDE_PX, SMALL_SIDE_PX, portray
from tests.support.pages import page_text

MARK = Box.upright(100, 40, 160, 90)
"""Where the test's page has its one black spot, in pixels of the upload."""


def upload(width: int, height: int, *, orientation: int | None = None, mark: Box = MARK) -> bytes:
    image = Image.new("RGB", (width, height), (250, 246, 238))
    ImageDraw.Draw(image).rectangle((mark.left, mark.top, mark.right, mark.bottom), fill=(0, 0, 0))
    exif = image.getexif()
    exif[0x010F] = "Camera of somebody"
    if orientation:
        exif[0x0112] = orientation
    written = io.BytesIO()
    image.save(written, "JPEG", quality=95, exif=exif)
    return written.getvalue()


def text_of(width: int, height: int, transform: Transform) -> PageText:
    return replace(page_text(()), width_px=width, height_px=height, transform=transform)


def previews_of(portrait: Portrait) -> dict[PreviewKind, tuple[Preview, Image.Image]]:
    return {one.kind: (one, Image.open(io.BytesIO(one.content))) for one in portrait.previews}


def darkest(image: Image.Image, preview: Preview, box: Box) -> float:
    """Mean brightness of a preview where a box of the upload lies, less a rim that resizing blurs."""
    there = preview.transform.to_page(box)
    grey = np.asarray(image.convert("L"))
    rim_x, rim_y = 0.2 * there.width, 0.2 * there.height
    rows = slice(round(there.top + rim_y), round(there.bottom - rim_y))
    columns = slice(round(there.left + rim_x), round(there.right - rim_x))
    return float(grey[rows, columns].mean())


def test_every_kind_is_made_and_leads_to_the_pixels_of_the_upload() -> None:
    turned = Transform.of(np.array([(0.0, -1.0, 500.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)]))

    made = previews_of(portray(upload(700, 500), text=text_of(500, 700, turned)))

    assert set(made) == set(PreviewKind)
    assert made[PreviewKind.WHOLE][1].size == (700, 500)
    assert made[PreviewKind.UPRIGHT][1].size == (500, 700)
    assert made[PreviewKind.SMALL][1].size == (229, SMALL_SIDE_PX)
    for preview, image in made.values():
        assert image.size == (preview.width_px, preview.height_px)
        assert darkest(image, preview, MARK) < 40


def test_a_large_upload_is_shown_smaller_and_its_boxes_with_it() -> None:
    large = Box.upright(3000, 1200, 3600, 1500)

    made = previews_of(portray(upload(6400, 2400, mark=large), text=text_of(6400, 2400, Transform())))

    preview, image = made[PreviewKind.WHOLE]
    assert max(image.size) == LONG_SIDE_PX
    assert darkest(image, preview, large) < 40


def test_nothing_that_a_camera_wrote_is_left() -> None:
    portrait = portray(upload(400, 300), text=text_of(400, 300, Transform()))

    for _, image in previews_of(portrait).values():
        assert "exif" not in image.info
        assert len(image.getexif()) == 0


def test_an_upload_that_lies_on_its_side_is_shown_as_a_viewer_shows_it() -> None:
    content = upload(400, 300, orientation=6)
    as_shown = Box.upright(300 - 90, 100, 300 - 40, 160)

    preview, image = previews_of(portray(content, text=text_of(300, 400, Transform())))[PreviewKind.WHOLE]

    assert image.size == (300, 400)
    assert darkest(image, preview, as_shown) < 40


def test_parts_that_were_laid_below_each_other_are_drawn_so() -> None:
    lower = Patch((1, 0, -300, 0, 1, 320, 0, 0, 1), (0, 320, 300, 620))
    parts = Transform((Patch((1, 0, 0, 0, 1, 0, 0, 0, 1), (0, 0, 300, 300)), lower))
    mark = Box.upright(400, 100, 460, 150)

    preview, image = previews_of(portray(upload(600, 300, mark=mark), text=text_of(300, 620, parts)))[
        PreviewKind.UPRIGHT
    ]

    assert image.size == (300, 620)
    assert preview.transform.to_page(mark).centre == (130, 445)
    assert darkest(image, preview, mark) < 40


@pytest.mark.parametrize("content", [b"", b"no picture", upload(400, 300)[:500]])
def test_what_nobody_can_decode_is_refused(content: bytes) -> None:
    with pytest.raises(ImageRejected):
        portray(content, text=text_of(400, 300, Transform()))
