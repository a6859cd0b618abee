"""A reading process of its own: what it answers, and what its end costs."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from models.errors import Defect, EngineUnavailable, ImageRejected, ModelsMissing, WorkerLost
from models.page import PageText
from models.preview import PreviewKind
from pipeline.reader_child import ChildReader
from pipeline.reading_process import EngineRecipe

ROOT = Path(__file__).parents[2]
MEGABYTE = 1024 * 1024
RECIPE = EngineRecipe(
    make="tests.support.engines:make_engine",
    name="scripted",
    options={"greeting": "read by"},
    see="tests.support.engines:see",
    portray="tests.support.engines:portray",
)


@pytest.fixture(autouse=True)
def _tests_are_importable(monkeypatch: pytest.MonkeyPatch) -> None:
    # The child is handed this path, and finds its scripted engine by it.
    monkeypatch.syspath_prepend(str(ROOT))


@contextmanager
def reading(
    *, pages: int = 100, timeout_seconds: float = 30, memory: int | None = None, recipe: EngineRecipe = RECIPE
) -> Iterator[ChildReader]:
    reader = ChildReader(recipe, pages_per_process=pages, timeout_seconds=timeout_seconds, memory_limit_bytes=memory)
    try:
        yield reader
    finally:
        reader.close()


def process_of(text: PageText) -> int:
    return int(text.lines[-2].text.removeprefix("read by "))


def is_running(process_id: int | None) -> bool:
    return Path(f"/proc/{process_id}").exists()


def test_text_comes_whole_out_of_another_process() -> None:
    with reading() as reader:
        text = reader.see(b"page")

        assert text.engine == reader.engine_name == "scripted"
        assert text.lines[3].text == "陈嘉禾"
        assert text.lines[3].scores == (0.99,) * 3
        assert process_of(text) == reader.process.process_id != os.getpid()


def test_nothing_is_started_before_the_first_page() -> None:
    with reading() as reader:
        assert reader.process.process_id is None


def test_the_process_stays_for_the_next_page_and_is_renewed_after_some() -> None:
    with reading(pages=2) as reader:
        processes = [process_of(reader.see(b"page")) for _ in range(5)]

    assert processes[0] == processes[1]
    assert processes[2] == processes[3]
    assert len(set(processes)) == 3


def test_a_process_above_its_memory_is_renewed_after_its_page() -> None:
    with reading(memory=200 * MEGABYTE) as reader:
        small = process_of(reader.see(b"page"))
        large = process_of(reader.see(b"grow"))
        after = process_of(reader.see(b"page"))

    assert small == large
    assert after != large
    assert not is_running(large)


def test_a_process_at_twice_its_memory_is_ended_at_once() -> None:
    with reading(memory=150 * MEGABYTE) as reader:
        with pytest.raises(WorkerLost, match="memory"):
            reader.see(b"swell")

        assert reader.see(b"page").engine == "scripted"


@pytest.mark.parametrize("end", [b"crash", b"exit"])
def test_a_page_that_ends_the_process_costs_that_page_alone(end: bytes) -> None:
    with reading() as reader:
        before = process_of(reader.see(b"page"))
        with pytest.raises(WorkerLost, match="end of the reading process"):
            reader.see(end)
        after = process_of(reader.see(b"page"))

    assert before != after


def test_a_page_that_takes_too_long_is_ended() -> None:
    with reading(timeout_seconds=1) as reader:
        reader.see(b"page")
        started, stuck = time.monotonic(), reader.process.process_id
        with pytest.raises(WorkerLost, match="within 1 s"):
            reader.see(b"hang")

        assert time.monotonic() - started < 5
        assert not is_running(stuck)
        assert reader.see(b"page").engine == "scripted"


def test_a_file_that_is_no_picture_is_rejected_and_the_process_stays() -> None:
    with reading() as reader:
        first = process_of(reader.see(b"page"))
        with pytest.raises(ImageRejected) as caught:
            reader.see(b"reject")

        assert caught.value.cause == "image_not_jpeg"
        assert process_of(reader.see(b"page")) == first


def test_models_that_cannot_be_loaded_are_a_component_that_is_away() -> None:
    with (
        reading(recipe=EngineRecipe(make="tests.support.engines:make_no_engine", name="none")) as reader,
        pytest.raises(EngineUnavailable, match="met none"),
    ):
        reader.see(b"page")


def test_models_that_are_missing_are_a_wrong_setting() -> None:
    recipe = EngineRecipe(make="tests.support.engines:make_missing_engine", name="none")

    with reading(recipe=recipe) as reader, pytest.raises(ModelsMissing, match="inference"):
        reader.see(b"page")


def test_an_engine_that_ends_its_process_at_the_start_is_no_loss_of_the_page() -> None:
    recipe = EngineRecipe(make="tests.support.engines:make_deadly_engine", name="none")

    with reading(recipe=recipe) as reader, pytest.raises(EngineUnavailable, match="exit 3"):
        reader.see(b"page")


def test_a_model_that_fails_is_loaded_anew() -> None:
    with reading() as reader:
        first = process_of(reader.see(b"page"))
        with pytest.raises(EngineUnavailable):
            reader.see(b"unavailable")

        assert process_of(reader.see(b"page")) != first


def test_a_defect_says_where_but_not_what(capfd: pytest.CaptureFixture[str]) -> None:
    with reading() as reader:
        with pytest.raises(Defect) as caught:
            reader.see(b"defect")
        first = process_of(reader.see(b"page"))
        assert first == reader.process.process_id

    assert caught.value.code == "defect"
    assert "ValueError" in str(caught.value)
    assert "engines.py" in str(caught.value)
    assert caught.value.trace.splitlines()[0] == "ValueError"
    assert caught.value.trace.splitlines()[-1].endswith(":see")
    assert "陈" not in str(caught.value) + caught.value.trace + capfd.readouterr().err


def test_a_library_that_warns_writes_nothing_among_the_logs(capfd: pytest.CaptureFixture[str]) -> None:
    with reading() as reader:
        reader.see(b"warn")

    assert capfd.readouterr().err == ""


def test_a_process_whose_parent_is_gone_ends_without_a_word() -> None:
    code = (
        "from multiprocessing import Pipe; from pipeline.reading_process import serve; "
        "from tests.pipeline.test_reader_child import RECIPE; ours, theirs = Pipe(); ours.close(); "
        "serve(theirs, RECIPE)"
    )

    met = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)

    assert (met.returncode, met.stderr) == (0, "")


def test_a_process_that_was_killed_between_pages_is_replaced() -> None:
    with reading() as reader:
        first = process_of(reader.see(b"page"))
        os.kill(first, 9)
        time.sleep(0.3)

        assert process_of(reader.see(b"page")) != first


def test_a_closed_reader_leaves_no_process_and_may_be_closed_twice() -> None:
    with reading() as reader:
        process_id = process_of(reader.see(b"page"))
        reader.close()
        reader.close()

        assert not is_running(process_id)


def test_a_reader_that_is_closed_while_others_wait_for_its_answer_closes_and_costs_them_their_pages() -> None:
    with reading(pages=1000) as reader, ThreadPoolExecutor(max_workers=4) as pool:
        for _ in range(5):
            process_id = process_of(reader.see(b"page"))
            waiting = pool.submit(reader.see, b"hang")
            time.sleep(0.2)

            closed = [pool.submit(reader.close) for _ in range(2)]

            for one in closed:
                one.result()
            assert isinstance(waiting.exception(), WorkerLost)
            assert not is_running(process_id)


def test_a_large_page_passes_the_pipe() -> None:
    with reading() as reader:
        assert reader.see(b"page " + bytes(30 * MEGABYTE)).engine == "scripted"


def test_the_parent_loads_no_engine() -> None:
    asked = "import sys, wiring.work; print({'paddleocr', 'openvino', 'cv2', 'onnxruntime'} & set(sys.modules))"

    answered = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT)

    assert answered.stdout == "set()\n"


def test_pictures_come_whole_out_of_the_same_process() -> None:
    with reading() as reader:
        text = reader.see(b"page")
        portrait = reader.portray(b"page", text)

        assert process_of(text) == reader.process.process_id
        assert [one.kind for one in portrait.previews] == list(PreviewKind)
        assert all(one.content.startswith(b"\xff\xd8\xff") for one in portrait.previews)
        assert len(portrait.look.bits) == 16


def test_a_picture_that_ends_its_process_costs_that_picture_alone() -> None:
    with reading() as reader:
        text = reader.see(b"page")

        with pytest.raises(WorkerLost, match="exit 4"):
            reader.portray(b"faint", text)

        assert reader.portray(b"page", text).previews


@pytest.mark.skipif(not hasattr(os, "SCHED_IDLE"), reason="this system has no such kind of process")
def test_a_reader_of_history_takes_only_what_time_others_leave_over() -> None:
    with reading(recipe=replace(RECIPE, yields=True)) as giving_way, reading() as other:
        giving_way.see(b"page")
        other.see(b"page")
        ours, its = other.process.process_id, giving_way.process.process_id
        assert ours is not None
        assert its is not None

        assert os.sched_getscheduler(its) == os.SCHED_IDLE
        assert os.getpriority(os.PRIO_PROCESS, its) == 19
        assert os.sched_getscheduler(ours) == os.sched_getscheduler(0)


def test_a_child_that_hangs_ends_with_a_parent_that_is_killed() -> None:
    program = (
        "import threading, time\n"
        "from tests.pipeline.test_reader_child import RECIPE, ChildReader\n"
        "reader = ChildReader(RECIPE, pages_per_process=9, timeout_seconds=600)\n"
        "def read():\n"
        "    reader.see(b'page')\n"
        "    print(reader.process.process_id, flush=True)\n"
        "    reader.see(b'hang')\n"
        "if __name__ == '__main__':\n"
        "    threading.Thread(target=read, daemon=True).start()\n"
        "    time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        # The page has reached it by then; one that came too late would end it all the same.
        time.sleep(0.5)
        parent.kill()

    deadline = time.monotonic() + 60
    while Path(f"/proc/{child}").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
