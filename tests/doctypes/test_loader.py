"""Definitions: what ships is sound, and what is wrong is named, every fault at once."""

from pathlib import Path

import pytest

from doctypes.loader import HERE, load_type, load_types
from models.errors import DefinitionInvalid

GOOD = """
code = "id_card"
title = "居民身份证"
anchors = [{ text = "公民身份号码", weight = 1.0 }]
sentences = ["公民{name}"]
[[fields]]
name = "name"
kind = "name"
compares_with = "name"
"""


def written(folder: Path, content: str, stem: str = "id_card") -> Path:
    path = folder / f"{stem}.toml"
    path.write_text(content, "utf-8")
    return path


def test_every_definition_that_ships_is_sound() -> None:
    types = load_types()

    assert list(types) == sorted(path.stem for path in HERE.glob("*.toml"))
    assert {len(doctype.digest) for doctype in types.values()} == {64}


def test_a_sound_definition_keeps_its_blanks_in_order(tmp_path: Path) -> None:
    doctype = load_type(written(tmp_path, GOOD))

    assert doctype.sentences[0].parts == ("公民", "name", "")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('kind = "name"', 'kind = "nam"', "met 'nam'"),
        ('name = "name"\n', 'name = "nickname"\n', "is not a field of the contract"),
        ("公民{name}", "公民{gender}", "names no field of this type"),
        ('compares_with = "name"', 'compares_with = "shoe_size"', "no path into an application"),
        (
            'kind = "name"',
            'kind = "gender"\nexpects = "合格"',
            "expected a value that kind 'gender' can have, met '合格'",
        ),
        ('code = "id_card"', 'code = "passport"', "as the file is called"),
        ('title = "居民身份证"', 'titel = "居民身份证"', "titel"),
        ('sentences = ["公民{name}"]', "", "no way to find it"),
        ('code = "id_card"', "code = ", "expected TOML"),
    ],
)
def test_a_wrong_definition_is_named_with_its_fault(tmp_path: Path, old: str, new: str, fault: str) -> None:
    path = written(tmp_path, GOOD.replace(old, new, 1))

    with pytest.raises(DefinitionInvalid, match=r"id_card\.toml") as caught:
        load_type(path)

    assert fault in str(caught.value)


def test_all_faults_of_all_files_are_named_at_once(tmp_path: Path) -> None:
    written(tmp_path, GOOD.replace('kind = "name"', 'kind = "nam"'))
    written(tmp_path, GOOD, stem="passport")

    with pytest.raises(DefinitionInvalid) as caught:
        load_types(tmp_path)

    assert "nam" in str(caught.value)
    assert "passport.toml" in str(caught.value)


def test_two_types_that_the_same_print_tells_are_a_fault(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    (tmp_path / "passport.toml").write_text(GOOD.replace('"id_card"', '"passport"', 1), encoding="utf-8")

    with pytest.raises(DefinitionInvalid, match="expected print that tells it from id_card, met the same anchors"):
        load_types(tmp_path)


def test_a_folder_without_definitions_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DefinitionInvalid, match="met none"):
        load_types(tmp_path)


def test_fields_without_clauses_take_those_of_the_vocabulary_and_the_digest_holds_both(tmp_path: Path) -> None:
    (tmp_path / "vocabularies").mkdir()
    shared = tmp_path / "vocabularies" / "letters.toml"
    path = written(tmp_path, GOOD.replace("title =", 'vocabulary = "letters"\ntitle =', 1))

    shared.write_text('[clauses]\nname = ["{}同志"]\n', "utf-8")
    first = load_type(path)
    shared.write_text('[clauses]\nname = ["{}同学"]\n', "utf-8")
    second = load_type(path)

    assert (first.fields[0].clauses, second.fields[0].clauses) == (("{}同志",), ("{}同学",))
    assert first.digest != second.digest


def test_a_vocabulary_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace("title =", 'vocabulary = "letters"\ntitle =', 1))

    with pytest.raises(DefinitionInvalid, match="letters"):
        load_type(path)
