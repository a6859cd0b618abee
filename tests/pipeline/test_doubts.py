"""Which doubts of the reader a person has to look into."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from doctypes.loader import load_types
from models.doctype import FieldSpec, Outcome
from models.extraction import Extraction, FieldStatus, Reading, Witness
from models.report import Comparison
from pipeline.doubts import (
    Known,
    is_faulty,
    is_the_applicant,
    matters,
    needs_a_look,
)

TYPES = load_types()


def spec(code: str, field: str) -> FieldSpec:
    return TYPES[code].field(field)


def doubtful(field: str, value: str, *rivals: str, confidence: float = 0.8) -> Reading:
    return Reading(
        field=field,
        status=FieldStatus.DOUBTFUL,
        value=value,
        confidence=confidence,
        witnesses=(Witness.PRINT,),
        rivals=rivals,
    )


def name_is_looked_at(read: str, *rivals: str, known: bool = True, confidence: float = 0.8) -> bool:
    reading = doubtful("name", read, *rivals, confidence=confidence)
    return needs_a_look(spec("id_card", "name"), reading, Outcome.EQUAL, Known(is_the_applicant=known))


@pytest.mark.parametrize(
    ("code", "field"), [("school_certificate", "issued_on"), ("id_card", "valid_until"), ("id_card", "issuer")]
)
def test_a_doubt_about_what_nobody_states_stays_on_its_field(code: str, field: str) -> None:
    reading = doubtful(field, "2021-01-22")

    assert not needs_a_look(spec(code, field), reading, Outcome.NOT_STATED, Known(as_of="2021-02-01"))
    assert not matters(spec(code, field))


def test_a_day_of_issue_that_may_be_after_the_day_of_judging_is_looked_at() -> None:
    issued = spec("school_certificate", "issued_on")

    known = Known(as_of="2021-02-01")

    assert needs_a_look(issued, doubtful("issued_on", "2021-01-22", "2021-07-22"), Outcome.NOT_STATED, known)
    assert needs_a_look(issued, doubtful("issued_on", "2027-01-22"), Outcome.NOT_STATED, known)


def test_a_numeral_supplied_to_a_day_that_nobody_states_is_no_alarm_and_one_to_a_stated_day_is() -> None:
    issued = Reading(field="issued_on", status=FieldStatus.DOUBTFUL, value="2018-12-06", fault="numeral_supplied")
    graduated = Reading(field="graduated_on", status=FieldStatus.DOUBTFUL, value="2018-06", fault="numeral_supplied")

    assert not is_faulty(spec("city_vocational_proof", "issued_on"), issued, Outcome.NOT_STATED)
    assert is_faulty(spec("city_vocational_proof", "graduated_on"), graduated, Outcome.CONFLICT)


def test_numbers_and_results_that_a_paper_must_carry_are_looked_at_though_nobody_states_them() -> None:
    for code, field, confidence in (
        ("tcm_expertise_certificate", "certificate_number", 0.8),
        ("higher_education_certification", "report_number", 0.8),
        ("probation_certificate", "conclusion", 0.7),
    ):
        reading = doubtful(field, "合格", confidence=confidence)
        assert needs_a_look(spec(code, field), reading, Outcome.NOT_STATED, Known())


def test_a_result_that_all_ways_of_reading_give_legibly_is_taken() -> None:
    conclusion = spec("probation_certificate", "conclusion")

    read = replace(doubtful("conclusion", "合格", confidence=0.8), raw="考核合格")

    assert not needs_a_look(conclusion, read, Outcome.NOT_STATED, Known())
    assert needs_a_look(conclusion, replace(read, rivals=("不合格",)), Outcome.NOT_STATED, Known())
    assert needs_a_look(conclusion, replace(read, raw="没有考核合格"), Outcome.NOT_STATED, Known())


def test_a_rare_character_that_was_also_read_as_a_common_one_is_vouched_for_by_who_states_it() -> None:
    assert not name_is_looked_at("向湉蕾", "向活蕾")
    assert not name_is_looked_at("仝珏", "全珏")


def test_scraps_of_a_seal_around_a_name_are_no_other_name_and_a_surname_off_by_a_stroke_is() -> None:
    assert not name_is_looked_at("程岚芳", "心程岚芳")
    assert name_is_looked_at("程岚芳", "程岚芳心")
    assert name_is_looked_at("王伟", "玉伟")


def test_what_no_name_holds_behind_a_name_is_no_other_name() -> None:
    assert not name_is_looked_at("覃强", "覃强户", "覃强V")
    assert name_is_looked_at("覃强", "覃强军")
    assert name_is_looked_at("覃强", "覃强□")
    assert name_is_looked_at("MARIASILVA", "MARIASILVASANTOS")


def test_a_name_of_which_a_character_was_lost_is_no_other_name() -> None:
    assert not name_is_looked_at("金丹蕾", "金丹")
    assert name_is_looked_at("金丹", "金丹蕾")
    assert name_is_looked_at("金丹蕾", "金母")


def test_a_last_character_that_the_label_behind_may_have_left_is_looked_at() -> None:
    assert name_is_looked_at("王伟民", "王伟")


def test_a_surname_that_may_be_the_letter_of_a_seal_is_vouched_for_by_who_has_it() -> None:
    assert not name_is_looked_at("安文静", "文静")
    assert name_is_looked_at("付瑶", "安付瑶")


def test_another_surname_is_looked_at() -> None:
    assert name_is_looked_at("韦雪", "青雪")
    assert name_is_looked_at("令狐亮翔", "今狐亮翔")


def test_what_agrees_with_the_stated_value_by_a_rule_is_no_other_value() -> None:
    stated = Known(is_the_applicant=True, expected={"name": "黄雅婷", "graduated_on": "2012-06-30"})
    form, diploma = spec("hmt_internship_form", "name"), spec("graduation_certificate", "graduated_on")

    assert not needs_a_look(form, doubtful("name", "黄雅婷", "黃雅婷"), Outcome.EQUAL, stated)
    assert needs_a_look(form, doubtful("name", "黄雅婷", "黃雅停"), Outcome.EQUAL, stated)
    assert not needs_a_look(diploma, doubtful("graduated_on", "2012-06-30", "2012-06"), Outcome.EQUAL, stated)


@pytest.mark.parametrize(
    ("rival", "is_looked_at"), [("AIM7OCY21I06HHPR", False), ("AIM7OCY21IO6HHPP", True), ("AIM7OCY21IO6HHP", True)]
)
def test_a_letter_of_a_code_that_was_also_read_as_its_digit_is_no_other_code(rival: str, *, is_looked_at: bool) -> None:
    reading = doubtful("verification_code", "AIM7OCY21IO6HHPR", rival)
    code = spec("chsi_registration_form", "verification_code")

    assert needs_a_look(code, reading, Outcome.EQUAL, Known()) is is_looked_at


def test_a_common_character_that_was_also_read_as_a_rare_one_is_looked_at() -> None:
    assert name_is_looked_at("向活蕾", "向湉蕾")
    assert name_is_looked_at("仝珏", "全珏", "仝玨")
    assert name_is_looked_at("陈吴", "陈昊")


def test_characters_equally_common_are_looked_at() -> None:
    assert name_is_looked_at("王末", "王未")
    assert name_is_looked_at("李珏", "李钰")


def test_a_rare_character_is_looked_at_where_the_page_says_nothing_else_of_who_it_is_or_was_hardly_read() -> None:
    assert name_is_looked_at("向湉蕾", "向活蕾", known=False)
    assert name_is_looked_at("向湉蕾", "向活蕾", confidence=0.4)
    assert name_is_looked_at("向湉蕾", "向活")


@pytest.mark.parametrize(("witness", "is_looked_at"), [(Witness.ID_NUMBER, False), (Witness.SECOND_PRINT, True)])
def test_a_sex_that_was_hardly_read_is_borne_out_by_the_id_number_beside_it(
    witness: Witness, *, is_looked_at: bool
) -> None:
    reading = Reading(
        field="gender",
        status=FieldStatus.PROVED,
        value="女",
        confidence=0.45,
        witnesses=(Witness.PRINT, witness),
    )

    assert needs_a_look(spec("id_card", "gender"), reading, Outcome.EQUAL, Known()) is is_looked_at


@pytest.mark.parametrize(
    ("rival", "is_looked_at"),
    [
        ("湖北科技学院技学", False),
        ("湖北科技学院附属医院", True),
        ("湖北科技学院学院", True),
        ("湖北科技学院科技学院", False),
        ("湖北科技学院药学院", True),
        ("湖北理工学院", True),
    ],
)
def test_scraps_of_a_seal_behind_a_school_are_no_other_school(rival: str, *, is_looked_at: bool) -> None:
    reading = doubtful("school", "湖北科技学院", rival)

    looked_at = needs_a_look(spec("graduation_certificate", "school"), reading, Outcome.EQUAL, Known())

    assert looked_at is is_looked_at


@pytest.mark.parametrize(("rival", "is_looked_at"), [("玄峡大学", False), ("武汉大学", True)])
def test_a_school_whose_code_the_number_holds_is_doubted_for_another_school_alone(
    rival: str, *, is_looked_at: bool
) -> None:
    reading = Reading(
        field="school",
        status=FieldStatus.DOUBTFUL,
        value="三峡大学",
        confidence=0.98,
        witnesses=(Witness.PRINT, Witness.CERTIFICATE_NUMBER),
        rivals=(rival,),
    )

    looked_at = needs_a_look(spec("degree_certificate", "school"), reading, Outcome.EQUAL, Known())

    assert looked_at is is_looked_at


@pytest.mark.parametrize(
    ("outcomes", "status", "told"),
    [
        ({"id_number": Outcome.EQUAL}, FieldStatus.PROVED, True),
        ({"birth_date": Outcome.EQUAL}, FieldStatus.READ, True),
        ({"id_number": Outcome.EQUAL, "birth_date": Outcome.CONFLICT}, FieldStatus.READ, False),
        ({"birth_date": Outcome.EQUAL}, FieldStatus.DOUBTFUL, False),
        ({"gender": Outcome.EQUAL}, FieldStatus.READ, False),
    ],
)
def test_an_id_number_or_a_birth_date_tells_whose_page_it_is(
    outcomes: Mapping[str, Outcome], status: FieldStatus, *, told: bool
) -> None:
    readings = tuple(Reading(field=field, status=status, value="1") for field in outcomes)
    compared = {
        field: Comparison(field=field, path=field, outcome=outcome, found="1") for field, outcome in outcomes.items()
    }

    assert is_the_applicant(Extraction(type_code="id_card", digest="", readings=readings), compared) is told


def test_what_readers_make_of_a_word_or_of_a_city_is_no_other_value() -> None:
    def is_looked_at(code: str, field: str, value: str, rival: str) -> bool:
        return needs_a_look(spec(code, field), doubtful(field, value, rival), Outcome.EQUAL, Known())

    assert not is_looked_at("graduation_certificate", "major", "口腔医学", "腔医学")
    assert is_looked_at("graduation_certificate", "major", "临床医学", "床医学技术")
    assert not is_looked_at("probation_certificate", "institution", "咸宁市第三医院", "成宁市第三医院")
    assert is_looked_at("probation_certificate", "institution", "咸宁市第三医院", "黄山市第三医院")


@pytest.mark.parametrize(
    ("rival", "is_looked_at"),
    [("11075120110600074", False), ("1107512011060007", False), ("06000741", False), ("110751201106000747", True)],
)
def test_a_number_without_an_end_of_it_is_no_other_number(rival: str, *, is_looked_at: bool) -> None:
    number = doubtful("certificate_number", "110751201106000741", rival)
    field = spec("chsi_registration_form", "certificate_number")

    assert needs_a_look(field, number, Outcome.EQUAL, Known()) is is_looked_at


@pytest.mark.parametrize(
    ("rival", "confidence", "is_looked_at"),
    [("三模大学", 0.77, False), ("三模大学", 0.45, True), ("三亚大学附属学院", 0.77, True), ("江汉大学", 0.95, True)],
)
def test_a_known_school_legibly_read_is_no_school_that_there_is_not(
    rival: str, confidence: float, *, is_looked_at: bool
) -> None:
    school = doubtful("school", "三峡大学", rival, confidence=confidence)

    assert needs_a_look(spec("graduation_certificate", "school"), school, Outcome.EQUAL, Known()) is is_looked_at


def test_a_scrap_without_a_chinese_character_is_no_other_name() -> None:
    assert not name_is_looked_at("吴赟艳", "is", "吴赞艳")
    assert name_is_looked_at("王洋", "王伟", "is")


def test_a_category_of_which_a_character_was_taken_for_an_empty_box_is_that_category() -> None:
    category = doubtful("specialty", "口腔", "□腔")

    assert not needs_a_look(spec("foreign_internship_form", "specialty"), category, Outcome.EQUAL, Known())
