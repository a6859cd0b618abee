"""Pictures of recorded text: each line drawn where the text says that it stands, so that no engine need read them."""

import io
from collections.abc import Mapping

from PIL import Image, ImageDraw

from fixtures.drawing.typefaces import face_for, font
from models.page import PageText

FACE = "Noto Serif CJK SC"


def printed(text: PageText) -> bytes:
    """Draw a page as a JPEG, with EXIF of a camera that no preview may keep."""
    page = Image.new("RGB", (text.upload_width_px, text.upload_height_px), "#f7f3e8")
    pen = ImageDraw.Draw(page)
    pen.rectangle((8, 8, page.width - 9, page.height - 9), outline="#8b2f2f", width=5)
    for line in text.lines:
        xs, ys = zip(*line.box.corners, strict=True)
        face = face_for(FACE, line.text)
        size = max(8, round((max(ys) - min(ys)) * 0.86))
        drawn_with = font(face.file, face.index, size)
        pen.text((min(xs), (min(ys) + max(ys)) / 2), line.text, font=drawn_with, fill="#222", anchor="lm")
    exif = Image.Exif()
    exif[0x0110] = "a camera that nobody owns"
    kept = io.BytesIO()
    page.save(kept, "JPEG", quality=85, exif=exif)
    return kept.getvalue()


def printed_all(texts: Mapping[str, PageText]) -> dict[str, bytes]:
    """Draw several pages, by the same names."""
    return {name: printed(text) for name, text in texts.items()}
