"""Applications that belong to the papers, and those in which exactly one thing was changed."""

import json
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest

from fixtures.drawing.applications import PATHS, another_value, application_of, changeable, changed_application
from fixtures.drawing.dice import dice_for
from fixtures.drawing.numbers import check_digit
from fixtures.drawing.people import invent_person
from fixtures.drawing.tcm import taught_by_a_master

FIELDS = ("name", "gender", "birth_date", "id_number", *sorted({field for _, field in PATHS}))


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, (*path, key))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from leaves(part, (*path, place))
    else:
        yield path, value


def places(field: str) -> list[tuple[str, tuple[str | int, ...]]]:
    types = {code for code, _ in PATHS} | {"id_card"}
    return changeable((code, {field: ""}) for code in sorted(types))


@pytest.mark.parametrize("field", FIELDS)
def test_a_changed_application_differs_in_exactly_one_thing(field: str) -> None:
    for number in range(40):
        application = application_of(invent_person(f"{number:05d}", seed=2))
        for name, path in places(field):
            if path not in dict(leaves(application)):
                continue
            changed, change = changed_application(application, name, path, dice=dice_for("change", number, field))

            before, after = dict(leaves(application)), dict(leaves(changed))
            different = [leaf for leaf in before if before[leaf] != after[leaf]]

            assert different == [path]
            assert (change["field"], change["from"], change["to"]) == (field, before[path], after[path])


def test_a_changed_id_number_is_still_a_valid_one() -> None:
    application = application_of(invent_person("00001", seed=2))
    for number in range(50):
        changed, _ = changed_application(application, "id_number", ("id_number",), dice=dice_for(number))
        assert changed["id_number"][17] == check_digit(changed["id_number"][:17])


def test_a_field_that_no_application_states_is_never_changed() -> None:
    assert changeable([("id_card", {"ethnicity": "汉", "issuer": "", "valid_until": ""})]) == []


@pytest.mark.parametrize("track", ["tcm_apprenticeship", "tcm_expertise"])
def test_who_was_taught_by_a_master_states_neither_diploma_nor_licence(track: str) -> None:
    person = taught_by_a_master(invent_person("00001", seed=2), track, dice=dice_for(track))

    application = application_of(person)

    assert (application["track"], application["exam_category"]) == (track, "执业助理医师")
    assert application["education"] == application["licences"] == []
    assert application["id_number"][6:14] == application["birth_date"].replace("-", "")


def test_an_application_is_json_with_the_contract_s_keys() -> None:
    application = json.loads(json.dumps(application_of(invent_person("00001", seed=2)), ensure_ascii=False))

    assert {"application_id", "name", "id_type", "id_number", "education", "licences"} <= set(application)
    assert application["education"][0]["proof"] == "chsi_registration_form"


def test_a_changed_date_is_one_that_the_calendar_has() -> None:
    dates = [another_value("graduated_on", "2015-03-31", dice=Random(seed)) for seed in range(60)]

    assert all(date.fromisoformat(one) for one in dates)


def test_how_often_a_permit_was_issued_is_no_change_of_its_number() -> None:
    numbers = {another_value("id_number", "H4183136004", dice=Random(seed)) for seed in range(60)}

    assert {number[-2:] for number in numbers} == {"04"}
    assert all(number[:9] != "H41831360" for number in numbers)
