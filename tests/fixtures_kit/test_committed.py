"""The pages kept with the source: small, whole, and one thing wrong in the demo."""

import json
from pathlib import Path

import pytest
from PIL import Image

import fixtures
from fixtures.drawing.kit import ALL, DOSSIER

HERE = Path(fixtures.__path__[0])
LIMIT_BYTES = 200_000
"""What the national portal takes an image."""


def test_the_demo_is_one_applicant_with_a_whole_dossier() -> None:
    lines = [json.loads(line) for line in (HERE / "demo" / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["type"] for line in lines] == list(DOSSIER)
    assert len({line["condition"] for line in lines}) == len(lines)


def test_in_the_demo_the_diploma_alone_bears_another_name() -> None:
    lines = [json.loads(line) for line in (HERE / "demo" / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    application = json.loads((HERE / "demo" / "application.json").read_text(encoding="utf-8"))

    wrong = [line["type"] for line in lines if line["fields"]["name"] != application["name"]]

    assert wrong == ["graduation_certificate"]


@pytest.mark.parametrize("code", ALL)
def test_every_type_has_a_page_with_its_application_and_its_reading(code: str) -> None:
    expected = json.loads((HERE / code / "expected.json").read_text(encoding="utf-8"))
    application = json.loads((HERE / code / "application.json").read_text(encoding="utf-8"))

    assert expected["type"] == code
    assert expected["fields"].get("name", application["name"]) == application["name"]
    assert set(expected["boxes"]) == set(expected["fields"])


@pytest.mark.parametrize("picture", sorted(HERE.glob("*/*.jpg")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_committed_pictures_decode_and_are_small(picture: Path) -> None:
    with Image.open(picture) as image:
        image.load()
        assert image.format == "JPEG"
    assert picture.stat().st_size <= LIMIT_BYTES
