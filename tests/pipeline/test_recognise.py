from itertools import pairwise

import cv2
import numpy as np
import pytest
import zxingcpp

from models.page import BgrImage, Box, Page, TextLine, Transform
from pipeline.image.barcodes import find_barcodes
from pipeline.image.line_order import in_reading_order
from pipeline.ocr_paddle import PaddleEngine
from pipeline.stages.recognise import recognise
from tests.support.prints import BODY, NUMBER, TITLE, draw_page

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")

CODE = "请使用'学信网报告在线验证'微信小程序扫码验证,#A1B2C3D4E5F6G7H8#"


def page_of(image: BgrImage, boxes: tuple[Box, ...] = ()) -> Page:
    height, width = image.shape[:2]
    return Page(image=image, transform=Transform(), upload_width_px=width, upload_height_px=height, line_boxes=boxes)


def with_code(image: BgrImage, *, scale: int) -> BgrImage:
    barcode = zxingcpp.create_barcode(CODE, zxingcpp.BarcodeFormat.QRCode)
    code = np.asarray(zxingcpp.write_barcode_to_image(barcode, scale=scale))
    height, width = code.shape[:2]
    marked = image.copy()
    marked[-height - 40 : -40, -width - 40 : -40] = code[:, :, None]
    return marked


def test_lines_come_as_a_person_reads_them(engine: PaddleEngine) -> None:
    text = recognise(page_of(draw_page().image), engine=engine)

    assert [line.text for line in text.lines if len(line.text) > 5] == [TITLE, *BODY, NUMBER]


def test_every_line_has_a_box_around_its_print_and_a_score_for_each_character(engine: PaddleEngine) -> None:
    text = recognise(page_of(draw_page().image), engine=engine)

    for line in text.lines:
        assert len(line.scores) == len(line.centres) == len(line.alternatives) == len(line.text)
        assert all(before < after for before, after in pairwise(line.centres))
        assert line.score == pytest.approx(sum(line.scores) / len(line.scores))


def test_badly_printed_lines_are_kept(engine: PaddleEngine) -> None:
    blurred = cv2.GaussianBlur(draw_page().image, (0, 0), 7).astype(np.uint8)
    left, top, right, bottom = draw_page().number_box

    text = recognise(page_of(blurred, (Box.upright(left, top, right, bottom),)), engine=engine)

    assert [line.score < 0.9 for line in text.lines] in ([True], [])


def test_print_that_runs_down_the_page_is_boxed_along_its_run(engine: PaddleEngine) -> None:
    left, top, right, bottom = (round(side) for side in draw_page().number_box)
    strip = draw_page().image[top - 5 : bottom + 5, left - 5 : right + 5]
    page = np.full((900, 400, 3), 250, dtype=np.uint8)
    down = np.rot90(strip, -1)
    page[40 : 40 + down.shape[0], 150 : 150 + down.shape[1]] = down

    text = recognise(page_of(page), engine=engine)

    (line,) = text.lines
    (x0, y0), (x1, y1) = line.box.corners[:2]
    assert line.text == NUMBER
    assert y1 - y0 > 10 * abs(x1 - x0)


@pytest.mark.parametrize("scale", [2, 3, 6])
def test_a_code_is_read_and_boxed(scale: int) -> None:
    page = with_code(draw_page().image, scale=scale)
    height, width = page.shape[:2]

    (code,) = find_barcodes(page)

    assert code.text == CODE
    assert code.format == "QRCode"
    assert width - code.box.right < 80
    assert height - code.box.bottom < 80


def test_a_page_without_a_code_gives_none() -> None:
    assert find_barcodes(draw_page().image) == ()


def test_lines_side_by_side_are_read_from_the_left() -> None:
    def line(text: str, left: float, top: float) -> TextLine:
        box = Box.upright(left, top, left + 100, top + 30)
        return TextLine(text=text, score=1.0, box=box, scores=(1.0,), centres=(0.5,))

    lines = [line("d", 0, 100), line("b", 300, 4), line("c", 600, 0), line("a", 0, 8)]

    assert [one.text for one in in_reading_order(lines)] == ["a", "b", "c", "d"]
