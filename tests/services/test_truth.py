"""Sets of anybody: little is asked for, slips are forgiven where they can be, and what cannot be used is named."""

import json
from pathlib import Path

import pytest

from doctypes.loader import load_types
from models.errors import InputError
from services.truth import ANY_CONDITION, TruePage, check_files, check_names, fields_beyond, read_truth


def read(folder: Path, **line: object) -> TruePage:
    (folder / "truth.jsonl").write_text(json.dumps(line) + "\n\n", "utf-8")
    (page,) = read_truth(folder)
    return page


def test_a_file_and_its_type_are_enough(tmp_path: Path) -> None:
    page = read(tmp_path, file="a.jpg", type="id_card")

    assert (page.condition, page.readable, page.application) == (ANY_CONDITION, True, None)
    assert page.fields == {}
    assert page.fields_are_complete


def test_a_paper_of_no_known_type_has_null_for_its_type(tmp_path: Path) -> None:
    assert read(tmp_path, file="a.jpg", type=None, fields={}).type is None


def test_values_are_taken_in_the_contract_s_form(tmp_path: Path) -> None:
    fields = {"name": "买买提．吐尔逊", "school": "中国地质大学（武汉）", "certificate_number": 104861201705000001}

    page = read(tmp_path, file="a.jpg", type="id_card", fields={**fields, "president": None, "major": ""})

    assert page.fields == {
        "name": "买买提·吐尔逊",
        "school": "中国地质大学(武汉)",
        "certificate_number": "104861201705000001",
    }


def test_one_value_that_papers_print_in_many_forms_is_one_value(tmp_path: Path) -> None:
    page = read(tmp_path, file="a.jpg", type="id_card", fields={"duration": "叁年", "ethnicity": "维吾尔族"})

    assert page.fields == {"duration": "3年", "ethnicity": "维吾尔"}


def test_an_application_may_stand_in_the_line(tmp_path: Path) -> None:
    page = read(tmp_path, file="a.jpg", type="id_card", application={"application_id": "HB1"})

    assert page.stated == {"application_id": "HB1"}
    assert page.application == "line 1"


def test_keys_that_nobody_knows_and_a_byte_order_mark_are_let_pass(tmp_path: Path) -> None:
    (tmp_path / "truth.jsonl").write_bytes(b'\xef\xbb\xbf{"file": "a.jpg", "type": null, "note": "taken by hand"}')

    assert len(read_truth(tmp_path)) == 1


@pytest.mark.parametrize(
    ("line", "named"),
    [({"type": "id_card"}, "file"), ({"file": "a.jpg"}, "type"), ({"file": "a", "type": "b", "boxes": 1}, "boxes")],
)
def test_what_cannot_be_used_is_named_with_its_line(tmp_path: Path, line: dict[str, object], named: str) -> None:
    with pytest.raises(InputError, match=f"line 1.*{named}"):
        read(tmp_path, **line)


def test_a_missing_page_is_named_before_any_is_read(tmp_path: Path) -> None:
    page = read(tmp_path, file="gone.jpg", type="id_card")

    with pytest.raises(InputError, match=r"1 missing, first gone\.jpg"):
        check_files(tmp_path, (page,))


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ({"type": "idcard"}, "idcard"),
        ({"type": "id_card", "fields": {"姓名": "陈嘉禾"}}, "姓名"),
        ({"type": "id_card", "printed_only": {"nmae": None}}, "nmae"),
    ],
)
def test_types_and_fields_that_there_are_none_of_are_named(tmp_path: Path, line: dict[str, object], word: str) -> None:
    page = read(tmp_path, file="a.jpg", **line)

    with pytest.raises(InputError, match=f"met '{word}'"):
        check_names((page,), load_types())


def test_fields_that_papers_of_a_type_do_not_have_are_counted(tmp_path: Path) -> None:
    page = read(tmp_path, file="a.jpg", type="id_card", fields={"name": "陈嘉禾", "school": "武汉大学"})

    check_names((page,), load_types())

    assert fields_beyond((page,), load_types()) == {("id_card", "school"): 1}
