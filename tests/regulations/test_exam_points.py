"""The examination point must be that of the probation institution, as far as the table knows it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.case import Probation
from regulations.exam_points import point_named, point_of, wrong_point
from regulations.loader import load_regulation
from tests.support.people import APPLICATION

POINTS = load_regulation().exam_points
TONGJI = "同济医学院考点"


def contradicts(point: str | None, institution: str | None) -> bool:
    application = replace(APPLICATION, exam_point=point, probation=Probation(institution=institution))
    return wrong_point(application, POINTS) is not None


@pytest.mark.parametrize(
    ("institution", "expected"),
    [
        ("华中科技大学同济医学院附属同济医院", TONGJI),
        ("武汉同济医院", TONGJI),
        ("华中科技大学同济医学院附属协和医院（西院）", TONGJI),
        ("武汉协和医院", TONGJI),
        ("华中科技大学同济医学院附属梨园医院", None),
        ("武汉市第一医院", "武汉市考点"),
        ("湖北省武汉市江夏区第一人民医院", "武汉市考点"),
        ("钟祥市人民医院", "荆门市考点"),
        ("房县人民医院", "十堰市考点"),
        ("恩施土家族苗族自治州中心医院", "恩施州考点"),
        ("神农架林区人民医院", "神农架林区考点"),
        ("武汉市公安医院", None),
        ("武汉大学人民医院汉川医院", None),
        ("江汉油田总医院", None),
        ("长沙市第一医院", None),
        ("上海同济医院", None),
    ],
)
def test_an_institution_has_the_point_of_its_name(institution: str, expected: str | None) -> None:
    found = point_of(institution, POINTS)

    assert (found.name if found else None) == expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("同济医学院考点", TONGJI),
        ("华中科技大学同济医学院考点", TONGJI),
        ("湖北考区同济医学院考点", TONGJI),
        ("武汉", "武汉市考点"),
        ("武汉市考点", "武汉市考点"),
        ("武汉考区", "武汉市考点"),
        ("钟祥市报名点", "荆门市考点"),
        ("恩施州", "恩施州考点"),
        ("恩施土家族苗族自治州考点", "恩施州考点"),
        ("某校考点", None),
    ],
)
def test_a_point_goes_by_its_names(stated: str, expected: str | None) -> None:
    found = point_named(stated, POINTS)

    assert (found.name if found else None) == expected


@pytest.mark.parametrize(
    ("point", "institution", "expected"),
    [
        (TONGJI, "武汉同济医院", False),
        (TONGJI, "武汉市第一医院", True),
        (TONGJI, "华中科技大学同济医学院附属梨园医院", True),
        (TONGJI, "没有听说过的医院", True),
        ("武汉市考点", "华中科技大学同济医学院附属协和医院", True),
        ("某校考点", "华中科技大学同济医学院附属协和医院", True),
        ("武汉考点", "武汉市第一医院", False),
        ("宜昌市考点", "武汉市第一医院", True),
        ("钟祥考点", "京山市人民医院", False),
        ("某校考点", "武汉市第一医院", False),
        ("宜昌市考点", "没有听说过的医院", False),
        (None, "武汉同济医院", False),
        (TONGJI, None, False),
    ],
)
def test_a_point_and_an_institution_are_held_against_each_other(
    point: str | None, institution: str | None, *, expected: bool
) -> None:
    assert contradicts(point, institution) is expected


@given(
    point=st.sampled_from([one.name for one in POINTS if not one.institutions]),
    institution=st.text(alphabet="甲乙丙丁医院第一人民", min_size=1, max_size=12),
)
def test_of_an_institution_that_the_table_does_not_know_nothing_is_said(point: str, institution: str) -> None:
    assert not contradicts(point, institution)


@given(data=st.data())
def test_an_institution_of_a_district_may_register_at_its_own_point_alone(data: st.DataObject) -> None:
    of_places = [point for point in POINTS if point.districts]
    home = data.draw(st.sampled_from(of_places))
    place = data.draw(st.sampled_from(home.districts))
    point = data.draw(st.sampled_from(of_places))

    assert contradicts(point.name, f"{place}人民医院") is (point is not home)
