"""The real engine, loaded once: it is what these tests are about."""

from collections.abc import Iterator

import pytest

from pipeline.ocr_paddle import PaddleEngine


@pytest.fixture(scope="session")
def engine() -> Iterator[PaddleEngine]:
    yield PaddleEngine()
