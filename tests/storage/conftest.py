from collections.abc import Iterator
from pathlib import Path

import pytest

from services.keepers import Keepers
from tests.support.clock import Clock
from tests.support.houses import LEDGERS, open_house


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=LEDGERS)
def keepers(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Keepers]:
    with open_house(request.param, tmp_path, clock=clock) as house:
        yield house
