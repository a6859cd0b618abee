"""Recorded text of a page of every type, with the application that it agrees with."""

import pkgutil
from importlib import import_module

from models.case import Application
from models.page import PageText
from tests.pipeline.test_judge import PAGES
from tests.support import hand
from tests.support.pages import page_text
from tests.support.people import APPLICATION


def recorded_pages() -> dict[str, tuple[PageText, Application]]:
    """Return, by type code, the text of a page and what its applicant stated."""
    pages = {code: (page_text(lines), APPLICATION) for code, lines in PAGES.items()}
    for module in pkgutil.iter_modules(hand.__path__):
        page = import_module(f"{hand.__name__}.{module.name}")
        pages[module.name] = page_text(page.LINES), getattr(page, "APPLICATION", APPLICATION)
    return pages
