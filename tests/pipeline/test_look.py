"""Looks of pictures: near ones are always found, and only one picture altered a little counts as the same."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from models.errors import ImageRejected
from models.look import bands, is_near, is_same_picture, near_bands
from pipeline.image.look import look_of

FIXTURES = Path(__file__).parents[2] / "fixtures"
PAGES = ("chsi_registration_form", "graduation_certificate", "id_card", "physician_practice")


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=7))
def test_a_hash_of_at_most_seven_other_bits_shares_a_key(bits: int, flips: set[int]) -> None:
    other = bits
    for flip in flips:
        other ^= 1 << flip

    assert set(near_bands(f"{bits:016x}")) & set(bands(f"{other:016x}"))
    assert is_near(f"{bits:016x}", f"{other:016x}") == (len(flips) <= 6)


def saved(picture: Image.Image, *, quality: int = 75) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def smaller(picture: Image.Image) -> bytes:
    return saved(picture.resize((picture.width // 2, picture.height // 2)))


def painted_over(picture: Image.Image) -> bytes:
    altered = picture.copy()
    wide, high = picture.size
    ImageDraw.Draw(altered).rectangle((wide * 0.4, high * 0.3, wide * 0.52, high * 0.33), fill=(246, 244, 240))
    return saved(altered)


def on_its_side(picture: Image.Image) -> bytes:
    """The same view, its pixels turned and an EXIF entry that turns them back."""
    out = BytesIO()
    exif = Image.Exif()
    exif[274] = 6
    picture.transpose(Image.Transpose.ROTATE_90).save(out, "JPEG", quality=90, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("code", PAGES)
@pytest.mark.parametrize("change", [lambda one: saved(one, quality=40), smaller, painted_over, on_its_side])
def test_a_picture_saved_again_smaller_or_with_a_word_painted_over_is_the_same(
    code: str, change: Callable[[Image.Image], bytes]
) -> None:
    content = (FIXTURES / code / "page.jpg").read_bytes()
    with Image.open(BytesIO(content)) as picture:
        altered = change(picture.convert("RGB"))

    assert is_same_picture(look_of(content), look_of(altered))


def test_pages_of_several_types_are_several_pictures() -> None:
    looks = [look_of(path.read_bytes()) for path in sorted(FIXTURES.glob("*/page.jpg"))]

    assert len(looks) > 20
    assert not any(is_same_picture(one, two) for place, one in enumerate(looks) for two in looks[:place])


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff a page", b"\x89PNG\r\n"])
def test_what_is_no_jpeg_has_no_look(content: bytes) -> None:
    with pytest.raises(ImageRejected):
        look_of(content)


def test_a_blank_page_is_like_no_other() -> None:
    blank = saved(Image.fromarray(np.full((600, 400, 3), 250, np.uint8)))

    assert not is_same_picture(look_of(blank), look_of(blank))
