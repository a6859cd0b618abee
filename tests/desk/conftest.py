"""A browser for all tests of the desk, a house that is served for each, and people who sit down at it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from models.desk import Account
from tests.support.chromium import chromium_path, open_chromium
from tests.support.houses import open_house
from tests.support.seated import SCREEN, Seated, seated
from tests.support.served import Clock, Served, served

Sit = Callable[..., Seated]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for this folder and no longer: while it is open, its thread can run no other event loop."""
    with open_chromium(chromium_path()) as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock, typefaces: None) -> Iterator[Served]:
    """A served house over SQLite, or over what a test asks for by an indirect parameter."""
    ledger = getattr(request, "param", "sqlite")
    with open_house(ledger, tmp_path, clock=clock) as keepers, served(keepers, clock=clock) as opened:
        yield opened


@pytest.fixture
def sit(browser: Browser, house: Served) -> Iterator[Sit]:
    """Seat an account at a browser of its own; nobody's browser may complain."""
    with ExitStack() as stack:
        everyone: list[Seated] = []

        def sit(account: Account | None = None, *, screen: dict[str, int] = SCREEN) -> Seated:
            name = house.has(account) if account else ""
            sits = stack.enter_context(seated(browser, house, name, screen=screen))
            everyone.append(sits)
            return sits

        yield sit
        assert [fault for sits in everyone for fault in sits.faults] == []
