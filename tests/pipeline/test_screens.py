"""A photo of a screen is told by the grid of its pixels; the fine lines of a diploma's ground are none."""

import math

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.image.moire import looks_like_a_screen

HEIGHT, WIDTH = 1200, 1600
SEEN_THROUGH_A_LENS_PX = 0.8
Y, X = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)


def paper(*shades: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    noise = np.random.Generator(np.random.PCG64(7)).normal(0, 2, (HEIGHT, WIDTH))
    return np.clip(232 + noise + sum(shades), 0, 255).astype(np.uint8)


def wavy_lines(pitch_px: float, depth: float) -> npt.NDArray[np.float32]:
    """Draw lines a pixel wide: their spectrum holds the pitch and all its overtones."""
    waves = Y + 6 * np.sin(2 * math.pi * X / 900)
    across = np.abs((waves + pitch_px / 2) % pitch_px - pitch_px / 2)
    printed = np.asarray(-depth * np.clip(1.2 - across, 0, 1), dtype=np.float32)
    return np.asarray(cv2.GaussianBlur(printed, (0, 0), SEEN_THROUGH_A_LENS_PX), dtype=np.float32)


def grid(pitch_px: float, depth: float) -> npt.NDArray[np.float32]:
    across, down = (np.cos(2 * math.pi * (axis + 0.03 * other) / pitch_px) for axis, other in ((X, Y), (Y, X)))
    return np.asarray(depth * (across + down), dtype=np.float32)


def test_the_pixels_of_a_screen_are_told() -> None:
    assert looks_like_a_screen(paper(grid(3.3, 5)))


def test_the_pixels_of_a_screen_are_told_under_a_ground_of_fine_lines() -> None:
    assert looks_like_a_screen(paper(grid(3.3, 5), wavy_lines(17.6, 24)))


def test_fine_lines_and_their_overtones_are_no_screen() -> None:
    for pitch_px in (10.5, 14.0, 17.6):
        assert not looks_like_a_screen(paper(wavy_lines(pitch_px, 24)))


def test_plain_paper_is_no_screen() -> None:
    assert not looks_like_a_screen(paper())


def test_of_a_small_page_whose_ground_repeats_as_closely_as_pixels_nothing_is_said() -> None:
    assert not looks_like_a_screen(paper(grid(3.3, 5))[:700])


def turned_upright(degrees: float) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float64]]:
    """Draw a paper in uneven light, saved as a JPEG and turned upright afterwards; with the upload's border."""
    noise = np.random.Generator(np.random.PCG64(3)).normal(0, 1, (HEIGHT, WIDTH))
    shaded = np.clip(230 - 40 * np.hypot(X / WIDTH - 0.3, Y / HEIGHT - 0.4) + noise, 0, 255).astype(np.uint8)
    is_written, content = cv2.imencode(".jpg", shaded, [cv2.IMWRITE_JPEG_QUALITY, 75])
    assert is_written
    uploaded = cv2.imdecode(content, cv2.IMREAD_GRAYSCALE)
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), degrees, 0.94)
    border = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], dtype=np.float64)
    page = cv2.warpAffine(uploaded, turn, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT)
    return np.asarray(page, dtype=np.uint8), border @ turn[:, :2].T + turn[:, 2]


def test_the_blocks_of_a_jpeg_that_was_turned_upright_are_no_screen() -> None:
    page, border = turned_upright(5.0)

    assert looks_like_a_screen(page)
    assert not looks_like_a_screen(page, border)


def test_the_pixels_of_a_screen_are_told_however_the_upload_lay() -> None:
    border = np.array([[0, 104], [1188, 0], [1600, 1096], [104, 1200]], dtype=np.float64)

    assert looks_like_a_screen(paper(grid(3.3, 5)), border)
