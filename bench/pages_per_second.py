"""Pages a second: paddleocr as it comes against our `see`, on the same pages, in the same run, turn about.

    python -m bench.pages_per_second --pages FOLDER [--rounds 3]

Each side lives in a process of its own, so that peak memory is its own. Both read with the same PP-OCRv6 small weights
and may use every core. Stock paddleocr runs on ONNX Runtime with its defaults, page orientation, unwarping and
text-line orientation off; our side does everything: header checks, page finding, setting upright, quality, codes,
reading again. Besides, how much of a page's whole time is spent within the models, and how long our side takes from a
process's first line to an engine that can read.
"""

import argparse
import itertools
import json
import multiprocessing
import os
import platform
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import metadata
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bench.stock_reader import stock_reader

RESULTS = Path(__file__).parent / "results"

Reader = Callable[[Path], int]
"""Reads a page and gives the number of characters read, so that neither side can win by reading nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one side came to."""

    name: str
    seconds_a_page: float
    """Median over pages of each page's median over the rounds."""
    pages_per_second: float
    """Pages over the sum of those medians."""
    characters: int
    peak_megabytes: int
    start_seconds: float
    """From the first line of the process to an engine that can read."""
    whole_to_models: float | None
    """Whole time over the time within the models that it contains; None where that was not measured."""


def main() -> None:
    """Measure, print and keep the result."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=Path, required=True, help="folder of JPEG pages")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=int, default=24, help="at most so many pages")
    options = parser.parse_args()
    pages = evenly(sorted(options.pages.rglob("*.jpg")), options.limit)
    stock, ours = compare(pages, rounds=options.rounds)
    ratio = ours.pages_per_second / stock.pages_per_second
    for side in (stock, ours):
        print(
            f"{side.name:8} {side.pages_per_second:6.2f} pages/s  {side.seconds_a_page:6.3f} s a page (median)  "
            f"{side.characters} characters  peak {side.peak_megabytes} MB  start {side.start_seconds:.1f} s"
        )
    print(f"ratio    {ratio:6.2f}")
    print(f"whole time over bare inference {ours.whole_to_models:.2f}")
    keep(stock, ours, ratio, len(pages), options.rounds)


def evenly(pages: list[Path], count: int) -> list[Path]:
    """Return at most so many pages, spread over the whole list and with it over all types."""
    return [pages[place * len(pages) // min(count, len(pages))] for place in range(min(count, len(pages)))]


def compare(pages: list[Path], *, rounds: int) -> tuple[Side, Side]:
    """Read every page with both sides, turn about; the first page once more at the start, to warm up."""
    context = multiprocessing.get_context("spawn")
    sides = [_Process(context, name, target) for name, target in (("stock", _serve_stock), ("ours", _serve_ours))]
    for side in sides:
        side.read(pages[0])
        side.seconds.clear()
    for round_number in range(rounds):
        for page in pages:
            # Whoever reads a page second finds it in the file cache: take turns.
            for side in sides if round_number % 2 == 0 else reversed(sides):
                side.read(page)
    stock, ours = (side.finish() for side in sides)
    return stock, ours


def keep(stock: Side, ours: Side, ratio: float, pages: int, rounds: int) -> None:
    """Write the result beside the bench, named by its day."""
    RESULTS.mkdir(exist_ok=True)
    result = {
        "measured_on": time.strftime("%Y-%m-%d"),
        "pages": pages,
        "rounds": rounds,
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "versions": {name: metadata.version(name) for name in ("paddleocr", "onnxruntime", "openvino")},
        "stock": asdict(stock),
        "ours": asdict(ours),
        "ratio": round(ratio, 2),
    }
    path = RESULTS / f"pages_per_second-{result['measured_on']}.json"
    path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """What a side's process knows of itself."""

    peak_megabytes: int
    start_seconds: float
    model_seconds: float


class _Process:
    """One side in a process of its own."""

    def __init__(self, context: Any, name: str, target: Callable[[Connection], None]) -> None:
        self.name = name
        self.seconds: dict[Path, list[float]] = {}
        self.characters: dict[Path, int] = {}
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=target, args=(theirs,))
        self._process.start()

    def read(self, page: Path) -> None:
        self._pipe.send(page)
        seconds, characters = self._pipe.recv()
        self.seconds.setdefault(page, []).append(seconds)
        self.characters[page] = characters

    def finish(self) -> Side:
        self._pipe.send(None)
        end: _End = self._pipe.recv()
        self._process.join()
        medians = [statistics.median(seconds) for seconds in self.seconds.values()]
        return Side(
            name=self.name,
            seconds_a_page=round(statistics.median(medians), 4),
            pages_per_second=round(len(medians) / sum(medians), 3),
            characters=sum(self.characters.values()),
            peak_megabytes=end.peak_megabytes,
            start_seconds=round(end.start_seconds, 2),
            whole_to_models=round(sum(map(sum, self.seconds.values())) / end.model_seconds, 3)
            if end.model_seconds
            else None,
        )


def _serve(pipe: Connection, read: Reader, *, start_seconds: float, models: "_Stopwatch | None" = None) -> None:
    warm = 0.0
    for count in itertools.count():
        page = pipe.recv()
        if page is None:
            break
        started = time.perf_counter()
        characters = read(page)
        pipe.send((time.perf_counter() - started, characters))
        if models is not None and count == 0:
            warm = models.seconds  # Of the page read to warm up, which is counted nowhere.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    spent = models.seconds - warm if models is not None else 0.0
    pipe.send(_End(peak_megabytes=peak, start_seconds=start_seconds, model_seconds=spent))


class _Stopwatch:
    """Adds up the time spent in calls of some class."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def watch(self, runner: Any) -> None:
        run = runner.__call__

        def timed(itself: Any, x: Any) -> Any:
            started = time.perf_counter()
            try:
                return run(itself, x)
            finally:
                self.seconds += time.perf_counter() - started

        runner.__call__ = timed


def _serve_ours(pipe: Connection) -> None:
    started = time.perf_counter()
    # Each process loads one side's engine only.
    from pipeline.ocr_paddle import PaddleEngine  # noqa: PLC0415
    from pipeline.openvino_runner import OpenVinoRunner, RowByRowRunner  # noqa: PLC0415
    from pipeline.run import see  # noqa: PLC0415

    models = _Stopwatch()
    for runner in (OpenVinoRunner, RowByRowRunner):
        models.watch(runner)
    engine = PaddleEngine()
    start_seconds = time.perf_counter() - started

    def read(page: Path) -> int:
        return sum(len(line.text) for line in see(page.read_bytes(), engine=engine).lines)

    _serve(pipe, read, start_seconds=start_seconds, models=models)


def _serve_stock(pipe: Connection) -> None:
    started = time.perf_counter()
    read_lines = stock_reader()
    start_seconds = time.perf_counter() - started

    def read(page: Path) -> int:
        return sum(len(text) for text in read_lines(page))

    _serve(pipe, read, start_seconds=start_seconds)


if __name__ == "__main__":
    main()
