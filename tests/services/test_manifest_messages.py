"""What is wrong with a manifest is said so that whoever made it finds the place and the word."""

import json
from pathlib import Path

import pytest

from models.errors import ManifestInvalid
from services.backfill_manifest import BadLine, check_manifest, lines_of


def refusal(folder: Path, header: str) -> str:
    manifest = folder / "m.csv"
    manifest.write_text(header, "utf-8")
    with pytest.raises(ManifestInvalid) as refused:
        check_manifest(manifest)
    return str(refused.value).removesuffix(f": {manifest}").removeprefix("CSV header: ")


def bad_lines(manifest: Path) -> dict[int, str]:
    return {line.number: line.row.reason for line in lines_of(manifest, after=0) if isinstance(line.row, BadLine)}


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("aplication,file", "aplication: expected a column that is known, met another (near: application)"),
        ("application,colour,file", "colour: expected a column that is known, met another"),
        ("file,张三,420106199305180026", "column 2: expected a column that is known, met another"),
        ("application,file,file", "file: expected once, met 2 times"),
        ("application,name,file", "expected application or its own keys as columns, met both: name"),
        (
            "application_id,name,file",
            "expected application, or application_id, name, id_type, id_number, met no id_type, id_number",
        ),
        ("application_id;name;id_type;id_number;file", "expected commas between the columns, met semicolons"),
        ("application\tfile", "expected commas between the columns, met tabs"),
        ("application，file", "expected commas between the columns, met full-width commas"),
        ("", "expected a line with the names of columns, met an empty file"),
    ],
)
def test_a_header_is_told_what_is_wrong_with_it(tmp_path: Path, header: str, told: str) -> None:
    assert told in refusal(tmp_path, header)


def test_every_fault_of_a_header_is_told_at_once_but_no_endless_list(tmp_path: Path) -> None:
    told = refusal(tmp_path, "application,fil,sha265")
    many = refusal(tmp_path, ",".join(["application", *(f"x{number}" for number in range(500))]))

    assert "fil: " in told and "(near: file)" in told
    assert "sha265: " in told and "(near: sha256)" in told
    assert many.count("expected") == 10
    assert "and 490 more" in many


def test_a_first_person_in_the_place_of_the_header_is_not_repeated(tmp_path: Path) -> None:
    told = refusal(tmp_path, "HB1,陈嘉禾,居民身份证,420106199305180026,1.jpg\n")

    assert "expected the names of columns" in told
    assert "陈嘉禾" not in told and "420106199305180026" not in told


@pytest.mark.parametrize("key", ["sha256", "blob"])
def test_a_digest_that_is_none_is_told_what_a_digest_is(tmp_path: Path, key: str) -> None:
    manifest = tmp_path / "m.jsonl"
    manifest.write_text(json.dumps({"application": "HB1", "object": "a.jpg", key: "ab"}), "utf-8")

    assert bad_lines(manifest) == {1: f"{key}: expected 64 hex digits (0-9 a-f), met text of 2 characters"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("m.jsonl", '\n{"application": "HB1", "file": "0.jpg"}\n  \r\n{"application": "HB1", "file": "1.jpg"}\nx\n\n'),
        ("m.csv", "application,file\n\nHB1,0.jpg\n\r\nHB1,1.jpg\nx\n\n"),
    ],
)
def test_a_blank_line_is_no_line_and_those_after_it_keep_their_numbers(tmp_path: Path, name: str, content: str) -> None:
    manifest = tmp_path / name
    manifest.write_bytes(content.encode())

    numbers = [[line.number for line in lines_of(manifest, after=after)] for after in (0, 2, 4, 5)]

    assert numbers == [[2, 4, 5], [4, 5], [5], []]
    assert list(bad_lines(manifest)) == [5]
