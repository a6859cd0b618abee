"""How well a page can be read, judged from pixels that are drawn here: no engine is loaded."""

import cv2
import numpy as np
import pytest
from pydantic import TypeAdapter

from models.page import BgrImage, Box, PageText, Quality
from pipeline.image.quality import judge_quality
from tests.support.pages import DIPLOMA, page_text
from tests.support.prints import BODY, SIDE_PX, draw_page

TITLE_BOX = Box.upright(430, 118, 1070, 182)
NUMBER_BOX = Box.upright(*draw_page().number_box)
ROWS = [Box.upright(330, 298 + 90 * row, 330 + 40 * len(line), 345 + 90 * row) for row, line in enumerate(BODY)]
BOXES = (TITLE_BOX, *ROWS, NUMBER_BOX)


def judged(image: BgrImage, boxes: tuple[Box, ...] = BOXES) -> Quality:
    height, width = image.shape[:2]
    border = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float64)
    return judge_quality(image, boxes, coloured=True, upload_px_per_page_px=1.0, outline=border)


def cropped(left: int) -> tuple[BgrImage, tuple[Box, ...]]:
    """Cut the page at a column; its lines are found where they still are."""
    boxes = [Box.upright(max(box.left - left, 0), box.top, box.right - left, box.bottom) for box in BOXES]
    return draw_page().image[:, left:], tuple(boxes)


def test_a_clean_scan_has_no_cause() -> None:
    assert judged(draw_page().image).causes == ()


def test_print_that_the_border_cuts_is_incomplete_and_told_by_its_lines() -> None:
    image, boxes = cropped(365)

    quality = judged(image, boxes)

    assert "incomplete" in quality.causes
    assert len(quality.cut_off) >= 3


def test_print_that_ends_short_of_the_border_is_not_cut() -> None:
    image, boxes = cropped(110)

    assert judged(image, boxes).cut_off == ()


def test_another_paper_may_be_cut_where_its_edge_is_seen() -> None:
    page = draw_page().image
    table = np.full((SIDE_PX[1], 60, 3), (60, 90, 140), dtype=np.uint8)
    picture = np.concatenate([page, table, page[:, 300:560]], axis=1)
    moved = [Box.upright(1560 + 30, box.top, 1560 + 260, box.bottom) for box in ROWS]

    assert judged(picture, (*BOXES, *moved)).cut_off == ()


def test_a_lamp_that_washes_print_out_is_glare_there_and_only_there() -> None:
    page = draw_page().image.astype(np.float32) * 0.8
    y, x = np.mgrid[0 : page.shape[0], 0 : page.shape[1]].astype(np.float32)
    light = 0.8 * np.exp(-((x - 600) ** 2 + (y - 390) ** 2) / (2 * 110.0**2))
    shining = (255 - (255 - page) * (1 - light[:, :, None])).astype(np.uint8)

    quality = judged(shining)

    assert "glare" in quality.causes
    assert all(abs(box.centre[0] - 600) < 300 and abs(box.centre[1] - 390) < 200 for box in quality.glare)
    assert "glare" not in judged(page.astype(np.uint8)).causes


def test_a_fine_grid_all_over_is_a_screen() -> None:
    page = draw_page().image.astype(np.float32)
    y, x = np.mgrid[0 : page.shape[0], 0 : page.shape[1]]
    grid = 1 + 0.25 * np.cos(2 * np.pi * (x + 0.4 * y) / 3.7) + 0.15 * np.cos(2 * np.pi * (y - 0.3 * x) / 3.3)
    shown = np.clip(page * grid[:, :, None] * 0.8, 0, 255).astype(np.uint8)

    assert "screen" in judged(shown).causes
    assert "screen" not in judged(draw_page().image).causes


@pytest.mark.parametrize(
    ("cause", "spoilt"),
    [
        ("blurred", lambda page: cv2.GaussianBlur(page, (0, 0), 12)),
        ("dark", lambda page: page // 8),
        ("low_contrast", lambda page: page // 8 + 200),
        ("not_colour", lambda page: cv2.cvtColor(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)),
    ],
)
def test_a_spoilt_picture_is_named(cause: str, spoilt: object) -> None:
    assert callable(spoilt)

    assert cause in judged(np.asarray(spoilt(draw_page().image), dtype=np.uint8)).causes


def test_text_kept_before_spots_and_cuts_were_kept_still_loads() -> None:
    kept = TypeAdapter(PageText)
    old = kept.dump_python(page_text(DIPLOMA), mode="json")
    del old["quality"]["glare"], old["quality"]["cut_off"]

    assert kept.validate_python(old).quality == Quality(score=1.0)
