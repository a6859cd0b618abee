import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from models.errors import EngineUnavailable
from models.page import PageText
from pipeline.engine_name import ENGINE_NAME
from pipeline.ocr_paddle import EngineShared, PaddleEngine
from pipeline.run import see
from tests.support.prints import BODY, NUMBER, draw_page, jpeg_of

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
"""What paddlex and its dependencies warn of on import is not ours to mend."""


def read(page: bytes, engine: PaddleEngine) -> tuple[str, ...]:
    return tuple(line.text for line in see(page, engine=engine).lines)


def test_the_name_is_known_without_loading_a_model(engine: PaddleEngine) -> None:
    assert engine.name == ENGINE_NAME


def test_the_alphabet_holds_rare_name_characters_and_no_blank(engine: PaddleEngine) -> None:
    assert set("郇赟翀旻玘") <= engine.alphabet
    assert not {"", " "} & engine.alphabet


def test_a_crop_gives_a_score_a_place_and_a_rival_for_each_character(engine: PaddleEngine) -> None:
    left, top, right, bottom = (round(side) for side in draw_page().number_box)
    crop = draw_page().image[top - 4 : bottom + 4, left - 4 : right + 4]

    (read_crop,) = engine.read_lines([crop])

    assert read_crop.text == NUMBER
    assert len(read_crop.scores) == len(read_crop.centres) == len(read_crop.alternatives) == len(NUMBER)
    assert all(0 < score <= 1 for score in read_crop.scores)
    # Digits are printed at an even pitch: the last eighteen centres must be too, within a third of a digit.
    pitches = np.diff(read_crop.centres[-18:])
    assert np.abs(pitches - pitches.mean()).max() < 0.34 * pitches.mean()
    assert 0.95 < read_crop.centres[-1] < 1


@pytest.mark.parametrize("width", range(505, 521))
def test_no_character_is_lost_at_the_edge_of_a_batch_width(engine: PaddleEngine, width: int) -> None:
    left, top, right, bottom = (round(side) for side in draw_page().number_box)
    crop = draw_page().image[top - 4 : bottom + 4, left - 4 : right + 4]
    widened = np.repeat(crop, 2, axis=0)[: round(2 * crop.shape[0])][:, : crop.shape[1]]
    height = round(48 * crop.shape[1] / width)
    squeezed = widened[:: max(1, widened.shape[0] // height)]

    (read_crop,) = engine.read_lines([squeezed])

    assert read_crop.text.endswith("885440")


def test_crops_of_many_widths_come_back_in_the_order_given(engine: PaddleEngine) -> None:
    page = draw_page()
    left, top, right, bottom = (round(side) for side in page.number_box)
    number = page.image[top - 4 : bottom + 4, left - 4 : right + 4]
    line = page.image[300:356, 325:1250]
    blank = np.full((40, 200, 3), 250, dtype=np.uint8)

    texts = [crop.text for crop in engine.read_lines([line, blank, number, line])]

    assert texts == [BODY[0], "", NUMBER, BODY[0]]


def test_nothing_to_read_gives_nothing(engine: PaddleEngine) -> None:
    assert engine.read_lines([]) == ()


def test_a_second_thread_is_told_at_once_that_an_engine_is_not_to_be_shared(engine: PaddleEngine) -> None:
    engine.read_lines([draw_page().image[300:356, 325:1250]])
    met: list[BaseException] = []

    def share() -> None:
        try:
            engine.find_lines(draw_page().image, long_side_px=960)
        except EngineShared as error:
            met.append(error)

    thread = threading.Thread(target=share)
    thread.start()
    thread.join()

    assert len(met) == 1


def test_a_folder_without_models_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match=r"detection/inference\.onnx"):
        PaddleEngine(models_dir=tmp_path)


@pytest.mark.slow
def test_four_threads_with_an_engine_each_read_what_one_reads(engine: PaddleEngine) -> None:
    page = draw_page().image
    pages = [jpeg_of(np.roll(page, 7 * shift, axis=1)) for shift in range(8)]
    serial = [read(content, engine) for content in pages]
    own = threading.local()

    def storm(content: bytes) -> tuple[str, ...]:
        if not hasattr(own, "engine"):
            own.engine = PaddleEngine(threads=1)
        return read(content, own.engine)

    with ThreadPoolExecutor(4) as pool:
        stormed = list(pool.map(storm, pages))

    assert stormed == serial


def test_text_carries_the_engine_and_the_times_it_took(engine: PaddleEngine) -> None:
    text: PageText = see(jpeg_of(draw_page().image), engine=engine)

    assert text.engine == ENGINE_NAME
    assert text.normalise_ms > 0
    assert text.recognise_ms > 0
