"""Capture conditions: boxes follow their print, files decode, and the unreadable cannot be read."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageOps

from fixtures.drawing.capture import CONDITIONS, EXIF_TO_TURNS, Capture, capture
from fixtures.drawing.dice import dice_for
from fixtures.drawing.sheet import Drawing, Quad

pytestmark = pytest.mark.usefixtures("typefaces")
"""A neighbour that lies beside the paper is printed."""

READABLE = tuple(name for name in CONDITIONS if name != "unreadable")
PATCHES: dict[str, tuple[int, int]] = {"first": (200, 180), "second": (1300, 240), "third": (700, 900)}
PATCH_WIDTH, PATCH_HEIGHT = 160, 40
DARK = 0.62
"""Black ink may look at most this bright beside the paper round it, under glare and moiré."""


def a_paper() -> Drawing:
    """A white paper with three black patches, each a field."""
    image = np.full((1100, 1600, 3), 250, dtype=np.uint8)
    boxes: dict[str, Quad] = {}
    for name, (x, y) in PATCHES.items():
        image[y : y + PATCH_HEIGHT, x : x + PATCH_WIDTH] = 20
        boxes[name] = (x, y), (x + PATCH_WIDTH, y), (x + PATCH_WIDTH, y + PATCH_HEIGHT), (x, y + PATCH_HEIGHT)
    return Drawing(image=image, fields=dict.fromkeys(PATCHES, ""), boxes=boxes)


def shown(taken: Capture) -> np.ndarray:
    """The picture as a viewer shows it, in grey."""
    return np.asarray(ImageOps.exif_transpose(Image.open(io.BytesIO(taken.content))).convert("L"), dtype=np.float64)


def brightness(picture: np.ndarray, quad: Quad, stretch: float) -> float:
    """Mean along the outline of the box, drawn in or out from its middle."""
    corners = np.array(quad)
    middle = corners.mean(axis=0)
    places = []
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        places += [middle + (start + (end - start) * part - middle) * stretch for part in np.linspace(0, 1, 20)]
    rows = np.clip([round(y) for _, y in places], 0, picture.shape[0] - 1)
    columns = np.clip([round(x) for x, _ in places], 0, picture.shape[1] - 1)
    return float(picture[rows, columns].mean())


@pytest.mark.parametrize("condition", READABLE)
@pytest.mark.parametrize("throw", range(2))
def test_a_box_follows_its_print_through_every_condition(condition: str, throw: int) -> None:
    taken = capture(a_paper(), condition, dice=dice_for(condition, throw))

    picture = shown(taken)

    assert picture.shape == (taken.height_px, taken.width_px)
    for quad in taken.boxes.values():
        assert brightness(picture, quad, 0.75) < DARK * brightness(picture, quad, 1.35)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_the_same_throw_gives_the_same_bytes(condition: str) -> None:
    first = capture(a_paper(), condition, dice=dice_for(condition))
    second = capture(a_paper(), condition, dice=dice_for(condition))
    assert first.content == second.content


def test_an_orientation_that_is_right_shows_the_paper_upright() -> None:
    taken = capture(a_paper(), "exif_right", dice=dice_for("upright"))

    left, right = taken.boxes["first"], taken.boxes["second"]

    assert Image.open(io.BytesIO(taken.content)).getexif()[0x0112] in EXIF_TO_TURNS
    assert left[0][0] < left[1][0] < right[0][0]


def test_an_orientation_that_lies_shows_the_paper_turned() -> None:
    taken = capture(a_paper(), "exif_lies", dice=dice_for("turned"))

    start, end = taken.boxes["first"][0], taken.boxes["first"][1]

    assert end[0] - start[0] < PATCH_WIDTH / 2


def test_only_the_unreadable_is_called_so() -> None:
    for condition in CONDITIONS:
        assert capture(a_paper(), condition, dice=dice_for(condition)).readable == (condition != "unreadable")


def test_a_paper_without_a_value_is_taken_in_every_condition() -> None:
    bare = replace(a_paper(), boxes={})

    for condition in CONDITIONS:
        assert capture(bare, condition, dice=dice_for(condition)).boxes == {}


def test_a_size_and_a_limit_in_bytes_are_kept() -> None:
    taken = capture(a_paper(), "photo", dice=dice_for("small"), long_side_px=1200, limit_bytes=120_000)

    assert max(taken.width_px, taken.height_px) == 1200
    assert len(taken.content) <= 120_000
