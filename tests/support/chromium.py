"""A real browser for tests: Chromium as the machine has it, or as `CERTCHECK_TEST_CHROMIUM` names it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

PATIENCE_MS = 90_000
"""On a busy machine a page may take its time; timings decide nothing."""
NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium_path() -> str:
    """Return the browser's path; without one, tests are skipped on a laptop and fail in CI."""
    named = os.environ.get("CERTCHECK_TEST_CHROMIUM", "")
    found = named or next((path for name in NAMES if (path := shutil.which(name))), "")
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail("expected Chromium to be installed where CI is, met none")
    pytest.skip("no Chromium")


@contextmanager
def open_chromium(path: str) -> Iterator[Browser]:
    """Start the browser, and end it."""
    with sync_playwright() as playwright:
        # Root has no sandbox of its own; what is opened is our own pages.
        expect.set_options(timeout=PATIENCE_MS)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()
