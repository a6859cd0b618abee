from itertools import product

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from models.page import BgrImage, Box, Page, Transform
from pipeline.image.decode import decode_jpeg
from pipeline.image.flatten import Plan, flattened, shrunk, turned, whole
from pipeline.image.layout import Layout, laid_out
from pipeline.image.page_edges import Quad, find_page
from pipeline.image.print_direction import print_angle_degrees
from pipeline.ocr_paddle import PaddleEngine
from pipeline.run import see
from pipeline.stages.normalise import normalise
from tests.support.prints import NUMBER, draw_page, jpeg_of, on_a_table, stored_for

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")

TABLE = (2000, 1600)
TWO = {"first": (900.0, 640.0), "second": (900.0, 1700.0)}
"""Middles of two papers on one table."""
LAID_AT = 0.66
LAID = [(250.0, 260.0), (1720.0, 180.0), (1800.0, 1330.0), (190.0, 1250.0)]


def upright(page: Page, number: Box) -> bool:
    """Say whether the certificate number of the upload runs to the right on the page, and lies on it whole."""
    box = page.transform.to_page(number)
    (x0, y0), (x1, y1) = box.corners[:2]
    height, width = page.image.shape[:2]
    on_page = box.left > -2 and box.top > -2 and box.right < width + 2 and box.bottom < height + 2
    return on_page and x1 - x0 > 20 * abs(y1 - y0)


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_page_is_set_upright_whichever_way_it_lies_and_whatever_its_exif_says(
    engine: PaddleEngine, turns: int, orientation: int
) -> None:
    drawn = draw_page()
    shown = np.ascontiguousarray(np.rot90(drawn.image, -turns))
    number = _rotated(Box.upright(*drawn.number_box), turns, drawn.image)

    page = normalise(jpeg_of(stored_for(shown, orientation), orientation=orientation), engine=engine)

    assert (page.upload_width_px, page.upload_height_px) == (shown.shape[1], shown.shape[0])
    assert upright(page, number)


def test_exif_that_lies_does_not_turn_a_page(engine: PaddleEngine) -> None:
    text = see(jpeg_of(draw_page().image, orientation=6), engine=engine)

    assert NUMBER in [line.text for line in text.lines]


def test_a_page_on_a_table_is_found_and_flattened(engine: PaddleEngine) -> None:
    drawn = draw_page()
    photo = on_a_table(drawn.image, LAID, size=TABLE)

    page = normalise(jpeg_of(photo), engine=engine)

    corners = [page.transform.to_page(Box.upright(x, y, x, y)).corners[0] for x, y in LAID]
    height, width = page.image.shape[:2]
    expected = [(0, 0), (width, 0), (width, height), (0, height)]
    assert np.abs(np.array(corners) - expected).max() < 0.04 * width, "the page fills the picture but for a narrow rim"


def test_print_keeps_its_upload_pixels_through_flattening(engine: PaddleEngine) -> None:
    drawn = draw_page()
    flat = np.array([(0, 0), (1500, 0), (1500, 1060), (0, 1060)], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(flat, np.array(LAID, dtype=np.float32))
    left, top, right, bottom = drawn.number_box
    expected = cv2.perspectiveTransform(np.array([[(left, top), (right, bottom)]], dtype=np.float64), matrix)[0]

    text = see(jpeg_of(on_a_table(drawn.image, LAID, size=TABLE)), engine=engine)

    (line,) = [line for line in text.lines if line.text == NUMBER]
    box = text.transform.to_upload(line.box)
    # A detector's box hugs print to within half of its height, 20 px here.
    assert np.abs(np.array([box.corners[0], box.corners[2]]) - expected).max() < 20


def test_a_scan_stays_whole(engine: PaddleEngine) -> None:
    page = normalise(jpeg_of(draw_page().image), engine=engine)

    assert page.image.shape == draw_page().image.shape
    assert page.transform.patches[0].array == pytest.approx(np.eye(3))


def test_no_page_is_found_where_print_would_be_lost(engine: PaddleEngine) -> None:
    drawn = draw_page()
    photo = on_a_table(drawn.image, LAID, size=TABLE)
    cv2.putText(photo, "ROOM 204", (300, 1500), cv2.FONT_HERSHEY_SIMPLEX, 3, (250, 250, 250), 8)

    boxes = engine.find_lines(photo, long_side_px=960)

    assert find_page(photo, boxes) is None


def test_a_blank_page_has_no_lines_and_says_so(engine: PaddleEngine) -> None:
    page = normalise(jpeg_of(np.full((800, 600, 3), 245, dtype=np.uint8)), engine=engine)

    assert page.line_boxes == ()
    assert "blank" in page.quality.causes
    assert see(jpeg_of(page.image), engine=engine).lines == ()


def test_a_grey_copy_is_named_and_a_colour_scan_is_not(engine: PaddleEngine) -> None:
    colour = draw_page().image
    grey = cv2.cvtColor(cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR).astype(np.uint8)

    assert "not_colour" in normalise(jpeg_of(grey), engine=engine).quality.causes
    assert "not_colour" not in normalise(jpeg_of(colour), engine=engine).quality.causes


def test_print_too_small_to_tell_apart_is_named(engine: PaddleEngine) -> None:
    small = cv2.resize(draw_page().image, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA).astype(np.uint8)

    assert "low_resolution" in normalise(jpeg_of(small), engine=engine).quality.causes


def test_two_papers_each_turned_its_own_way_are_set_upright_below_each_other(engine: PaddleEngine) -> None:
    drawn = draw_page()
    photo = _two_on_a_table(drawn.image, {"first": 20.0, "second": 188.0})

    text = see(jpeg_of(photo), engine=engine)

    assert len(text.transform.patches) == 2
    numbers = [line for line in text.lines if line.text == NUMBER]
    assert len(numbers) == 2
    for line, (centre, degrees) in zip(numbers, ((TWO["first"], 20.0), (TWO["second"], 188.0)), strict=True):
        expected = _turned_about(centre, degrees, np.array(drawn.number_box).reshape(2, 2), drawn.image.shape)
        box = text.transform.to_upload(line.box)
        # A detector's box hugs print to within half of its height, 20 px here.
        assert np.abs(np.array([box.corners[0], box.corners[2]]) - expected).max() < 20


def test_print_beside_two_papers_is_kept_and_more_of_it_forbids_to_take_them_apart(engine: PaddleEngine) -> None:
    photo = _two_on_a_table(draw_page().image, {"first": 8.0, "second": -12.0})
    cv2.putText(photo, "ROOM 204", (900, 2320), cv2.FONT_HERSHEY_SIMPLEX, 2, (250, 250, 250), 6)
    crowded = photo.copy()
    for row in range(3):
        cv2.putText(crowded, "LIST OF GUESTS", (60, 80 + 70 * row), cv2.FONT_HERSHEY_SIMPLEX, 1.5, (250, 250, 250), 5)

    kept, whole_page = (see(jpeg_of(one), engine=engine) for one in (photo, crowded))

    assert len(kept.transform.patches) == 3
    assert any("204" in line.text for line in kept.lines)
    assert len(whole_page.transform.patches) == 1


@pytest.mark.parametrize("thick_px", [8, 50])
def test_two_frames_on_one_paper_are_no_parts(engine: PaddleEngine, thick_px: int) -> None:
    inner = cv2.resize(draw_page().image, None, fx=0.9, fy=0.9, interpolation=cv2.INTER_AREA).astype(np.uint8)
    height, width = inner.shape[:2]
    sheet = np.full((2 * height + 300, width + 200, 3), (240, 248, 250), dtype=np.uint8)
    for top in (100, 200 + height):
        sheet[top : top + height, 100 : 100 + width] = inner
        cv2.rectangle(sheet, (100, top), (100 + width, top + height), (40, 40, 160), thick_px)

    page = normalise(jpeg_of(sheet), engine=engine)

    assert len(page.transform.patches) == 1


def test_text_kept_before_pages_had_parts_still_loads() -> None:
    kept = TypeAdapter(Transform).validate_json('{"matrix": [2, 0, 10, 0, 2, 20, 0, 0, 1]}')

    assert kept.to_page(Box.upright(0, 0, 1, 1)) == Box.upright(10, 20, 12, 22)


PLANS = ("whole", "flattened", "turned", "shrunk", "split")


@given(
    kind=st.sampled_from(PLANS),
    corners=st.tuples(*[st.floats(-0.08, 0.08) for _ in range(8)]),
    angles=st.tuples(st.floats(-180, 180), st.floats(-180, 180)),
    shrink=st.sampled_from([1, 2, 4]),
    spot=st.tuples(st.floats(0.18, 0.74), st.floats(0.18, 0.8)),  # within every such paper, wherever its corners are
    second=st.booleans(),
)
def test_a_box_finds_its_way_to_the_page_and_back(
    kind: str,
    corners: tuple[float, ...],
    angles: tuple[float, float],
    shrink: int,
    spot: tuple[float, float],
    second: bool,
) -> None:
    quad = (np.array([(0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9)]) + np.array(corners).reshape(4, 2)) * (4000, 3000)
    transform = _planned(kind, quad, angles).transform(np.diag([1 / shrink, 1 / shrink, 1.0]))
    kept = TypeAdapter(Transform).validate_json(TypeAdapter(Transform).dump_json(transform))
    # The second paper is as large as the first and lies below it.
    x, y = spot[0] * 4000 * shrink, (spot[1] * 3000 + (4000 if second and kind == "split" else 0)) * shrink
    box = Box.upright(x, y, x + 300, y + 40)

    there_and_back = kept.to_upload(kept.to_page(box))

    assert kept == transform
    assert np.abs(np.array(there_and_back.corners) - np.array(box.corners)).max() < 2


@given(angle=st.floats(-180, 180), size=st.tuples(st.integers(64, 3000), st.integers(64, 3000)))
def test_turning_a_page_loses_none_of_it(angle: float, size: tuple[int, int]) -> None:
    plan = turned(whole(np.zeros((size[1], size[0], 1), dtype=np.uint8)), angle)

    (box,) = [_transform(plan.matrix, 1).to_page(Box.upright(0, 0, *size))]

    slack = 2 + np.radians(0.5) * max(size)  # Print nearly straight is left as it is, or turned by a whole quarter.
    assert min(box.left, box.top) > -slack
    assert box.right < plan.width_px + slack
    assert box.bottom < plan.height_px + slack


@pytest.mark.parametrize(("angle", "flip"), list(product((-80.0, -30.0, -2.0, 0.0, 5.0, 44.0, 89.0), (0, 180))))
def test_the_angle_of_print_is_found_up_to_half_a_turn(angle: float, flip: int) -> None:
    radians = np.radians(angle + flip)
    along, across = np.array([np.cos(radians), np.sin(radians)]), np.array([-np.sin(radians), np.cos(radians)])
    starts = [np.array([500.0, 500.0 + 60 * row]) for row in range(5)]
    boxes = [_box([s, s + 400 * along, s + 400 * along + 30 * across, s + 30 * across]) for s in starts]

    assert print_angle_degrees(boxes) == pytest.approx(angle, abs=0.2)


def test_decoding_smaller_keeps_upload_pixels(engine: PaddleEngine) -> None:
    large = cv2.resize(draw_page().image, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC).astype(np.uint8)
    assert decode_jpeg(jpeg_of(large)).shrink == 2

    text = see(jpeg_of(large), engine=engine)

    (line,) = [line for line in text.lines if line.text == NUMBER]
    expected = 4 * np.array(draw_page().number_box)
    box = text.transform.to_upload(line.box)
    assert np.abs(np.array([box.left, box.top, box.right, box.bottom]) - expected).max() < 60, "half of its height"


def _rotated(box: Box, turns: int, image: BgrImage) -> Box:
    """Return where a box of `image` lies after clockwise quarter turns; its first side still runs along its print."""
    height, width = image.shape[:2]
    corners = list(box.corners)
    for turn in range(turns):
        side = height if turn % 2 == 0 else width
        corners = [(side - y, x) for x, y in corners]
    a, b, c, d = corners
    return Box((a, b, c, d))


def _planned(kind: str, quad: Quad, angles: tuple[float, float]) -> Plan | Layout:
    """Plan a picture of 4000 × 3000 pixels, or one twice as large with two papers in it."""
    if kind == "whole":
        return whole(np.zeros((3000, 4000, 1), dtype=np.uint8))
    first = flattened(quad)
    if kind == "flattened":
        return first
    if kind == "split":
        return laid_out([turned(first, angles[0]), turned(flattened(quad + np.array([0, 4000])), angles[1])])
    return turned(first, angles[0]) if kind == "turned" else shrunk(turned(first, angles[0]))


def _two_on_a_table(image: BgrImage, degrees: dict[str, float]) -> BgrImage:
    """Lay a paper twice on a dark table of 1800 × 2400 pixels, each turned clockwise about its middle."""
    height, width = image.shape[:2]
    table = np.full((2400, 1800, 3), (44, 40, 52), dtype=np.uint8)
    for name, centre in TWO.items():
        corners = _turned_about(centre, degrees[name], np.array([(0, 0), (width, 0), (0, height)]), image.shape)
        source = np.array([(0, 0), (width, 0), (0, height)], dtype=np.float32)
        matrix = cv2.getAffineTransform(source, corners.astype(np.float32))
        # A border that is left as it was keeps what lies there already.
        cv2.warpAffine(image, matrix, (1800, 2400), dst=table, borderMode=cv2.BORDER_TRANSPARENT)
    return table


def _turned_about(
    centre: tuple[float, float], degrees: float, points: np.ndarray, shape: tuple[int, ...]
) -> np.ndarray:
    """Return where points of a paper that is laid at two thirds of its size come to lie."""
    radians = np.radians(degrees)
    rotation = np.array([(np.cos(radians), -np.sin(radians)), (np.sin(radians), np.cos(radians))])
    laid: np.ndarray = LAID_AT * (points - np.array([shape[1], shape[0]]) / 2) @ rotation.T + centre
    return laid


def _transform(matrix: np.ndarray, shrink: int) -> Transform:
    return Transform.of(matrix @ np.diag([1 / shrink, 1 / shrink, 1.0]))


def _box(corners: list[np.ndarray]) -> Box:
    a, b, c, d = ((float(x), float(y)) for x, y in corners)
    return Box((a, b, c, d))
