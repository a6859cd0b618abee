"""Every type, read off a page by hand: what it says, and that an honest page has no finding."""

import pkgutil
from importlib import import_module

import pytest

from doctypes.loader import load_types
from models.report import DocumentState
from pipeline.run import judge
from tests.pipeline.test_judge import PAGES
from tests.support import hand
from tests.support.pages import page_text
from tests.support.people import APPLICATION, document

TYPES = load_types()
BY_HAND = sorted(module.name for module in pkgutil.iter_modules(hand.__path__))


def test_there_is_a_page_by_hand_of_every_type() -> None:
    assert {*BY_HAND, *PAGES} == set(TYPES)


@pytest.mark.parametrize("code", BY_HAND)
def test_a_page_by_hand_is_read_and_an_honest_one_has_no_finding(code: str) -> None:
    page = import_module(f"{hand.__name__}.{code}")
    application = getattr(page, "APPLICATION", APPLICATION)

    report = judge(page_text(page.LINES), document=document(), application=application, types=TYPES)

    assert report.classification.type_code == code
    assert report.state is DocumentState.READ
    assert report.extraction is not None
    assert {one.field: one.value for one in report.extraction.readings if one.value} == page.VALUES
    assert [finding.code for finding in report.findings] == []
