"""Whole dossiers, measured: a change is flagged and named, or it is a miss; so is a finding on the honest."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from doctypes.loader import load_types
from models.errors import InputError
from models.page import PageText
from ops.dossier_figures import echo_dossier_misses, print_dossiers
from services.evaluation import evaluate
from services.keepers import Knowledge
from tests.support.dossiers import Values, application_of, lines_of, person
from tests.support.pages import page_text
from tests.support.people import APPLICATION

KNOWLEDGE = Knowledge(types=load_types(), regulation=None)
TRUE = Values()
NAME_CHANGED = {
    "kind": "look_alike",
    "where": "application",
    "field": "name",
    "from": "陈嘉禾",
    "to": "陈嘉未",
    "named_by": {"fields": ["name"], "codes": []},
}


class ByContent:
    """Gives the text that was recorded for a page's bytes."""

    engine_name = "recorded"

    def __init__(self) -> None:
        self.texts: dict[bytes, PageText] = {}

    def see(self, content: bytes) -> PageText:
        return self.texts[content]

    def close(self) -> None:
        pass


class Made:
    """A set under way: dossiers of a diploma and a card."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.reader = folder, ByContent()
        self.pages: list[Mapping[str, Any]] = []
        self.dossiers: list[Mapping[str, Any]] = []

    def add(self, name: str, *, stated: Values = TRUE, changed: object = None, track: str = "standard") -> None:
        application, files = f"{name}.json", []
        typed = replace(application_of(stated), application_id=name)
        (self.folder / application).write_text(json.dumps(_plain(asdict(typed))), "utf-8")
        for code in ("graduation_certificate", "id_card"):
            file, content = f"{name}-{code}.jpg", f"{name} {code}".encode()
            (self.folder / file).write_bytes(content)
            self.reader.texts[content] = page_text(lines_of(code, TRUE))
            self.pages.append({"file": file, "type": code, "application": application, "fields_are_complete": False})
            files.append(file)
        self.dossiers.append(
            {"dossier": name, "track": track, "application": application, "files": files, "changed": changed}
        )

    def measured(self) -> Any:
        for name, rows in (("truth.jsonl", self.pages), ("dossiers.jsonl", self.dossiers)):
            (self.folder / name).write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
        done = evaluate(self.folder, readers=[self.reader], knowledge=KNOWLEDGE)
        return done.as_json()["whole_dossiers"]


def _plain(stated: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in stated.items() if value not in (None, ())}


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


def test_a_change_that_is_found_is_flagged_and_named(made: Made) -> None:
    made.add("a", stated=replace(TRUE, name="陈嘉未"), changed=NAME_CHANGED)

    figures = made.measured()

    for figure, count in (("flagged", 1), ("named", 1), ("clear", 0)):
        assert figures["changed"][figure]["count"] == count
        assert figures["by_kind"]["look_alike"][figure]["count"] == count
        assert figures["by_place"]["application"][figure]["of"] == 1
    assert figures["misses"] == []


def test_a_change_that_is_not_there_to_be_found_is_a_miss_by_its_id(made: Made) -> None:
    made.add("a", changed=NAME_CHANGED)

    figures = made.measured()

    assert figures["changed"]["flagged"]["count"] == 0
    assert figures["changed"]["clear"]["count"] == 1
    assert [(miss["dossier"], miss["verdict"], miss["findings"]) for miss in figures["misses"]] == [("a", "clear", [])]


def test_a_finding_of_another_field_flags_and_does_not_name(made: Made) -> None:
    made.add("a", stated=replace(TRUE, gender="男"), changed=NAME_CHANGED)

    figures = made.measured()

    assert figures["changed"]["flagged"]["count"] == 1
    assert figures["changed"]["named"]["count"] == 0
    assert figures["misses"][0]["changed"]["kind"] == "look_alike"


def test_a_code_names_what_has_no_field(made: Made) -> None:
    named = {**NAME_CHANGED, "named_by": {"codes": ["gender_mismatch"]}}
    made.add("a", stated=replace(TRUE, gender="男"), changed=named)

    assert made.measured()["changed"]["named"]["count"] == 1


def test_a_finding_on_an_honest_dossier_is_counted_by_severity_and_track(made: Made) -> None:
    made.add("a", stated=replace(TRUE, name="林若溪"))
    made.add("b", track="top_up")

    figures = made.measured()

    assert figures["honest"]["identity_mismatch"] == {"share": 0.5, "count": 1, "of": 2}
    assert figures["by_track"]["top_up"]["honest"]["any_finding"]["count"] == 0
    assert figures["by_track"]["standard"]["honest"]["any_finding"]["count"] == 1
    assert figures["false_findings"] == {"identity name_mismatch": 1}
    assert figures["misses"][0]["findings"][0]["found"] == "陈嘉禾"


def test_tables_and_misses_say_it_in_lines(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    made.add("a", changed=NAME_CHANGED)
    made.add("b", stated=replace(TRUE, name="林若溪"))
    figures, console = made.measured(), Console(record=True, width=120)

    print_dossiers(figures, console)
    echo_dossier_misses(figures)

    assert "look_alike" in console.export_text()
    told = capsys.readouterr().out
    assert "a (standard) look_alike name 陈嘉禾 → 陈嘉未 in application: met clear, nothing" in told
    assert "b (standard) honest: met name_mismatch 林若溪 / 陈嘉禾" in told


def test_a_set_without_dossiers_has_no_such_figures(made: Made) -> None:
    made.add("a")
    made.measured()
    (made.folder / "dossiers.jsonl").unlink()

    done = evaluate(made.folder, readers=[made.reader], knowledge=KNOWLEDGE)

    assert done.as_json()["whole_dossiers"] == {}
    assert done.totals["honest_clear"].count == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"dossier": "a", "application": "a.json"}, "files"),
        ({"dossier": "a", "application": "a.json", "files": ["gone.jpg"]}, "gone.jpg"),
        ({"dossier": "a", "application": "b.json", "files": ["a-id_card.jpg"]}, "a-id_card.jpg"),
        ({"dossier": "a", "application": "a.json", "files": ["a-id_card.jpg"], "changed": {"kind": "x"}}, "named_by"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(made: Made, line: Mapping[str, Any], said: str) -> None:
    made.add("a")
    made.dossiers = [line]

    with pytest.raises(InputError, match=f"line 1.*{said}"):
        made.measured()


def test_the_common_applicant_is_the_one_of_these_papers() -> None:
    assert application_of(TRUE) == APPLICATION


def test_a_diploma_that_somebody_else_has_brought_before_is_told(made: Made) -> None:
    other = person("王小明", "1991-02-03", "男", sequence=7)
    reused = {
        "kind": "reused_number",
        "where": "paper",
        "field": "certificate_number",
        "from": "",
        "to": TRUE.certificate_number,
        "named_by": {"fields": [], "codes": ["certificate_reused"]},
    }
    made.add("a")
    made.add("b", stated=other, changed=reused)

    figures = made.measured()

    assert figures["by_kind"]["reused_number"]["named"]["count"] == 1
    assert figures["honest"]["identity_mismatch"]["count"] == 0
