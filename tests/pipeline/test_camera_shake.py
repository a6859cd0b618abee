import cv2
import numpy as np
import pytest

from models.page import BgrImage, Box
from pipeline.image.camera_shake import TILE_PX, find_shake
from pipeline.image.deconvolution import deconvolved, shaken
from tests.support.prints import draw_page

LINES = (
    Box.upright(420, 110, 1080, 190),
    *(Box.upright(325, 295 + 90 * row, 1190, 350 + 90 * row) for row in range(3)),
)
NOISE_LEVELS = 2.0


def taken(length_px: float, angle_degrees: float) -> BgrImage:
    """A page as a camera shows it that moved so while the shutter was open; a length of 0 is a camera held still."""
    page = draw_page().image
    if length_px:
        page = cv2.filter2D(page, -1, shaken(length_px, angle_degrees)).astype(np.uint8)
    noise = np.random.default_rng(7).normal(0, NOISE_LEVELS, page.shape)
    return np.clip(cv2.GaussianBlur(page, (0, 0), 0.6) + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("angle_degrees", [0, 25, 60, 90, 135, 160])
@pytest.mark.parametrize("length_px", [6.0, 8.0, 11.0])
def test_a_shake_is_told_with_its_direction_and_length(length_px: float, angle_degrees: float) -> None:
    shake = find_shake(taken(length_px, angle_degrees), LINES)

    assert shake is not None
    assert abs((shake.angle_degrees - angle_degrees + 90) % 180 - 90) <= 12
    assert shake.length_px == pytest.approx(length_px, abs=2.0)


def test_a_camera_held_still_is_told_of_no_shake() -> None:
    assert find_shake(taken(0, 0), LINES) is None


def test_a_lens_out_of_focus_is_no_shake() -> None:
    blurred = cv2.GaussianBlur(taken(0, 0), (0, 0), 3).astype(np.uint8)

    assert find_shake(blurred, LINES) is None


def test_a_page_without_print_or_smaller_than_a_tile_tells_nothing() -> None:
    small = np.full((TILE_PX - 1, 400, 3), 200, dtype=np.uint8)

    assert find_shake(taken(8, 30), []) is None
    assert find_shake(small, [Box.upright(10, 10, 200, 40)]) is None


def test_undoing_a_shake_brings_the_print_back() -> None:
    still, spread = draw_page().image, shaken(9, 40)
    moved = cv2.filter2D(still, -1, spread).astype(np.uint8)

    undone = deconvolved(moved, spread)

    assert undone.shape == still.shape
    assert error(undone, still) < error(moved, still) / 3


def test_a_picture_smaller_than_the_spread_is_undone_at_its_own_size() -> None:
    small = np.full((3, 7, 3), 200, dtype=np.uint8)

    assert deconvolved(small, shaken(90, 20)).shape == small.shape


def error(one: BgrImage, other: BgrImage) -> float:
    return float(np.square(one.astype(float) - other.astype(float)).mean())
