"""A lint names every contradiction of a regulation at once, and none of one that is sound."""

from pathlib import Path

import pytest

from regulations.lint import lint
from regulations.loader import HERE
from tests.support.other_regulation import CODE, TEXT, write_regulation

REQUIREMENT = """
[[requirements]]
tracks = ["{tracks}"]
scope = "{scope}"
any_of = ["{any_of}"]
when = [{when}]
because = "diploma"
"""

CONTRADICTIONS = """
[[asked_like]]
track = "returning"
like = "hmt"
when = ["direction_changed"]
because = "diploma"

[[asked_like]]
track = "returning"
like = "standard"
when = ["direction_changed"]
because = "diploma"

[[exam_points]]
name = "甲考点"
institutions = [["第一医院"]]
districts = ["云州市"]
because = "diploma"

[[exam_points]]
name = "乙考点"
also = ["甲"]
institutions = [["第一医院（东院）"]]
because = "diploma"

[[exam_points]]
name = "丙考点"
because = "unheard"

[[reminders]]
tracks = ["military"]
when = ["grown"]
message = "请核对。"
because = "diploma"
"""


def added(
    folder: Path,
    text: str = "",
    *,
    tracks: str = "military",
    scope: str = "application",
    any_of: str = "",
    when: str = "",
) -> tuple[str, ...]:
    """The faults of the small regulation with a requirement, or any other text, added to it."""
    more = REQUIREMENT.format(tracks=tracks, scope=scope, any_of=any_of, when=when) if any_of else ""
    write_regulation(folder, TEXT + text + more)
    return lint(CODE, folder=folder)


@pytest.mark.parametrize("path", sorted(HERE.glob("*.toml")), ids=lambda path: path.stem)
def test_the_regulations_of_the_house_are_sound_and_quote_word_for_word(path: Path) -> None:
    assert path.with_suffix(".txt").is_file()
    assert lint(path.stem) == ()


def test_a_small_sound_regulation_has_no_fault(tmp_path: Path) -> None:
    assert added(tmp_path) == ()


def test_a_requirement_whose_conditions_exclude_each_other_is_named(tmp_path: Path) -> None:
    found = added(
        tmp_path,
        tracks="standard",
        scope="education",
        any_of="degree_certificate",
        when='"vocational_level", "postgraduate_level"',
    )

    assert found == ("requirements.2: no applicant is asked by it for degree_certificate",)


def test_a_track_that_is_named_in_vain_is_named(tmp_path: Path) -> None:
    leads = '\n[[leads_to]]\ntrack = "military"\ncategories = ["执业医师"]\nbecause = "military"\n'
    requirement = REQUIREMENT.format(
        tracks='military", "standard', scope="application", any_of="degree_certificate", when=""
    ).replace("scope", 'categories = ["执业助理医师"]\nscope')

    assert added(tmp_path, leads + requirement) == ("requirements.2: no applicant of track military is asked by it",)


def test_a_requirement_that_another_makes_superfluous_is_named_once(tmp_path: Path) -> None:
    found = added(tmp_path, any_of='military_education_proof", "military_probation_form')

    assert found == ("requirements.2: whoever is asked by it is asked for the same paper by requirements.1",)


def test_an_applicant_who_cannot_have_the_papers_is_described(tmp_path: Path) -> None:
    text = REQUIREMENT.format(tracks="standard", scope="application", any_of="vocational_diploma", when="")
    text += REQUIREMENT.format(
        tracks="standard", scope="application", any_of="graduation_certificate", when='"assistant_licence_stated"'
    )

    (fault,) = added(tmp_path, text)

    assert fault.startswith("requirements 0, 2, 3: one applicant cannot meet them with distinct papers (standard for")
    assert "licences" in fault


def test_words_and_rules_that_contradict_each_other_are_all_named_at_once(tmp_path: Path) -> None:
    text = TEXT.replace('"returning"]', '"returning", "military"]')
    text += CONTRADICTIONS
    text = text.replace("[sentences]", '[sentences]\nidle = "没有用到的一句。"')
    text += REQUIREMENT.format(tracks="standard", scope="application", any_of="card", when="")
    write_regulation(tmp_path, text)
    (tmp_path / f"{CODE}.txt").write_text("须知全文：云州考区的考生只需上传毕业证书。", encoding="utf-8")

    found = "\n".join(lint(CODE, folder=tmp_path))

    for fault in (
        "requirements.2.any_of: expected a type code of the contract, met card",
        "reminders.0.when: expected a word of regulations/conditions.py, met grown",
        "exam_points.2.because: expected a key of sentences, met unheard",
        "sentences.idle: nothing rests on it",
        "nothing_required: military has requirements too",
        "asked_like.1: no applicant is asked by it",
        "asked_like.0: of hmt nothing is required",
        "asked_like.0: of returning nothing is required",
        "exam_points: 第一医院 is claimed by 甲考点 and 乙考点",
        "exam_points: two points go by the name 甲",
        "the instructions do not hold, word for word: 现役军人另行上传部队学历证明。",
    ):
        assert fault in found


def test_a_file_that_cannot_be_understood_is_one_fault(tmp_path: Path) -> None:
    write_regulation(tmp_path, "code = ")

    assert lint(CODE, folder=tmp_path)[0].startswith("expected TOML in UTF-8")
    assert lint("2001-nowhere", folder=tmp_path) == ("expected a file of that name, met none",)


def test_what_is_settled_about_deciding_is_held_against_itself(tmp_path: Path) -> None:
    levels = '\n[desk]\nlevels = ["nation", "exam_point"]\n'
    nobody = "\n[desk]\nclear_passes = true\n"

    assert added(tmp_path, levels) == ("desk.levels: expected each level once, the lowest first, met another order",)
    (fault,) = added(tmp_path, nobody)
    assert fault.startswith("desk: what is clear passes without a person")
    assert added(tmp_path, nobody + "blind_share = 0.05\n") == ()
