"""One committed page a type, through the real reader: found by its folder, and read as it is printed."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from doctypes.loader import load_types
from models.case import Application
from models.page import PageText
from models.report import DocumentState, Report
from pipeline.again import judge_again
from pipeline.ocr import OcrEngine
from pipeline.run import judge, see
from services.applications import parse_application
from storage.written import from_json, to_json
from tests.support.people import document

FIXTURES = Path(__file__).parents[2] / "fixtures"
TYPES = load_types()


@pytest.mark.parametrize("code", TYPES)
def test_a_committed_page_is_read_as_it_is_printed(code: str, engine: OcrEngine) -> None:
    expected = json.loads((FIXTURES / code / "expected.json").read_text("utf-8"))
    application = parse_application((FIXTURES / code / "application.json").read_bytes())

    text = see((FIXTURES / code / "page.jpg").read_bytes(), engine=engine)
    report = judge(text, document=document(), application=application, types=TYPES, alphabet=engine.alphabet)

    assert report.state is DocumentState.READ
    assert report.extraction is not None
    assert report.extraction.type_code == code
    read = {field: report.extraction.reading(field).value for field in expected["fields"]}
    assert read == expected["fields"]
    assert [finding.code for finding in report.findings] == []
    assert_judged_again_as_from_text(text, report, replace(application, name="王小明", gender=None), engine)


def no_text() -> PageText:
    raise AssertionError("expected no text to be asked for")


def assert_judged_again_as_from_text(text: PageText, first: Report, stated: Application, engine: OcrEngine) -> None:
    """What the ledger keeps with the report of a real page is all that judging it again needs."""
    kept = from_json(Report, to_json(first))
    again = judge_again(kept, application=stated, types=TYPES, alphabet=engine.alphabet, text=no_text)

    fresh = judge(text, document=document(), application=stated, types=TYPES, alphabet=engine.alphabet)
    assert again.findings
    assert replace(again, judge_ms=0) == replace(fresh, judge_ms=0)
