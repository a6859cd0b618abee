"""Sets and dossiers: what lies on the disk, and that it can be drawn again."""

import json
from pathlib import Path
from typing import Any

import pytest

from fixtures.drawing.applications import IDENTITY, PATHS
from fixtures.drawing.kit import ALL, DOSSIER, STRANGERS, Misprint, draw_dossier, draw_set
from models.errors import InputError

pytestmark = pytest.mark.usefixtures("typefaces")


def truth(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "truth.jsonl").read_text(encoding="utf-8").splitlines()]


def stated(application: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        application = application[step]
    return application


def contradictions(line: dict[str, Any], application: Any) -> set[str]:
    """Fields whose print is not what the application states, at the precision printed."""
    found = set()
    for field, printed in line["fields"].items():
        path: tuple[str | int, ...] | None = (field,) if field in IDENTITY else PATHS.get((line["type"], field))
        if path is not None and not str(stated(application, path)).startswith(printed):
            found.add(field)
    return found


def test_a_set_can_be_drawn_again_to_the_byte(tmp_path: Path) -> None:
    for name in ("first", "second"):
        draw_set(tmp_path / name, seed=4, each=1)

    files = sorted(path.relative_to(tmp_path / "first") for path in (tmp_path / "first").rglob("*") if path.is_file())

    assert len(files) == (len(ALL) + bool(STRANGERS)) * 2 + 1
    for file in files:
        assert (tmp_path / "first" / file).read_bytes() == (tmp_path / "second" / file).read_bytes()


def test_another_seed_gives_another_set(tmp_path: Path) -> None:
    draw_set(tmp_path / "a", seed=4, each=1, types=("id_card",))
    draw_set(tmp_path / "b", seed=5, each=1, types=("id_card",))
    assert truth(tmp_path / "a") != truth(tmp_path / "b")


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    draw_set(tmp_path, seed=4, each=2, types=("id_card",), on_progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize("dossiers", [False, True])
def test_a_paper_contradicts_its_application_only_in_what_was_changed(tmp_path: Path, dossiers: bool) -> None:
    draw_set(tmp_path, seed=6, each=4, dossiers=dossiers)

    lines = truth(tmp_path)

    for line in lines:
        application = json.loads((tmp_path / line["application"]).read_text(encoding="utf-8"))
        allowed = {line["changed"]["field"]} if line["changed"] else set()
        different = contradictions(line, application)
        early = {"id_number"} if len(line["fields"].get("id_number", "")) == 15 else set()
        assert different - early - {"qualification_number", "certificate_number"} <= allowed
    for name in {line["application"] for line in lines if line["changed"]}:
        application = json.loads((tmp_path / name).read_text(encoding="utf-8"))
        assert any(contradictions(line, application) for line in lines if line["application"] == name)


def test_in_a_set_of_dossiers_one_application_serves_all_five_papers(tmp_path: Path) -> None:
    draw_set(tmp_path, seed=6, each=2, dossiers=True)

    applications = [line["application"] for line in truth(tmp_path)]

    assert len(applications) == 2 * len(DOSSIER)
    assert len(set(applications)) == 2


def test_a_dossier_agrees_with_itself(tmp_path: Path) -> None:
    draw_dossier(tmp_path, seed=9)

    application = json.loads((tmp_path / "application.json").read_text(encoding="utf-8"))

    assert [line["type"] for line in truth(tmp_path)] == list(DOSSIER)
    assert all(contradictions(line, application) == set() for line in truth(tmp_path))


def test_a_misprinted_paper_alone_bears_the_other_name(tmp_path: Path) -> None:
    draw_dossier(tmp_path, seed=9, misprint=Misprint(code="graduation_certificate", name="别名"))

    names = {line["type"]: line["fields"]["name"] for line in truth(tmp_path) if "name" in line["fields"]}

    assert names["graduation_certificate"] == "别名"
    assert list(names.values()).count("别名") == 1


def test_a_dossier_s_application_can_be_changed_in_a_named_field(tmp_path: Path) -> None:
    draw_dossier(tmp_path, seed=9, change="school")

    application = json.loads((tmp_path / "application.json").read_text(encoding="utf-8"))
    changed = truth(tmp_path)[0]["changed"]

    assert (changed["field"], changed["to"]) == ("school", application["education"][0]["school"])


def test_an_unknown_type_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="driving_licence"):
        draw_set(tmp_path, seed=1, each=1, types=("driving_licence",))
