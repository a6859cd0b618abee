"""Checking here and now: single applicants, and a manifest of many."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from doctypes.loader import load_types
from models.case import Track, Upload
from models.errors import EngineUnavailable, InputError, ManifestInvalid, WorkerLost
from models.page import PageText
from models.report import DocumentState, Verdict
from regulations.loader import load_regulation
from services.check_manifest import Terms, check_manifest, count_lines
from services.checking import check_pages
from services.keepers import Knowledge
from services.upload_files import read_upload
from tests.services.hand_reader import AWAY, DEADLY, PICTURE, HandReader
from tests.support.people import APPLICATION

Check = Callable[..., list[dict[str, object]]]
KNOWLEDGE = Knowledge(types=load_types(), regulation=load_regulation())
STATED = {
    "application_id": "HB2021000001",
    "name": "陈嘉禾",
    "id_type": "居民身份证",
    "id_number": "420106199305180026",
    "gender": "女",
    "birth_date": "1993-05-18",
}


def upload(content: bytes = PICTURE, declared_type: str | None = None) -> Upload:
    return Upload(file="a.jpg", content=content, declared_type=declared_type)


def test_papers_that_agree_are_clear() -> None:
    dossier = check_pages([upload()], APPLICATION, reader=HandReader(), knowledge=KNOWLEDGE, complete=False)

    assert dossier.verdict is Verdict.CLEAR
    assert dossier.missing == ()


def test_missing_materials_are_named_only_where_asked_for() -> None:
    stated = replace(APPLICATION, track=Track.ASSISTANT_TO_FULL)

    dossier = check_pages([upload()], stated, reader=HandReader(), knowledge=KNOWLEDGE, complete=True)

    assert dossier.verdict is Verdict.INCOMPLETE
    assert "physician_qualification" in {paper.type_code for paper in dossier.missing}


class BusyReader(HandReader):
    """Loses the first page that it is shown, as on a machine that is too busy."""

    def see(self, content: bytes) -> PageText:
        if not self.pages:
            self.pages += 1
            raise WorkerLost("expected an answer within 60 s, met none")
        return super().see(content)


def test_a_page_that_was_lost_once_is_read_again() -> None:
    dossier = check_pages([upload()], APPLICATION, reader=BusyReader(), knowledge=KNOWLEDGE, complete=False)

    assert [report.state for report in dossier.reports] == [DocumentState.READ]


def test_a_page_that_ends_its_reader_is_named_and_no_applicant_is_blamed_for_it() -> None:
    with pytest.raises(WorkerLost, match=r"a\.jpg: .*, twice: free the machine"):
        check_pages([upload(DEADLY)], APPLICATION, reader=HandReader(), knowledge=KNOWLEDGE, complete=False)


def test_a_page_that_ends_its_reader_costs_its_line_alone(check_lines: Check) -> None:
    lost, read = check_lines({"file": "deadly.jpg"}, {"file": "a.jpg"})

    assert lost["error_code"] == "worker_lost"
    assert "error" not in read


def test_pages_are_read_without_an_application() -> None:
    dossier = check_pages([upload()], None, reader=HandReader(), knowledge=KNOWLEDGE, complete=False)

    assert dossier.application_id == ""
    assert dossier.reports[0].comparisons == ()


def test_what_is_no_picture_is_a_document_with_a_finding() -> None:
    dossier = check_pages([upload(b"PNG"), upload()], None, reader=HandReader(), knowledge=KNOWLEDGE, complete=False)

    assert [report.state for report in dossier.reports] == [DocumentState.UNREADABLE, DocumentState.READ]
    assert dossier.findings[0].code == "image_not_jpeg"


def test_the_same_bytes_twice_are_two_documents() -> None:
    dossier = check_pages([upload(), upload()], None, reader=HandReader(), knowledge=KNOWLEDGE, complete=False)

    assert len({report.document_id for report in dossier.reports}) == 2


def test_an_undefined_type_is_refused_before_anything_is_read() -> None:
    reader = HandReader()

    with pytest.raises(InputError, match=r"expected a defined type .*, met 'nonsense'"):
        check_pages(
            [upload(), upload(declared_type="nonsense")], None, reader=reader, knowledge=KNOWLEDGE, complete=False
        )

    assert reader.pages == 0


def test_completeness_takes_an_application() -> None:
    with pytest.raises(InputError, match="expected an application"):
        check_pages([upload()], None, reader=HandReader(), knowledge=KNOWLEDGE, complete=True)


def test_a_file_too_large_is_read_no_further_than_needed(tmp_path: Path) -> None:
    (tmp_path / "big.jpg").write_bytes(PICTURE * 1000)

    taken = read_upload(tmp_path / "big.jpg", name="big.jpg", declared_type=None, max_bytes=100)

    assert len(taken.content) == 101


@pytest.mark.parametrize(
    ("name", "met"),
    [("none.jpg", "no such file"), (".", "a folder"), ("a\0b", "no such file|impossible"), ("x" * 5000, "")],
)
def test_a_name_that_is_no_file_is_refused_in_words(name: str, met: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"expected .* met .*({met})"):
        read_upload(tmp_path / name, name=name, declared_type=None, max_bytes=100)


@pytest.fixture
def check_lines(tmp_path: Path) -> Check:
    (tmp_path / "a.jpg").write_bytes(PICTURE)
    (tmp_path / "not.jpg").write_bytes(b"PNG")
    (tmp_path / "deadly.jpg").write_bytes(DEADLY)
    (tmp_path / "away.jpg").write_bytes(AWAY)
    (tmp_path / "stated.json").write_text(json.dumps(STATED))

    def check(*lines: object, readers: int = 1) -> list[dict[str, object]]:
        manifest = tmp_path / "m.jsonl"
        manifest.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
        terms = Terms(knowledge=KNOWLEDGE, complete=False, max_upload_bytes=1000)
        answers = check_manifest(manifest, readers=[HandReader() for _ in range(readers)], terms=terms)
        rows = [dict(answer.row) for answer in answers]
        assert len(rows) == count_lines(manifest)
        return rows

    return check


def test_each_line_is_answered_in_order_with_its_file_first(
    check_lines: Check,
) -> None:
    rows = check_lines(
        {"file": "a.jpg", "application": "stated.json"},
        {"files": ["a.jpg", "not.jpg"], "application": STATED},
        "",
        {"file": "not.jpg", "declared_type": "id_card"},
    )

    assert [next(iter(row.items())) for row in rows] == [
        ("file", "a.jpg"),
        ("files", ["a.jpg", "not.jpg"]),
        ("file", "not.jpg"),
    ]
    assert [row["verdict"] for row in rows] == ["clear", "resubmit", "resubmit"]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("{", "not JSON"),
        ("[]", "expected one JSON object a line, met a list"),
        ("5", "expected one JSON object a line, met a number"),
        ({"fil": "a.jpg"}, "fil: expected a key of the contract, met an unknown one (near: file)"),
        ({}, 'expected either "file" or "files", met neither'),
        ({"file": "a.jpg", "files": ["a.jpg"]}, "met both"),
        ({"files": []}, "files: "),
        ({"file": 5}, "file: expected text, met a number"),
        ({"file": "none.jpg"}, "expected a file, met no such file: none.jpg"),
        ({"file": "."}, "expected a file, met a folder"),
        ({"file": "a.jpg", "declared_type": "nonsense"}, "expected a defined type"),
        ({"file": "a.jpg", "application": 5}, "application: expected an object or the name of a file, met a number"),
        ({"file": "a.jpg", "application": "none.json"}, "expected a file, met no such file: none.json"),
        ({"file": "a.jpg", "application": {"nmae": "x"}}, "nmae: expected a key of the contract"),
        ('{"file": "a.jpg", "declared_type": "' + "x" * 1_100_000 + '"}', "expected a line of at most"),
    ],
)
def test_a_bad_line_is_an_answer_with_an_error_and_the_rest_goes_on(
    line: object, error: str, check_lines: Check
) -> None:
    before, bad, after = check_lines({"file": "a.jpg"}, line, {"file": "a.jpg"})

    assert error in str(bad["error"])
    assert next(iter(bad)) in ("file", "files")
    assert "error" not in before
    assert "error" not in after


def test_several_readers_give_what_one_gives(check_lines: Check) -> None:
    lines = [{"file": name} for name in ("a.jpg", "not.jpg", "deadly.jpg", "none.jpg") * 10]

    def without_times(rows: list[dict[str, object]]) -> str:
        for row in rows:
            for document in row.get("documents", []):  # type: ignore[attr-defined]
                document.pop("timings_ms")
        return json.dumps(rows)

    assert without_times(check_lines(*lines, readers=4)) == without_times(check_lines(*lines))


def test_an_engine_that_is_away_ends_the_run(check_lines: Check) -> None:
    with pytest.raises(EngineUnavailable):
        check_lines({"file": "a.jpg"}, {"file": "away.jpg"}, {"file": "a.jpg"})


def test_a_manifest_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestInvalid, match="no such file"):
        count_lines(tmp_path / "none.jsonl")
