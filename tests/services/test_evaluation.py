"""The measure itself, measured: right, wrong and missing values are told apart, and shares are what they say."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from doctypes.loader import load_types
from models.errors import InputError
from models.extraction import FieldStatus
from models.page import PageText
from models.report import Verdict
from services.evaluation import evaluate
from services.keepers import Knowledge
from services.marks import DossierMark, FieldMark, PageMark
from services.tally import Evaluation
from tests.support.pages import DIPLOMA, DIPLOMA_VALUES, page_text

KNOWLEDGE = Knowledge(types=load_types(), regulation=None)


class RecordedReader:
    """Gives text recorded by hand for each file's content, and counts how often it reads."""

    engine_name = "recorded"

    def __init__(self, texts: Mapping[bytes, PageText]) -> None:
        self.texts = texts
        self.reads = 0

    def see(self, content: bytes) -> PageText:
        self.reads += 1
        return self.texts[content]

    def close(self) -> None:
        pass


def set_of(folder: Path, *pages: dict[str, object]) -> Path:
    lines = []
    for number, page in enumerate(pages):
        (folder / f"{number}.jpg").write_bytes(f"page {number}".encode())
        lines.append(json.dumps({"file": f"{number}.jpg", "type": "graduation_certificate", **page}))
    (folder / "truth.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


def test_a_page_read_as_it_is_printed_is_all_right(tmp_path: Path) -> None:
    folder = set_of(tmp_path, {"fields": DIPLOMA_VALUES})

    totals = evaluate(folder, readers=[RecordedReader({b"page 0": page_text(DIPLOMA)})], knowledge=KNOWLEDGE).totals

    assert totals["field_accuracy"].value == 1.0
    assert totals["field_accuracy"].of == len(DIPLOMA_VALUES)
    assert totals["wrong_values"].count == 0
    assert totals["type_accuracy"].value == 1.0


def test_a_value_given_and_untrue_is_counted_as_wrong(tmp_path: Path) -> None:
    folder = set_of(tmp_path, {"fields": {**DIPLOMA_VALUES, "name": "林若溪"}})

    totals = evaluate(folder, readers=[RecordedReader({b"page 0": page_text(DIPLOMA)})], knowledge=KNOWLEDGE).totals

    assert totals["wrong_values"].count == 1
    assert totals["page_accuracy"].value == 0.0


def measured(folder: Path) -> Evaluation:
    return evaluate(folder, readers=[RecordedReader({b"page 0": page_text(DIPLOMA)})], knowledge=KNOWLEDGE)


def test_a_value_of_what_is_not_printed_is_counted_as_invented(tmp_path: Path) -> None:
    printed = {name: value for name, value in DIPLOMA_VALUES.items() if name != "major"}

    done = measured(set_of(tmp_path, {"fields": printed}))

    assert done.totals["extra_values"].count == 1
    assert done.as_json()["by_field"]["graduation_certificate.major"]["extra_values"] == {
        "share": 1.0,
        "count": 1,
        "of": 1,
    }
    assert done.totals["field_accuracy"].value == 1.0


@pytest.mark.parametrize("told", [{"printed_only": {"major": None}}, {"fields_are_complete": False}])
def test_what_the_truth_leaves_open_is_not_invented(tmp_path: Path, told: dict[str, object]) -> None:
    printed = {name: value for name, value in DIPLOMA_VALUES.items() if name != "major"}

    assert measured(set_of(tmp_path, {"fields": printed, **told})).totals["extra_values"].count == 0


def test_every_cut_has_accuracy_wrong_and_invented_values_and_ranking_power(tmp_path: Path) -> None:
    figures = measured(set_of(tmp_path, {"fields": DIPLOMA_VALUES, "condition": "scan"})).as_json()

    for cut in ("by_type", "by_condition", "by_field", "by_field_of_any_type"):
        for row in figures[cut].values():
            assert {"field_accuracy", "wrong_values", "extra_values", "ranking"} <= set(row)
    assert figures["by_type"]["graduation_certificate"]["type_accuracy"]["share"] == 1.0
    assert figures["by_type_and_condition"]["graduation_certificate"]["scan"]["field_accuracy"]["share"] == 1.0
    assert figures["ranking"] == {"auroc": None, "right": len(DIPLOMA_VALUES), "wrong": 0}


def test_a_paper_of_no_known_type_taken_for_one_is_named(tmp_path: Path) -> None:
    done = measured(set_of(tmp_path, {"type": None}))

    assert done.totals["unknown_taken_for_known"].count == 1
    assert done.as_json()["taken_for"] == {"unknown": {"graduation_certificate": 1}}


def test_an_unreadable_page_that_is_caught_counts_as_caught(tmp_path: Path) -> None:
    folder = set_of(tmp_path, {"fields": DIPLOMA_VALUES, "readable": False})

    totals = evaluate(folder, readers=[RecordedReader({b"page 0": page_text([])})], knowledge=KNOWLEDGE).totals

    assert totals["unreadable_caught"].value == 1.0
    assert totals["field_accuracy"].of == 0


def test_text_that_is_kept_is_not_read_again(tmp_path: Path) -> None:
    folder = set_of(tmp_path, {"fields": DIPLOMA_VALUES})
    reader = RecordedReader({b"page 0": page_text(DIPLOMA)})

    for _ in range(2):
        evaluate(folder, readers=[reader], knowledge=KNOWLEDGE, kept=tmp_path / "kept")

    assert reader.reads == 1


@pytest.mark.parametrize("line", ["{", '{"file": "a.jpg"}', "[]"])
def test_a_broken_line_of_truth_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "truth.jsonl").write_text(line, "utf-8")

    with pytest.raises(InputError, match="line 1"):
        evaluate(tmp_path, readers=[RecordedReader({})], knowledge=KNOWLEDGE)


def test_a_folder_without_truth_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"truth\.jsonl"):
        evaluate(tmp_path, readers=[RecordedReader({})], knowledge=KNOWLEDGE)


def mark(found: str | None, confidence: float, status: FieldStatus = FieldStatus.READ) -> FieldMark:
    return FieldMark(field="name", expected="甲", found=found, status=status, confidence=confidence)


def page(*marks: FieldMark) -> PageMark:
    return PageMark(
        file="a.jpg",
        type="id_card",
        condition="scan",
        readable=True,
        given_type="id_card",
        caught_unreadable=False,
        fields=marks,
        milliseconds=1.0,
        judge_ms=1.0,
    )


def test_a_doubtful_value_that_is_untrue_is_not_wrong_but_not_right_either() -> None:
    doubtful = mark("乙", 0.3, FieldStatus.DOUBTFUL)

    assert not doubtful.right
    assert not doubtful.wrong


def test_confidence_that_ranks_right_above_wrong_scores_one() -> None:
    assert Evaluation(engine="e", pages=(page(mark("甲", 0.9), mark("乙", 0.2)),)).auroc == 1.0


def test_confidence_that_says_nothing_scores_one_half() -> None:
    assert Evaluation(engine="e", pages=(page(mark("甲", 0.5), mark("乙", 0.5)),)).auroc == 0.5


def test_a_changed_application_that_is_clear_is_counted() -> None:
    measured = Evaluation(
        engine="e",
        pages=(page(mark("甲", 0.9)),),
        dossiers=tuple(
            DossierMark(application=str(changed), changed=changed, readable=True, verdict=Verdict.CLEAR, findings=())
            for changed in (True, False)
        ),
    )

    assert measured.totals["changed_cleared"].count == 1
    assert measured.totals["honest_clear"].count == 1
