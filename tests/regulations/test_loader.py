"""A regulation loads whole, or names every fault at once."""

from pathlib import Path

import pytest

from models.case import Track
from models.errors import DefinitionInvalid
from regulations.loader import HERE, load_regulation


def written(folder: Path, text: str) -> Path:
    (folder / "2099-elsewhere.toml").write_text(text, encoding="utf-8")
    return folder


def hubei() -> str:
    return (HERE / "2021-hubei.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(HERE.glob("*.toml")), ids=lambda path: path.stem)
def test_every_regulation_of_the_house_loads_and_covers_every_track(path: Path) -> None:
    regulation = load_regulation(path.stem)

    covered = {track for requirement in regulation.requirements for track in requirement.tracks}
    assert covered | regulation.nothing_required == set(Track)
    assert len(regulation.digest) == 64


def test_a_regulation_that_is_not_there_is_named() -> None:
    with pytest.raises(DefinitionInvalid, match=r"1901-nowhere\.toml"):
        load_regulation("1901-nowhere")


def test_all_faults_are_reported_at_once(tmp_path: Path) -> None:
    text = hubei().replace('"school_certificate"', '"school_paper"').replace('when = ["adult_', 'when = ["grown_')
    folder = written(tmp_path, text.replace('because = "hmt"', 'because = "unheard"'))

    with pytest.raises(DefinitionInvalid) as caught:
        load_regulation("2099-elsewhere", folder=folder)

    message = str(caught.value)
    for fault in ("2099-elsewhere.toml", "code:", "school_paper", "grown_education_alone", "unheard", "sentences.hmt"):
        assert fault in message


def test_a_track_without_a_rule_is_a_fault(tmp_path: Path) -> None:
    folder = written(tmp_path, hubei().replace(', "returning"', ""))

    with pytest.raises(DefinitionInvalid, match="track returning appears nowhere"):
        load_regulation("2099-elsewhere", folder=folder)


def test_an_unknown_key_is_a_fault(tmp_path: Path) -> None:
    folder = written(tmp_path, 'formula = "1 + 1"\n' + hubei())

    with pytest.raises(DefinitionInvalid, match="formula"):
        load_regulation("2099-elsewhere", folder=folder)


def test_a_file_that_is_no_toml_is_a_fault_that_names_the_file(tmp_path: Path) -> None:
    folder = written(tmp_path, "code = ")

    with pytest.raises(DefinitionInvalid, match=r"2099-elsewhere\.toml: expected TOML"):
        load_regulation("2099-elsewhere", folder=folder)
