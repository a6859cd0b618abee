"""One committed page a type, through the real reader: found by its folder, and read as it is printed."""

import json
from pathlib import Path

import pytest

from doctypes.loader import load_types
from models.report import DocumentState
from pipeline.ocr import OcrEngine
from pipeline.run import judge, see
from services.applications import parse_application
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
