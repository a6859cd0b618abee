"""Whole dossiers: people whose papers agree, one thing changed in a share of them, and a set that tells of both."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from fixtures.drawing import honest
from fixtures.drawing.changes import Change, change_value
from fixtures.drawing.dice import dice_for
from fixtures.drawing.dossiers import KINDS, draw_dossiers, draw_planned, plan_dossiers
from fixtures.drawing.lives import MOST_PAPERS, Call, Life
from fixtures.drawing.roads import ROADS, TURNS
from fixtures.drawing.studies_abroad import another_abroad, course_of, school_of
from models.case import Track
from models.errors import InputError
from services.applications import parse_application
from services.dossier_truth import read_dossiers
from services.truth import check_files, read_truth

pytestmark = pytest.mark.usefixtures("typefaces")
FEWEST_PAPERS = 3


def life(track: str, number: int, seed: int = 3) -> Life:
    person_id = f"{seed:03d}{number:05d}"
    return ROADS[track](Call(person_id=person_id, seed=seed, dice=dice_for("test", seed, number, track)))


def planned(seed: int, count: int, share: float) -> list[tuple[Life, Change | None]]:
    return list(plan_dossiers(seed, count, share))


def test_every_track_takes_its_turn() -> None:
    assert set(TURNS) == set(ROADS) == {str(track) for track in Track}


@pytest.mark.parametrize("track", ROADS)
def test_the_papers_of_a_life_are_three_to_six_and_of_one_person(track: str) -> None:
    for number in range(6):
        lived = life(track, number)

        assert FEWEST_PAPERS <= len(lived.papers) <= MOST_PAPERS
        assert {one.person.id_number for one in lived.papers} == {lived.application["id_number"]}
        assert {one.person.birth_date for one in lived.papers} == {lived.application["birth_date"]}
        assert all(one.entry < max(1, len(lived.application["education"])) for one in lived.papers)
        assert parse_application(lived.application).track == track


@pytest.mark.parametrize("track", ROADS)
def test_nobody_studies_before_their_time_or_is_examined_before_they_graduate(track: str) -> None:
    for number in range(6):
        lived = life(track, number)
        born, entries = int(lived.person.birth_date[:4]), lived.application["education"]

        for entry in entries:
            assert int(entry["enrolled_on"][:4]) - born >= 15
            assert entry["enrolled_on"] < entry["graduated_on"]
            assert entry["graduated_on"] < lived.application["as_of"] or track == "new_graduate"
        for earlier, later in pairwise(entries):
            assert earlier["graduated_on"] <= later["enrolled_on"]


def test_an_adult_diploma_was_begun_by_an_assistant_physician() -> None:
    for number in range(20):
        lived = life("assistant_to_full", number)
        for entry in lived.application["education"][1:]:
            assert lived.papers[-1].person.licences.practised_on < entry["enrolled_on"]


def test_a_change_on_a_paper_is_seen_there_and_one_in_the_application_nowhere_else() -> None:
    lived = placed(life("standard", 1))
    for number, kind in enumerate(("name", "gender", "birth_date", "school", "number_digit", "id_digit")):
        altered = change_value(kind, lived, draw=draw_planned, dice=dice_for(kind, number))

        assert altered is not None
        change = altered.change
        if change.paper is None:
            assert altered.life.papers == lived.papers
            assert altered.life.application != lived.application
        else:
            assert altered.life.application == lived.application
            assert draw_planned(altered.life.papers[change.paper]).fields[change.field] == change.after
            assert draw_planned(lived.papers[change.paper]).fields[change.field] == change.before != change.after


def placed(lived: Life) -> Life:
    papers = tuple(replace(one, words=(place,), condition="scan") for place, one in enumerate(lived.papers))
    return replace(lived, papers=papers)


def test_a_former_name_stands_on_the_papers_of_then_and_on_the_proof() -> None:
    lived = honest.with_former_name(placed(life("standard", 2)), dice=dice_for("former"))

    names = {one.code: one.person.name for one in lived.papers}

    assert names["id_card"] == lived.application["name"]
    assert names["graduation_certificate"] == lived.papers[-1].person.former_name != lived.application["name"]


def test_ways_of_typing_keep_letters_and_digits() -> None:
    for number in range(20):
        lived = life("assistant_to_full", number)
        typed, words = honest.as_typed(lived.application, dice=dice_for("typed", number))
        ours, theirs = parse_application(typed), parse_application(lived.application)

        assert "".join(ours.id_number.split()).translate(NARROW).upper() == theirs.id_number
        assert bool(words) == (typed != lived.application)


NARROW = str.maketrans("０１２３４５６７８９Ｘ", "0123456789X")


def test_about_as_many_are_changed_as_asked_for_and_each_kind_occurs() -> None:
    changes = Counter(change.kind for _, change in planned(4, 40, 0.8) if change)

    assert 24 <= sum(changes.values()) <= 39
    assert set(changes) == set(KINDS)
    assert all(change is None for _, change in planned(4, 8, 0.0))
    assert all(change is not None for _, change in planned(4, 2, 1.0))


def test_a_second_use_names_the_first_and_comes_after_it() -> None:
    seen: set[str] = set()
    for lived, change in planned(4, 20, 0.6):
        if change and change.of:
            assert change.of in seen
        seen.add(str(lived.application["application_id"]))


def test_a_set_tells_of_pages_and_dossiers_and_can_be_drawn_again(tmp_path: Path) -> None:
    for name in ("first", "second"):
        draw_dossiers(tmp_path / name, seed=11, count=3, changed_share=0.7)

    files = sorted(path.relative_to(tmp_path / "first") for path in (tmp_path / "first").rglob("*") if path.is_file())
    pages = read_truth(tmp_path / "first")
    check_files(tmp_path / "first", pages)
    dossiers = read_dossiers(tmp_path / "first", pages)

    for file in files:
        assert (tmp_path / "first" / file).read_bytes() == (tmp_path / "second" / file).read_bytes()
    assert [file for one in dossiers for file in one.files] == [page.file for page in pages]
    for line in lines(tmp_path / "first" / "dossiers.jsonl"):
        change = line["changed"]
        named = change is None or change["named_by"]["fields"] or change["named_by"]["codes"]
        assert named
    with pytest.raises(InputError, match="without a set"):
        draw_dossiers(tmp_path / "first", seed=11, count=3)


def lines(path: Path) -> list[Mapping[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_another_school_or_course_abroad_is_one_that_papers_of_studies_abroad_print() -> None:
    dice = Random(3)
    for _ in range(20):
        name = another_abroad("school", school="悉尼大学", major="临床医学", level="本科", dice=dice)
        major = another_abroad("major", school="悉尼大学", major="公共卫生", level="硕士", dice=dice)

        assert name is not None and school_of(name).name == name != "悉尼大学"
        assert major is not None and course_of(major, "硕士").major != "公共卫生"
    assert another_abroad("level", school="悉尼大学", major="流行病学", level="硕士", dice=dice) is None
